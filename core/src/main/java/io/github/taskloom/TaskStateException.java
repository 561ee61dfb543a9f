package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import org.jspecify.annotations.Nullable;

/**
 * A task does not allow what was asked of it as it stands, by its state, its edges or the thread
 * that asks; nothing was changed. The message says what would be allowed. A task that has failed is
 * told by {@link TaskException} instead.
 *
 * @since 0.1.0
 */
public class TaskStateException extends FsmException {
  private static final long serialVersionUID = 1L;

  /** Not part of the serialized form: a task lives in its process. */
  private final transient @Nullable Task<?> task;

  /**
   * A refusal.
   *
   * @param task the task that refuses
   * @param message how it stands, and what would be allowed
   */
  public TaskStateException(Task<?> task, String message) {
    this(task, message, null);
  }

  /**
   * A refusal with what led to it.
   *
   * @param task the task that refuses
   * @param message how it stands, and what would be allowed
   * @param cause the original exception; may be null
   */
  public TaskStateException(Task<?> task, String message, @Nullable Throwable cause) {
    super(null, message, cause);
    this.task = task;
  }

  /**
   * The task that refuses.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable Task<?> task() {
    return task;
  }
}
