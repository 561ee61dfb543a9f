package io.github.taskloom.internal.report;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** What is said of an event that a machine does not allow as it stands. */
public final class Refusal {
  private Refusal() {}

  /**
   * The message, with the events that are allowed instead.
   *
   * @param isAllowed asked of each event of the type
   */
  public static <E extends Enum<E>> String of(
      String name, Enum<?> state, E event, Predicate<? super E> isAllowed) {
    Set<E> allowed = EnumSet.noneOf(event.getDeclaringClass());
    for (E other : event.getDeclaringClass().getEnumConstants()) {
      if (isAllowed.test(other)) {
        allowed.add(other);
      }
    }
    return name
        + " is "
        + state
        + ": event "
        + event
        + " is not allowed"
        + (allowed.isEmpty() ? ", nor is any other" : "; allowed are " + allowed);
  }
}
