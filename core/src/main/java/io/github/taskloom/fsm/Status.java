package io.github.taskloom.fsm;

import org.jspecify.annotations.Nullable;

/**
 * Where a machine stands: its state with the attempt and the detail that belong to it, read in one
 * look.
 *
 * <p>Immutable. A machine's whole status is one reference, so one CAS publishes all of it: a thread
 * that sees {@code FAILED} sees why. A machine that is not observed, in its first attempt and with
 * no detail, points at an instance that all machines of its table share: it costs no memory of its
 * own.
 *
 * @param <S> the states
 * @since 0.1.0
 */
public final class Status<S extends Enum<S>> {
  final Transitions<S, ?> transitions;
  private final @Nullable S state;
  private final int attempt;
  private final long sequence;
  private final @Nullable Object detail;

  Status(
      Transitions<S, ?> transitions,
      @Nullable S state,
      int attempt,
      long sequence,
      @Nullable Object detail) {
    this.transitions = transitions;
    this.state = state;
    this.attempt = attempt;
    this.sequence = sequence;
    this.detail = detail;
  }

  /**
   * After an event that leads to a state: shared by all machines of the table where there is
   * nothing to tell apart. Once numbered, always numbered, so that numbers only rise.
   *
   * @param observed whether the machine has callbacks or keeps a history
   */
  Status<S> next(S to, boolean opensAttempt, boolean observed, @Nullable Object why) {
    boolean numbered = observed || sequence > 0;
    int nextAttempt = attempt + (opensAttempt ? 1 : 0);
    if (!numbered && nextAttempt == 1 && why == null) {
      return transitions.plain(to);
    }
    return new Status<>(transitions, to, nextAttempt, numbered ? sequence + 1 : 0, why);
  }

  /**
   * The state.
   *
   * @return the state
   * @throws IllegalStateException if the machine has no state yet
   */
  public S state() {
    S set = state;
    if (set == null) {
      throw new IllegalStateException(
          "The state is not set yet: a machine made without one needs initialState(...) first");
    }
    return set;
  }

  /**
   * Whether the machine has a state at all.
   *
   * @return false only for a machine that was made without one and was given none since
   */
  public boolean isSet() {
    return state != null;
  }

  /**
   * The attempt, counted from 1; events declared by {@link Transitions.Builder#newAttemptOn} open
   * the next one.
   *
   * @return the attempt
   */
  public int attempt() {
    return attempt;
  }

  /**
   * The number of the transition that led here. It counts from the first transition that was made
   * while someone listened, and is 0 before.
   *
   * @return the sequence number
   */
  public long sequence() {
    return sequence;
  }

  /**
   * What was said with the event that led here: why a task failed, for instance.
   *
   * @return the detail, or null
   */
  public @Nullable Object detail() {
    return detail;
  }

  @Override
  public String toString() {
    return (state == null ? "(not set)" : state.name())
        + (attempt == 1 ? "" : ", attempt " + attempt)
        + (detail == null ? "" : ", " + detail);
  }
}
