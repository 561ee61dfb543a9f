package io.github.taskloom.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a task.
 *
 * <p>Immutable: the bytes of the value are copied when the entry is made, and each time they are
 * asked for. Two entries are equal if all of their components are, the bytes by their content.
 *
 * @param key what the task is found by in the next run; any text
 * @param fingerprint stands for the inputs of the task; null if nothing does
 * @param outcome how it ended
 * @param attempts how often it was tried
 * @param value the value that it is DONE with, as bytes; null if it is recorded only that it is so
 * @param reason why it failed or was cancelled; null if there is nothing to say
 * @param when the moment at which it settled
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // compared and copied below
public record JournalEntry(
    String key,
    @Nullable String fingerprint,
    Outcome outcome,
    int attempts,
    byte @Nullable [] value,
    @Nullable String reason,
    Instant when) {

  /**
   * How a task ended, for a journal.
   *
   * @since 0.1.0
   */
  public enum Outcome {
    /** With a value. */
    DONE,
    /** With an exception. */
    FAILED,
    /** On request. */
    CANCELLED,
    /** It was DONE, and a make has begun that runs it again; how that ended is not recorded. */
    REOPENED
  }

  /**
   * Checks the parts, and copies the value.
   *
   * @param key what the task is found by in the next run; any text
   * @param fingerprint stands for the inputs of the task; null if nothing does
   * @param outcome how it ended
   * @param attempts how often it was tried
   * @param value the value that it is DONE with, as bytes; null if it is recorded only that it is
   *     so
   * @param reason why it failed or was cancelled; null if there is nothing to say
   * @param when the moment at which it settled
   * @throws IllegalArgumentException if the attempts are less than 0
   */
  // Not a compact one: javac gives its parameters no annotations of arrays.
  public JournalEntry(
      String key,
      @Nullable String fingerprint,
      Outcome outcome,
      int attempts,
      byte @Nullable [] value,
      @Nullable String reason,
      Instant when) {
    if (attempts < 0) {
      throw new IllegalArgumentException("a task is not tried " + attempts + " times");
    }
    this.key = Objects.requireNonNull(key, "key");
    this.fingerprint = fingerprint;
    this.outcome = Objects.requireNonNull(outcome, "outcome");
    this.attempts = attempts;
    this.value = value == null ? null : value.clone();
    this.reason = reason;
    this.when = Objects.requireNonNull(when, "when");
  }

  /**
   * The value.
   *
   * @return a copy of its bytes; null if it is recorded only that the task is DONE
   */
  @Override
  public byte @Nullable [] value() {
    return value == null ? null : value.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JournalEntry that
        && key.equals(that.key)
        && Objects.equals(fingerprint, that.fingerprint)
        && outcome == that.outcome
        && attempts == that.attempts
        && Arrays.equals(value, that.value)
        && Objects.equals(reason, that.reason)
        && when.equals(that.when);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, fingerprint, outcome, attempts, Arrays.hashCode(value), reason, when);
  }

  /** Tells the size of the value in place of its bytes. */
  @Override
  public String toString() {
    return "JournalEntry[key="
        + key
        + ", fingerprint="
        + fingerprint
        + ", outcome="
        + outcome
        + ", attempts="
        + attempts
        + ", value="
        + (value == null ? "none" : value.length + " bytes")
        + ", reason="
        + reason
        + ", when="
        + when
        + "]";
  }
}
