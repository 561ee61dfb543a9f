package io.github.taskloom.fsm;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A transition that was made, as callbacks and the history see it.
 *
 * @param machine the machine, a {@link Fsm} or a task
 * @param from the state before
 * @param event the event that was fired
 * @param to the state after
 * @param time the wall-clock time just after the transition
 * @param sequence the number of the transition in its machine; it rises by one with each transition
 *     made after the first callback was registered
 * @param attempt the attempt that {@code to} belongs to, counted from 1
 * @param detail what was said with the event: why, which prerequisite; may be null
 * @param <S> the states
 * @param <E> the events
 * @since 0.1.0
 */
public record Transition<S extends Enum<S>, E extends Enum<E>>(
    Machine<S, E> machine,
    S from,
    E event,
    S to,
    Instant time,
    long sequence,
    int attempt,
    @Nullable Object detail) {

  /** One that was made just now, between two statuses of a machine. */
  static <S extends Enum<S>, E extends Enum<E>> Transition<S, E> now(
      Fsm<S, E> machine, Status<S> from, E event, Status<S> to) {
    return new Transition<>(
        machine,
        from.state(),
        event,
        to.state(),
        Instant.now(),
        to.sequence(),
        to.attempt(),
        to.detail());
  }

  /**
   * The tracking line: {@code name FROM->event->TO}.
   *
   * @return the line
   */
  @Override
  public String toString() {
    return machine.name() + " " + from + "->" + event.name().toLowerCase(Locale.ROOT) + "->" + to;
  }
}
