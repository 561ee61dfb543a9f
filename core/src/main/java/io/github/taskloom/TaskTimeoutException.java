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
  private volatile boolean abandoned;

  /** Whether it was the make's time: then no further attempt of the task follows. */
  private final boolean ofMake;

  TaskTimeoutException(BaseTask task, Deadline exceeded, Thread stuck) {
    super(task, task.name() + " " + exceeded.exceeded());
    this.ofMake = exceeded.of() == Deadline.Of.MAKE;
    this.limit = exceeded.limit();
    this.thread = stuck.getName().isEmpty() ? "thread " + stuck.threadId() : stuck.getName();
    setStackTrace(stuck.getStackTrace());
  }

  boolean isOfMake() {
    return ofMake;
  }

  void abandon() {
    abandoned = true;
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
   * @return its name
   */
  public String threadName() {
    return thread;
  }

  /**
   * Whether the function went on after the grace time, so that its thread was left behind.
   *
   * @return true if so; what the function returns later is discarded
   */
  public boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public String getMessage() {
    return super.getMessage()
        + (abandoned ? "; it ignored the interrupt, and was abandoned in " + thread : "");
  }
}
