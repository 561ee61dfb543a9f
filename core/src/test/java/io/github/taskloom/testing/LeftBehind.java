package io.github.taskloom.testing;

import io.github.taskloom.Tasks;

/**
 * The functions that a test has left behind with their threads: there is one count of them in the
 * process. To be made before the first one is.
 */
public final class LeftBehind {
  private final long before = Tasks.abandoned();

  /**
   * Waits until all have come back, and until the threads that tell of them have ended: else the
   * next test might count them, or find what is logged of them.
   */
  public void awaitEnd() {
    Bounded.until(() -> Tasks.abandoned() <= before && !isTold());
  }

  private static boolean isTold() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("taskloom-limit"));
  }
}
