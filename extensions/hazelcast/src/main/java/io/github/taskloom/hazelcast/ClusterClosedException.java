package io.github.taskloom.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * The cluster that the call was given to has been closed, or its Hazelcast instance has ended. What
 * ran on a member is interrupted there.
 *
 * @since 0.1.0
 */
public final class ClusterClosedException extends ClusterException {
  private static final long serialVersionUID = 1L;

  /**
   * By the engine.
   *
   * @param message what was closed
   * @param cause what ended the Hazelcast instance; null if the cluster was closed
   */
  public ClusterClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
