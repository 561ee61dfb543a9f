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
final class NestingLimit implements Parser {
  private static final int DEEPEST = 50;

  private final Parser parser;
  private int depth;

  NestingLimit(Parser parser) {
    this.parser = parser;
  }

  /** Where the parser stands: the place of a problem that the library reports without one. */
  Optional<Mark> here() {
    return parser.peekEvent().getStartMark();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> deeper(event);
      case MappingEnd, SequenceEnd -> depth--;
      default -> {}
    }
    return event;
  }

  private void deeper(Event event) {
    depth++;
    if (depth > DEEPEST) {
      throw new ParserException(
          "nested more than " + DEEPEST + " levels deep", event.getStartMark());
    }
  }
}
