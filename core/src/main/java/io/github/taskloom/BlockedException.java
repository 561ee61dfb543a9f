package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task was to be dispatched while a prerequisite blocks it: {@link Task#dispatch()} and {@link
 * Task#bg()} throw it, and nothing has changed. Where the prerequisite has failed, the cause is
 * what it failed with.
 *
 * @since 0.1.0
 */
public class BlockedException extends TaskStateException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Task<?> blocker;

  /** How the blocker stood when it was looked at. */
  private final TaskState blockerState;

  /**
   * A refusal because of a prerequisite.
   *
   * @param task the task that was to be dispatched
   * @param blocker the prerequisite
   * @param blockerState the state that it was in
   * @param why what it failed with; may be null
   */
  public BlockedException(
      Task<?> task, Task<?> blocker, TaskState blockerState, @Nullable Throwable why) {
    super(
        task, task.name() + " is blocked by " + blocker.name() + ", which is " + blockerState, why);
    this.blocker = blocker;
    this.blockerState = blockerState;
  }

  /**
   * The prerequisite that blocks.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable Task<?> blocker() {
    return blocker;
  }

  /**
   * The state that the prerequisite was in.
   *
   * @return the state
   */
  public TaskState blockerState() {
    return blockerState;
  }
}
