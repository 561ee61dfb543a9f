package io.github.taskloom;

/**
 * What makes the tasks that are between two attempts a make's: that one alone begins the next
 * attempt, others wait. Given up once, when the make starts nothing more; other makes may take such
 * tasks from then on.
 */
final class Ownership extends OneShot<Boolean> {

  boolean isGivenUp() {
    return value() != null;
  }

  void giveUp() {
    set(true);
  }
}
