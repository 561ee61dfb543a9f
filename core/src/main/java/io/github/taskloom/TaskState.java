package io.github.taskloom;

/**
 * The states of a task. Their order means nothing; {@link #isSettled()} tells which end a wait.
 *
 * @since 0.1.0
 */
public enum TaskState {
  /** Being set up: edges may be added, nothing runs it. */
  PREPARE(false, false, "white"),

  /** To be dispatched once its prerequisites are DONE, or as its edges say; edges may be added. */
  PENDING(false, false, "white"),

  /** Handed to an executor, which will dispatch it. */
  QUEUED(false, false, "white"),

  /** Its function runs, or has given a stage that has not ended. */
  RUNNING(false, false, "yellow"),

  /** Cancelled; may be retried. */
  CANCELLED(false, true, "gray"),

  /** Its function succeeded. Terminal. */
  DONE(true, true, "green"),

  /** Its function threw, its time was up, or a prerequisite failed; may be retried or repaired. */
  FAILED(true, true, "red"),

  /** Given up. Terminal. */
  ABORT(true, true, "darkred");

  private final boolean completed;
  private final boolean settled;
  private final String colour;

  TaskState(boolean completed, boolean settled, String colour) {
    this.completed = completed;
    this.settled = settled;
    this.colour = colour;
  }

  /**
   * Whether a task in this state is completed: DONE, FAILED or ABORT.
   *
   * @return true if so
   */
  public boolean isCompleted() {
    return completed;
  }

  /**
   * Whether a task in this state is settled: completed or CANCELLED. It is what waiting ends with.
   *
   * @return true if so
   */
  public boolean isSettled() {
    return settled;
  }

  /**
   * The colour of a task in this state in drawings.
   *
   * @return a name that Graphviz knows
   */
  public String colour() {
    return colour;
  }
}
