package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which dependents a settled prerequisite need not hold any longer: those that no walk from it is
 * for, and that lead to nothing that is not settled. A shared prerequisite of many short-lived
 * tasks would else hold each of them for ever.
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
   * <p>What another prerequisite settled is reopened through the last of those that hinder it to be
   * repaired: at that time it is not hindered any more, and so stays with all that hold it. So one
   * that is DONE can let go of what others still hinder; so can one that is ABORT, which is never
   * repaired. One that is FAILED or CANCELLED holds all that a prerequisite settled.
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
