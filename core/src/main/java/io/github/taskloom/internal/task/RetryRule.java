package io.github.taskloom.internal.task;

import io.github.taskloom.internal.time.Nanos;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What every {@link Retry} is. */
public final class RetryRule implements Retry {
  private final int attempts;
  private final Duration first;
  private final Duration cap;
  private final boolean exponential;
  private final @Nullable Predicate<? super Throwable> exceptions; // null: every one
  private final @Nullable Predicate<? super @Nullable Object> results;
  private final @Nullable RandomGenerator random;

  private RetryRule(
      int attempts,
      Duration first,
      Duration cap,
      boolean exponential,
      @Nullable Predicate<? super Throwable> exceptions,
      @Nullable Predicate<? super @Nullable Object> results,
      @Nullable RandomGenerator random) {
    this.attempts = attempts;
    this.first = first;
    this.cap = cap;
    this.exponential = exponential;
    this.exceptions = exceptions;
    this.results = results;
    this.random = random;
  }

  public static RetryRule times(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("A task has at least one attempt, not " + attempts);
    }
    return new RetryRule(attempts, Duration.ZERO, Duration.ZERO, false, null, null, null);
  }

  @Override
  public Retry backoff(Duration backoff) {
    Limits.ensureNotNegative("A backoff", backoff);
    return new RetryRule(attempts, backoff, backoff, false, exceptions, results, random);
  }

  @Override
  public Retry exponential(Duration first, Duration cap) {
    Limits.ensureNotNegative("A backoff", first);
    if (first.compareTo(cap) > 0) {
      throw new IllegalArgumentException(
          "The first backoff, " + first + ", is longer than the longest, " + cap);
    }
    return new RetryRule(attempts, first, cap, true, exceptions, results, random);
  }

  @Override
  public Retry onException(Predicate<? super Throwable> test) {
    return new RetryRule(
        attempts, first, cap, exponential, Objects.requireNonNull(test), results, random);
  }

  @Override
  public Retry onResult(Predicate<? super @Nullable Object> test) {
    return new RetryRule(
        attempts, first, cap, exponential, exceptions, Objects.requireNonNull(test), random);
  }

  @Override
  public Retry random(RandomGenerator source) {
    return new RetryRule(
        attempts, first, cap, exponential, exceptions, results, Objects.requireNonNull(source));
  }

  @Override
  public int attempts() {
    return attempts;
  }

  /** The one place where a rule of the user's becomes what it is. */
  static @Nullable RetryRule of(@Nullable Retry rule) {
    return (RetryRule) rule;
  }

  boolean isFailure(@Nullable Object result) {
    return results != null && results.test(result);
  }

  boolean isWorthAnother(int attemptsMade, Throwable thrown) {
    if (attemptsMade >= attempts) {
      return false;
    }
    return exceptions == null || exceptions.test(thrown);
  }

  /**
   * How long to wait after so many attempts: at most 146 years, so that the end can be told by a
   * clock of nanoseconds.
   */
  Duration delay(int attemptsMade) {
    if (!exponential) {
      return Duration.ofNanos(Nanos.of(first));
    }
    long most = Nanos.of(cap);
    long bound = Math.min(most, Math.max(1, Nanos.of(first)));
    for (int i = 1; i < attemptsMade && bound < most; i++) {
      bound = bound > most / 2 ? most : 2 * bound;
    }
    if (first.isZero()) {
      return Duration.ZERO;
    }
    RandomGenerator source = random == null ? ThreadLocalRandom.current() : random;
    long drawn = source.nextLong(bound + 1);
    return Duration.ofNanos(
        Math.clamp(drawn, 0, bound)); // a generator of the user's may do as it likes
  }

  @Override
  public String toString() {
    String wait = exponential ? "exponential " + first + " to " + cap : "backoff " + first;
    return "Retry[" + attempts + " attempts" + (cap.isZero() ? "" : ", " + wait) + "]";
  }
}
