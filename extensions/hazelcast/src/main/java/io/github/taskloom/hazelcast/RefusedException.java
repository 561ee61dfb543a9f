package io.github.taskloom.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * Something of a call was not read: a class that the list of the member, or of the caller, does not
 * allow; one that is not on its class path; a function that it does not have; inputs of other
 * types. The message names it, the side that has refused, and the way out.
 *
 * @since 0.1.0
 */
public final class RefusedException extends ClusterException {
  private static final long serialVersionUID = 1L;

  /** Whether the function was called. */
  private final boolean called;

  /**
   * By the engine.
   *
   * @param message what was refused, by which side, and the way out
   * @param called whether the function was called all the same, and its result alone was refused
   * @param cause why
   */
  public RefusedException(String message, boolean called, @Nullable Throwable cause) {
    super(message, cause);
    this.called = called;
  }

  /**
   * Whether the function was called on the member, and its result alone was refused.
   *
   * @return false if it was not called
   */
  public boolean wasCalled() {
    return called;
  }
}
