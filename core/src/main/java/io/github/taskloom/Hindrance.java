package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import org.jspecify.annotations.Nullable;

/**
 * The prerequisite that decides that a task cannot run now, as it stood when it was looked at.
 *
 * @param task the prerequisite
 * @param status how it stood
 */
record Hindrance(Task<?> task, Status<TaskState> status) {

  /**
   * Looks at prerequisites as {@code make} does: one that is FAILED or ABORT decides, else one that
   * is CANCELLED, else one that is not settled; null when all are DONE.
   */
  static @Nullable Hindrance among(Task<?>[] prerequisites) {
    Hindrance worst = null;
    for (Task<?> prerequisite : prerequisites) {
      Status<TaskState> status = prerequisite.status();
      TaskState state = status.state();
      if (state == TaskState.DONE) {
        continue;
      }
      if (state == TaskState.FAILED || state == TaskState.ABORT) {
        return new Hindrance(prerequisite, status);
      }
      if (worst == null || (state == TaskState.CANCELLED && worst.state() != TaskState.CANCELLED)) {
        worst = new Hindrance(prerequisite, status);
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

  /** Whether it settles a task that requires it. */
  boolean decides() {
    return status.state().isSettled();
  }
}
