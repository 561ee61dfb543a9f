package io.github.taskloom.internal.report;

import java.util.Set;

/** What is said of an event that a machine does not allow as it stands. */
public final class Refusal {
  private Refusal() {}

  public static String of(String name, Enum<?> state, Enum<?> event, Set<?> allowed) {
    return name
        + " is "
        + state
        + ": event "
        + event
        + " is not allowed"
        + (allowed.isEmpty() ? ", nor is any other" : "; allowed are " + allowed);
  }
}
