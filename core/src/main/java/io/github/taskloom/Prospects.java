package io.github.taskloom;

import io.github.taskloom.fsm.Status;

/** What a queue may expect of a task that it holds. */
enum Prospects {
  /** Completed: it can be handed out. */
  COMPLETED,

  /** PENDING, and a dispatch runs or aborts it: it can be handed out. */
  READY,

  /** It moves by itself, or all that it waits for does, and may free it. */
  HOPEFUL,

  /** Nothing changes it unless another task of the queue, or a caller, does. */
  NONE;

  static Prospects of(Task<?> task) {
    return of(task, task.required());
  }

  /** Of a task with prerequisites that were read before; not to be written to. */
  static Prospects of(Task<?> task, Task<?>[] prerequisites) {
    Status<TaskState> now = task.status();
    if (now.state().isCompleted()) {
      return COMPLETED;
    }
    if (moves(now)) {
      return HOPEFUL;
    }
    if (now.state() != TaskState.PENDING) {
      return NONE;
    }
    Standing standing = Standing.of(task, prerequisites);
    if (!standing.isBlocked()) {
      return READY;
    }
    return standing.isHopeful() ? HOPEFUL : NONE;
  }

  /** Whether a task that is not settled is on its way to that, without anything else being done. */
  static boolean moves(Status<TaskState> status) {
    return status.state() == TaskState.RUNNING
        || status.state() == TaskState.QUEUED
        || isBetweenAttempts(status);
  }

  /** Whether a make has a task whose last attempt has failed, and is to begin the next one. */
  static boolean isBetweenAttempts(Status<TaskState> status) {
    return status.state() == TaskState.PENDING
        && status.detail() instanceof Backoff backoff
        && !backoff.owner().isGivenUp();
  }

  boolean isTakeable() {
    return this == COMPLETED || this == READY;
  }
}
