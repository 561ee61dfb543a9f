package io.github.taskloom.fsm;

import org.jspecify.annotations.Nullable;

/**
 * An event was fired at a state machine whose state does not allow it; the machine is unchanged.
 *
 * @since 0.1.0
 */
public class FsmException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Not part of the serialized form: a machine lives in its process. */
  private final transient @Nullable Fsm<?, ?> fsm;

  /**
   * An exception about a machine.
   *
   * @param fsm the machine it is about
   * @param message what happened and what would be allowed
   */
  public FsmException(@Nullable Fsm<?, ?> fsm, String message) {
    super(message);
    this.fsm = fsm;
  }

  /**
   * An exception about a machine, with what caused it.
   *
   * @param fsm the machine it is about
   * @param message what happened
   * @param cause the original exception
   */
  public FsmException(@Nullable Fsm<?, ?> fsm, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fsm = fsm;
  }

  /**
   * The machine that this is about.
   *
   * @return the machine; null when the exception came out of serialization, or is about a task,
   *     which it then tells itself
   */
  public @Nullable Fsm<?, ?> fsm() {
    return fsm;
  }
}
