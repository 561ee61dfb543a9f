package io.github.taskloom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A make stopped before the task settled whose value was asked for: {@link Make#get}. The next make
 * goes on from where it stopped.
 *
 * @since 0.1.0
 */
public class MakeStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a make stops. */
  public enum Reason {
    /** A task settled in another state than DONE, and the make fails fast; the cause tells why. */
    FAILED_FAST,
    /** The time of the make was up. */
    TIMED_OUT,
    /** The thread that called the make was interrupted. */
    INTERRUPTED,
    /** It was stopped from outside: its stream was closed, its future completed. */
    STOPPED
  }

  private final transient @Nullable Task<?> goal;
  private final transient @Nullable List<Task<?>> left;

  /** Why the make stopped. */
  private final Reason reason;

  /**
   * A make that stopped.
   *
   * @param goal the task whose value was asked for
   * @param reason why the make stopped
   * @param message what happened
   * @param left what has not settled of the goal and all that it requires
   * @param cause the failure that the make stopped for; may be null
   */
  public MakeStoppedException(
      Task<?> goal,
      Reason reason,
      String message,
      List<? extends Task<?>> left,
      @Nullable Throwable cause) {
    super(message, cause);
    this.goal = goal;
    this.reason = reason;
    this.left = List.copyOf(left);
  }

  /**
   * The task whose value was asked for.
   *
   * @return the task; null when the exception came out of serialization
   */
  public @Nullable Task<?> goal() {
    return goal;
  }

  /**
   * Why the make stopped.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * What had not settled when the make ended, of the goal and all that it requires; the goal first.
   *
   * @return the tasks; empty when the exception came out of serialization
   */
  public List<Task<?>> left() {
    return left == null ? List.of() : left;
  }
}
