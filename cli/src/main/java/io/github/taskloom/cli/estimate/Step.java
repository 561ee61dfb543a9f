package io.github.taskloom.cli.estimate;

import java.util.List;

/**
 * A task of a run, as far as its time goes.
 *
 * @param name the task's
 * @param phase all of a lower phase end before those of a higher one start
 * @param needs indices of those that it needs, which come before it
 * @param expected how long it takes, in nanoseconds
 * @param isRare whether it is there for a failure: it is not counted unless it starts
 */
record Step(String name, int phase, List<Integer> needs, long expected, boolean isRare) {
  /** Copies the list. */
  Step {
    needs = List.copyOf(needs);
  }
}
