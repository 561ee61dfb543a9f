package io.github.taskloom.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * The function has thrown an exception on a member whose class the caller has not, or does not
 * allow ({@link ClusterOptions#allow}), or that cannot be sent. The message has its text, and
 * {@link #remoteStackTrace} where it came from.
 *
 * @since 0.1.0
 */
public final class RemoteFailedException extends ClusterException {
  private static final long serialVersionUID = 1L;

  /** Of the exception. */
  private final String className;

  /** Of the exception. */
  private final String stackTrace;

  /**
   * By the engine.
   *
   * @param member the name of the member
   * @param className the class of the exception
   * @param text the exception as text
   * @param stackTrace its stack trace as text
   * @param cause why it is not the exception itself; null if it could not be sent
   */
  public RemoteFailedException(
      String member, String className, String text, String stackTrace, @Nullable Throwable cause) {
    super("on the member " + member + ": " + text, cause);
    this.className = className;
    this.stackTrace = stackTrace;
  }

  /**
   * The class of what the function has thrown.
   *
   * @return its name
   */
  public String className() {
    return className;
  }

  /**
   * Where the function has thrown it.
   *
   * @return the stack trace, as the member would print it
   */
  public String remoteStackTrace() {
    return stackTrace;
  }
}
