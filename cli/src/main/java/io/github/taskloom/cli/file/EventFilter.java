package io.github.taskloom.cli.file;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/** Looks at each event of a parser as it passes, and may refuse it. */
abstract class EventFilter implements Parser {
  private final Parser parser;

  EventFilter(Parser parser) {
    this.parser = parser;
  }

  /**
   * Once for each event, in their order.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.ParserException to refuse it
   */
  abstract void passes(Event event);

  @Override
  public final boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public final Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public final boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public final Event next() {
    Event event = parser.next();
    passes(event);
    return event;
  }
}
