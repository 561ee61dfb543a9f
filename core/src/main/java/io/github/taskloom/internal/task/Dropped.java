package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which dependents a settled prerequisite may let go of: those that no walk from it has to find,
 * and behind which all has settled. Otherwise a prerequisite that many short-lived tasks share
 * would hold each of them for ever.
 */
final class Dropped {
  /**
   * A graph of more tasks behind a dependent is kept: a sweep must not cost more than to run it.
   */
  private static final int MOST_BEHIND = 10_000;

  private Dropped() {}

  /** Whether a dependent is past, and all that is behind it has settled. */
  static boolean isPastAndNothingOpenBehind(TaskNode<?> prerequisite, TaskNode<?> dependent) {
    if (!isPast(prerequisite, dependent)) {
      return false;
    }
    if (dependent.dependents().isEmpty()) {
      return true; // most: without a set for the walk
    }
    Set<TaskNode<?>> seen = new HashSet<>(); // tasks are equal by identity
    Deque<TaskNode<?>> open = new ArrayDeque<>();
    seen.add(dependent);
    open.add(dependent);
    for (TaskNode<?> next = open.poll(); next != null; next = open.poll()) {
      for (TaskNode<?> behind : next.dependentNodes()) {
        if (!behind.isSettled()) {
          return false;
        }
        if (seen.add(behind)) {
          if (seen.size() > MOST_BEHIND) {
            return false;
          }
          open.add(behind);
        }
      }
    }
    return true;
  }

  /**
   * Whether a dependent is DONE or ABORT, or settled and not to be reopened through this
   * prerequisite.
   *
   * <p>A dependent that was settled by a prerequisite is reopened through the last of its
   * prerequisites to be repaired. So a prerequisite that is DONE may let go of a dependent that
   * another one still hinders; so may one that is ABORT, which is never repaired. A prerequisite
   * that is FAILED or CANCELLED holds each dependent that was settled by a prerequisite.
   */
  static boolean isPast(TaskNode<?> prerequisite, TaskNode<?> dependent) {
    TaskStatus now = dependent.status();
    return switch (now.state()) {
      case DONE, ABORT -> true;
      case FAILED, CANCELLED ->
          !Reopening.isByPrerequisite(now)
              || (isTerminal(prerequisite.state()) && Reopening.isStillHindered(dependent));
      default -> false;
    };
  }

  private static boolean isTerminal(TaskState state) {
    return state == TaskState.DONE || state == TaskState.ABORT;
  }
}
