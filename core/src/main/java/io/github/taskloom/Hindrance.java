package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import org.jspecify.annotations.Nullable;

/**
 * The prerequisite that decides that a task cannot run now, as it stood when it was looked at.
 *
 * @param task the prerequisite
 * @param status how it stood
 * @param rule that of the edge
 */
record Hindrance(Task<?> task, Status<TaskState> status, EdgeRule rule) {

  /**
   * Looks at prerequisites as {@code make} does: one that is FAILED or ABORT decides, else one that
   * is CANCELLED, else one that is not settled; null when all are DONE. For edges with other rules
   * see {@link EdgeRule}.
   */
  static @Nullable Hindrance among(Task<?> task) {
    Policy<?> policy = task.policy();
    return policy == null || !policy.hasRules()
        ? among(task.required())
        : RuledEdges.hindrance(task.required(), policy);
  }

  private static @Nullable Hindrance among(Task<?>[] prerequisites) {
    Hindrance worst = null;
    for (Task<?> prerequisite : prerequisites) {
      Status<TaskState> status = prerequisite.status();
      TaskState state = status.state();
      if (state == TaskState.DONE) {
        continue;
      }
      if (state == TaskState.FAILED || state == TaskState.ABORT) {
        return new Hindrance(prerequisite, status, EdgeRule.DONE);
      }
      if (worst == null || (state == TaskState.CANCELLED && worst.state() != TaskState.CANCELLED)) {
        worst = new Hindrance(prerequisite, status, EdgeRule.DONE);
      }
    }
    return worst;
  }

  TaskState state() {
    return status.state();
  }

  /** That it blocks a task, with what it failed with as the cause. */
  BlockedException asException(Task<?> blocked) {
    Throwable why = status.detail() instanceof Throwable thrown ? thrown : null;
    return new BlockedException(blocked, /* blocker= */ task, state(), why);
  }

  /** Why it cancels a task. */
  CancelledException asCancellation(Task<?> cancelled) {
    return rule == EdgeRule.FAILED
        ? CancelledException.notNeeded(cancelled, task, state())
        : CancelledException.by(cancelled, task);
  }

  /** Whether it settles a task that requires it. */
  boolean decides() {
    return status.state().isSettled();
  }

  /** Whether what it settles is CANCELLED, not FAILED. */
  boolean cancels() {
    return state() == TaskState.CANCELLED || rule == EdgeRule.FAILED;
  }
}
