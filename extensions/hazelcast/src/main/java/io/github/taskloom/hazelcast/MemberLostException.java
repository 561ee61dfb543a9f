package io.github.taskloom.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * The member that had the call has left the cluster, or does not answer any more. Whether the
 * function was called there, and how far it came, is not known; it is not called again in this
 * attempt.
 *
 * @since 0.1.0
 */
public final class MemberLostException extends ClusterException {
  private static final long serialVersionUID = 1L;

  /** Which member. */
  private final String member;

  /** Which task. */
  private final String task;

  /**
   * By the engine.
   *
   * @param member the name of the member
   * @param task the name of the task
   * @param why half a sentence
   * @param cause what Hazelcast says; null if it says nothing
   */
  public MemberLostException(String member, String task, String why, @Nullable Throwable cause) {
    super(
        "the member "
            + member
            + ", which had "
            + task
            + ", is lost: "
            + why
            + "; whether the function has run is not known, a retry rule may try it elsewhere",
        cause);
    this.member = member;
    this.task = task;
  }

  /**
   * The member.
   *
   * @return its name
   */
  public String member() {
    return member;
  }

  /**
   * The task whose call it had.
   *
   * @return its name
   */
  public String task() {
    return task;
  }
}
