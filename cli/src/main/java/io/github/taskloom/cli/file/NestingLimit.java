package io.github.taskloom.cli.file;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Refuses text that is nested deeper than any task file is. The library composes nested nodes by
 * recursion and has no limit of its own, so a megabyte of brackets would exhaust the stack.
 */
final class NestingLimit extends EventFilter {
  private static final int DEEPEST = 50;

  private int depth;

  NestingLimit(Parser parser) {
    super(parser);
  }

  /** Where the parser stands: the place of a problem that the library reports without one. */
  Optional<Mark> here() {
    return peekEvent().getStartMark();
  }

  @Override
  void passes(Event event) {
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> deeper(event);
      case MappingEnd, SequenceEnd -> depth--;
      default -> {}
    }
  }

  private void deeper(Event event) {
    depth++;
    if (depth > DEEPEST) {
      throw new ParserException(
          "nested more than " + DEEPEST + " levels deep", event.getStartMark());
    }
  }
}
