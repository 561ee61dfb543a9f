package io.github.taskloom.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * Why a call on a cluster has no result of its function: what the attempt of its task fails with. A
 * retry rule may have another one follow.
 *
 * @since 0.1.0
 */
public abstract sealed class ClusterException extends RuntimeException
    permits ClusterClosedException,
        MemberLostException,
        NoMemberException,
        RefusedException,
        RemoteFailedException {
  private static final long serialVersionUID = 1L;

  ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
