package io.github.taskloom;

/** Keeps an exception that must not be thrown, since another one is what is to be told. */
final class Suppressed {
  private Suppressed() {}

  /** Adds it if the failure takes it; a failure is the user's, and may refuse by any exception. */
  static void add(Throwable failure, Throwable suppressed) {
    try {
      if (failure != suppressed) {
        failure.addSuppressed(suppressed);
      }
    } catch (Throwable refused) {
      // what is to be told is told
    }
  }
}
