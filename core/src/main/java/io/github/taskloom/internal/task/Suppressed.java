package io.github.taskloom.internal.task;

/** Keeps an exception that must not be thrown, since another one is what is to be told. */
final class Suppressed {
  /** One exception that many tasks throw must not grow with them. */
  private static final int MOST = 16;

  private Suppressed() {}

  /** Adds it if the failure takes it; a failure is the user's, and may refuse by any exception. */
  static void add(Throwable failure, Throwable suppressed) {
    try {
      if (failure != suppressed && failure.getSuppressed().length < MOST) {
        failure.addSuppressed(suppressed);
      }
    } catch (Throwable refused) { // nothing that is told decides how a task ends
      return;
    }
  }
}
