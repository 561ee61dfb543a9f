package io.github.taskloom.internal.task;

/** Ends the run of a function that came back after its task was settled without it. */
final class Abandonment extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Abandonment() {
    super("This result came too late", null, false, false);
  }
}
