package io.github.taskloom;

import java.time.Duration;

/**
 * A task took longer than it may. Its stack trace is that of the thread that ran the function, at
 * the moment when the time was up: where it was stuck.
 *
 * @since 0.1.0
 */
public final class TaskTimeoutException extends TaskException {
  private static final long serialVersionUID = 1L;

  /** What was exceeded. */
  private final Duration limit;

  /** The name of the thread that ran the function. */
  private final String thread;

  /** Whether that thread was left behind. */
  private final boolean abandoned;

  /** Whether it was the make's time. */
  private final boolean ofMake;

  /**
   * A task whose time was up.
   *
   * @param task the task
   * @param message which limit was exceeded
   * @param limit that limit
   * @param stuck the thread that runs the function; its stack trace becomes that of the exception
   * @param ofMake whether it is the limit of the make
   */
  public TaskTimeoutException(
      Task<?> task, String message, Duration limit, Thread stuck, boolean ofMake) {
    super(task, message);
    this.limit = limit;
    this.thread = stuck.getName().isEmpty() ? "thread " + stuck.threadId() : stuck.getName();
    this.abandoned = false;
    this.ofMake = ofMake;
    setStackTrace(stuck.getStackTrace());
  }

  private TaskTimeoutException(TaskTimeoutException expired, Task<?> task) {
    super(
        task,
        expired.getMessage()
            + "; it ignored the interrupt, and was abandoned in "
            + expired.threadName());
    this.limit = expired.limit;
    this.thread = expired.thread;
    this.abandoned = true;
    this.ofMake = expired.ofMake;
    setStackTrace(expired.getStackTrace());
  }

  /**
   * The same for a function that did not end and was left behind with its thread.
   *
   * @param task the task
   * @return a new exception, with the stack trace of this one
   */
  public TaskTimeoutException abandoned(Task<?> task) {
    return new TaskTimeoutException(this, task);
  }

  /**
   * The limit, whole, as it was said: of the attempt, of all attempts of the task, or of the make;
   * the message tells which.
   *
   * @return how long that might have taken
   */
  public Duration limit() {
    return limit;
  }

  /**
   * The thread that ran the function.
   *
   * @return its name; its number where it has none
   */
  public String threadName() {
    return thread;
  }

  /**
   * Whether the function went on after the grace time of {@code abandonAfter}, so that its thread
   * was left behind.
   *
   * @return true if so; what the function returns later is discarded
   */
  public boolean isAbandoned() {
    return abandoned;
  }

  /**
   * Whether it was the limit of the make, not one of the task's own: then no further attempt of the
   * task follows.
   *
   * @return true if so
   */
  public boolean isOfMake() {
    return ofMake;
  }
}
