package io.github.taskloom;

import io.github.taskloom.policy.Retry;

/**
 * The events of a task.
 *
 * @since 0.1.0
 */
public enum TaskEvent {
  /** PREPARE to PENDING: it is set up. */
  PREPARED,

  /** PENDING or QUEUED to RUNNING. */
  DISPATCH,

  /** PENDING to QUEUED: an executor will dispatch it. */
  QUEUE,

  /** QUEUED to PENDING: taken back, since the make that queued it starts nothing more. */
  UNQUEUE,

  /** PENDING, QUEUED or RUNNING to CANCELLED. */
  CANCEL,

  /** PENDING, QUEUED or RUNNING to FAILED. */
  ERROR,

  /** PENDING, QUEUED, CANCELLED or FAILED to ABORT: it is given up. */
  ABORT,

  /** RUNNING to DONE. */
  DONE,

  /**
   * RUNNING to PENDING, with a new attempt: this one has failed, and a {@link Retry} has another
   * one follow. Fired by makes alone; what the attempt failed with is the cause of the detail.
   */
  AGAIN,

  /** CANCELLED or FAILED to PENDING, with a new attempt. */
  RETRY,

  /** PENDING to DONE with a value that was computed before: see {@link Task#restore}. */
  RESTORE
}
