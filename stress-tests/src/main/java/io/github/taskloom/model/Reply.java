package io.github.taskloom.model;

/** How a step is answered. */
enum Reply {
  /** It was done, or there was nothing to do. */
  ACCEPTED,
  /** The state does not allow it; nothing has changed. */
  REFUSED,
  /** A prerequisite is not DONE; nothing has changed. */
  BLOCKED,
  /** Tasks require each other in a circle; nothing has changed. */
  CYCLE,
  /** A task is in PREPARE; nothing has changed. */
  UNPREPARED,
  /** The step would wait for ever, and so is left out. */
  SKIPPED
}
