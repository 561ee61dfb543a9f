package io.github.taskloom.internal.queue;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.PrerequisiteCheck;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;

/** What a queue may expect of a task that it holds. */
enum Outlook {
  /** Completed: it can be handed out. */
  COMPLETED,

  /** PENDING, and a dispatch runs or aborts it: it can be handed out. */
  READY,

  /** It moves by itself, or all that it waits for does, and may free it. */
  HOPEFUL,

  /** Nothing changes it unless another task of the queue, or a caller, does. */
  NONE;

  static Outlook of(TaskNode<?> task) {
    return of(task, task.required());
  }

  /** Of a task with prerequisites that were read before; not to be written to. */
  static Outlook of(TaskNode<?> task, TaskNode<?>[] prerequisites) {
    TaskStatus now = task.status();
    if (now.state().isCompleted()) {
      return COMPLETED;
    }
    if (PrerequisiteCheck.moves(now)) {
      return HOPEFUL;
    }
    if (now.state() != TaskState.PENDING) {
      return NONE;
    }
    PrerequisiteCheck standing = PrerequisiteCheck.of(task, prerequisites);
    if (!standing.isBlocked()) {
      return READY;
    }
    return standing.isHopeful() ? HOPEFUL : NONE;
  }

  boolean isTakeable() {
    return this == COMPLETED || this == READY;
  }
}
