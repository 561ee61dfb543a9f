package io.github.taskloom;

import io.github.taskloom.policy.EdgeRule;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A task is cancelled, and why. A task's function may throw it to cancel its own task.
 *
 * @since 0.1.0
 */
public final class CancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TaskView task;
  private final transient @Nullable Task<?> blocker;

  /** Whether the task was only there for a failure that did not come. */
  private final boolean notNeeded;

  /**
   * A reason without a task: what a function throws to cancel its own.
   *
   * @param why the reason
   */
  public CancelledException(String why) {
    this(null, null, why, null, false);
  }

  /**
   * A reason about a task.
   *
   * @param task the task that is cancelled
   * @param why the reason
   * @param cause the original exception; may be null
   */
  public CancelledException(TaskView task, String why, @Nullable Throwable cause) {
    this(task, null, why, cause, false);
  }

  /**
   * A cancellation because of a prerequisite.
   *
   * @param task the task that is cancelled
   * @param blocker the prerequisite
   * @param why the reason
   * @param notNeeded whether the task was only there for a failure that did not come
   * @param cause the original exception; may be null
   */
  public CancelledException(
      Task<?> task,
      @Nullable Task<?> blocker,
      String why,
      boolean notNeeded,
      @Nullable Throwable cause) {
    this(task, blocker, why, cause, notNeeded);
  }

  private CancelledException(
      @Nullable TaskView task,
      @Nullable Task<?> blocker,
      String why,
      @Nullable Throwable cause,
      boolean notNeeded) {
    super(why);
    this.notNeeded = notNeeded;
    this.task = task;
    this.blocker = blocker;
    if (cause != null) {
      initCause(cause);
    }
  }

  /**
   * The task that is cancelled.
   *
   * @return the task, or null where the code that threw this named none
   */
  public @Nullable TaskView task() {
    return task;
  }

  /**
   * The cancelled prerequisite on whose account the task is cancelled.
   *
   * @return the prerequisite, or null when the task was cancelled on its own account
   */
  public @Nullable Task<?> blocker() {
    return blocker;
  }

  /**
   * Whether the task did not run since it was only there for a failure that did not come ({@link
   * EdgeRule#FAILED}), or is behind such a task: nothing went wrong.
   *
   * @return true if so
   */
  public boolean isNotNeeded() {
    return notNeeded;
  }
}
