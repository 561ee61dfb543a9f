package io.github.taskloom.micrometer;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** What observes has failed: told in the log once, since it may fail at each task. */
final class Faults {
  private final AtomicBoolean told = new AtomicBoolean();

  void tell(Exception thrown) {
    if (told.compareAndSet(false, true)) {
      System.getLogger(TaskloomObservations.class.getName())
          .log(Level.WARNING, "An observation has failed; further failures are not logged", thrown);
    }
  }
}
