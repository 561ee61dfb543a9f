package io.github.taskloom.hazelcast;

/**
 * No member of the cluster takes the call, and none came in the time that {@link
 * ClusterOptions#memberWait} gives. The function has not been called.
 *
 * @since 0.1.0
 */
public final class NoMemberException extends ClusterException {
  private static final long serialVersionUID = 1L;

  /**
   * By the engine.
   *
   * @param message which function found no member, and the way out
   */
  public NoMemberException(String message) {
    super(message, null);
  }
}
