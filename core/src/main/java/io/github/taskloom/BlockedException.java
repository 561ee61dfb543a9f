package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task is blocked by a prerequisite that is not DONE. Thrown by {@link Task#dispatch()} and
 * {@link Task#bg()}; and what a task is FAILED with when {@code make} finds that a prerequisite
 * failed: then the prerequisite's failure is the cause, down to the root.
 *
 * <p>Chains are cut after {@value #LONGEST_CHAIN} links: the last one's cause is the root failure
 * itself, so that printing a failure at the end of a very long chain is safe.
 *
 * @since 0.1.0
 */
public class BlockedException extends TaskException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_CHAIN = 64;

  private final transient @Nullable Task<?> blocker;

  /** How the blocker stood when it was looked at. */
  private final TaskState blockerState;

  /** How many links of this kind follow, this one included. */
  private final int links;

  BlockedException(Task<?> task, Task<?> blocker, TaskState blockerState, @Nullable Throwable why) {
    super(
        task,
        task.name() + " is blocked by " + blocker.name() + ", which is " + blockerState,
        links(why) < LONGEST_CHAIN ? why : root(why));
    this.blocker = blocker;
    this.blockerState = blockerState;
    this.links = 1 + links(getCause());
  }

  /**
   * A million dependents may fail by one prerequisite: the root's stack trace is the useful one.
   */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing in it could race
  public Throwable fillInStackTrace() {
    return this;
  }

  private static int links(@Nullable Throwable why) {
    return why instanceof BlockedException blocked ? blocked.links : 0;
  }

  private static @Nullable Throwable root(@Nullable Throwable why) {
    Throwable root = why;
    while (root instanceof BlockedException blocked && blocked.getCause() != null) {
      root = blocked.getCause();
    }
    return root;
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
