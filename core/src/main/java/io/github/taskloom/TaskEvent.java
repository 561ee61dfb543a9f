package io.github.taskloom;

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

  /** PENDING, QUEUED or RUNNING to CANCELLED. */
  CANCEL,

  /** PENDING, QUEUED or RUNNING to FAILED. */
  ERROR,

  /** PENDING, QUEUED, CANCELLED or FAILED to ABORT: it is given up. */
  ABORT,

  /** RUNNING to DONE. */
  DONE,

  /** CANCELLED or FAILED to PENDING, with a new attempt. */
  RETRY
}
