package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import org.jspecify.annotations.Nullable;

/**
 * Something about a task: what it failed with, or why it cannot do what was asked. The original
 * exception, where there is one, is the cause.
 *
 * @since 0.1.0
 */
public class TaskException extends FsmException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception about a task.
   *
   * @param task the task
   * @param message what happened
   */
  public TaskException(BaseTask task, String message) {
    super(task, message);
  }

  /**
   * An exception about a task, with what caused it.
   *
   * @param task the task
   * @param message what happened
   * @param cause the original exception
   */
  public TaskException(BaseTask task, String message, @Nullable Throwable cause) {
    super(task, message, cause);
  }

  /**
   * The task that this is about.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable BaseTask task() {
    return (BaseTask) fsm();
  }
}
