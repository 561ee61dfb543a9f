package io.github.taskloom;

import io.github.taskloom.fsm.Status;

/**
 * Which dependents a settled prerequisite need not hold any longer: those that no walk from it is
 * for. A shared prerequisite of many short-lived tasks would else hold each of them for ever.
 */
final class Dropped {
  private Dropped() {}

  /**
   * Whether a dependent is DONE or ABORT, or settled and not to be reopened through this
   * prerequisite.
   *
   * <p>What another prerequisite settled is reopened through the last of those that hinder it to be
   * repaired: at that time it is not hindered any more, and so stays with all that hold it. So one
   * that is DONE can let go of what others still hinder; so can one that is ABORT, which is never
   * repaired. One that is FAILED or CANCELLED holds all that a prerequisite settled.
   */
  static boolean isPast(Task<?> prerequisite, Task<?> dependent) {
    Status<TaskState> now = dependent.status();
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
