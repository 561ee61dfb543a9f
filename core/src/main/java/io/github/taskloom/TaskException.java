package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task has failed: what {@link Task#get()} throws, with what the function threw as the cause; and
 * what a task is FAILED with where the engine itself has the reason. A call that a task does not
 * allow throws {@link TaskStateException} instead.
 *
 * @since 0.1.0
 */
public class TaskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not part of the serialized form: a task lives in its process. */
  private final transient @Nullable Task<?> task;

  /**
   * A failure of a task.
   *
   * @param task the task
   * @param message what happened
   */
  public TaskException(Task<?> task, String message) {
    this(task, message, null);
  }

  /**
   * A failure of a task, with what caused it.
   *
   * @param task the task
   * @param message what happened
   * @param cause the original exception; may be null
   */
  public TaskException(Task<?> task, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.task = task;
  }

  /**
   * The task that failed.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable Task<?> task() {
    return task;
  }
}
