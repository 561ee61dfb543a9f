package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task failed because a prerequisite did: what {@code make} settles it with. The cause is what
 * the prerequisite failed with, down to the root.
 *
 * <p>Chains are cut after {@value #LONGEST_CHAIN} links: the last one's cause is the root failure
 * itself, so that printing a failure at the end of a very long chain is safe.
 *
 * @since 0.1.0
 */
public final class PrerequisiteException extends TaskException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_CHAIN = 64;

  private final transient @Nullable Task<?> prerequisite;

  /** How the prerequisite stood when it was looked at. */
  private final TaskState prerequisiteState;

  /** How many links of this kind follow, this one included. */
  private final int links;

  /**
   * A failure by a prerequisite.
   *
   * @param task the task that failed
   * @param prerequisite the prerequisite
   * @param prerequisiteState the state that it was in
   * @param why what it failed with; may be null
   */
  public PrerequisiteException(
      Task<?> task, Task<?> prerequisite, TaskState prerequisiteState, @Nullable Throwable why) {
    super(
        task,
        task.name() + " is blocked by " + prerequisite.name() + ", which is " + prerequisiteState,
        links(why) < LONGEST_CHAIN ? why : root(why));
    this.prerequisite = prerequisite;
    this.prerequisiteState = prerequisiteState;
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
    return why instanceof PrerequisiteException failed ? failed.links : 0;
  }

  private static @Nullable Throwable root(@Nullable Throwable why) {
    Throwable root = why;
    while (root instanceof PrerequisiteException failed && failed.getCause() != null) {
      root = failed.getCause();
    }
    return root;
  }

  /**
   * The prerequisite that failed.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable Task<?> prerequisite() {
    return prerequisite;
  }

  /**
   * The state that the prerequisite was in.
   *
   * @return the state
   */
  public TaskState prerequisiteState() {
    return prerequisiteState;
  }
}
