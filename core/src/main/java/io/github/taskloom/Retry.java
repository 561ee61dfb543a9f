package io.github.taskloom;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often a make tries a task, how long it waits in between, and which outcomes count as a
 * failure that is worth another attempt.
 *
 * <pre>{@code
 * Task<String> page = Task.builder("page", () -> fetch(url))
 *     .retry(Retry.times(5).exponential(Duration.ofMillis(100), Duration.ofSeconds(10)))
 *     .build();
 * page.make();
 * }</pre>
 *
 * <p>Between two attempts the task is PENDING and holds no thread and no lane; each attempt is one
 * of the task's state machine, and stays visible in {@link Task#attempts()}. Whoever waits for the
 * result goes on waiting: it is there when no further attempt is to come. {@link Task#cancel()}
 * ends a task between attempts as it ends any that is PENDING. A cancelled attempt is no failure.
 *
 * <p>Attempts are a matter of the make: {@link Task#dispatch()}, {@link Task#bg()}, {@link
 * Task#run()} and {@link TaskQueue} make one.
 *
 * <p>Immutable, unless the random generator or the predicates are not.
 *
 * @since 0.1.0
 */
public final class Retry {
  private final int attempts;
  private final Duration first;
  private final Duration cap;
  private final boolean exponential;
  private final @Nullable Predicate<? super Throwable> exceptions; // null: every one
  private final @Nullable Predicate<? super @Nullable Object> results;
  private final @Nullable RandomGenerator random;

  private Retry(
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

  /**
   * So many attempts at most, the first one included, at once after each other.
   *
   * @param attempts how many; 1 retries nothing
   * @return the rule
   * @throws IllegalArgumentException if there is not even one
   */
  public static Retry times(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("A task has at least one attempt, not " + attempts);
    }
    return new Retry(attempts, Duration.ZERO, Duration.ZERO, false, null, null, null);
  }

  /**
   * Waits the same time before each further attempt.
   *
   * @param backoff how long
   * @return a new rule
   * @throws IllegalArgumentException if it is negative
   */
  public Retry backoff(Duration backoff) {
    Limits.ensureNotNegative("A backoff", backoff);
    return new Retry(attempts, backoff, backoff, false, exceptions, results, random);
  }

  /**
   * Waits a random time before each further attempt, evenly between nothing and a bound that
   * doubles from one attempt to the next ("full jitter": those who failed together do not come back
   * together; see <a
   * href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
   * Backoff And Jitter</a>).
   *
   * @param first the first bound
   * @param cap the largest bound
   * @return a new rule
   * @throws IllegalArgumentException if the first is negative, or greater than the cap
   */
  public Retry exponential(Duration first, Duration cap) {
    Limits.ensureNotNegative("A backoff", first);
    if (first.compareTo(cap) > 0) {
      throw new IllegalArgumentException(
          "The first backoff, " + first + ", is longer than the longest, " + cap);
    }
    return new Retry(attempts, first, cap, true, exceptions, results, random);
  }

  /**
   * Retries only what failed with such an exception.
   *
   * @param test of what the function threw; one that throws itself counts as false
   * @return a new rule
   */
  public Retry onException(Predicate<? super Throwable> test) {
    return new Retry(
        attempts, first, cap, exponential, Objects.requireNonNull(test), results, random);
  }

  /**
   * Such a result counts as a failure, too: the attempt is FAILED, with a {@link TaskException}
   * that says so.
   *
   * @param test of what the function returned, null included; one that throws fails the attempt
   *     with what it threw
   * @return a new rule
   */
  public Retry onResult(Predicate<? super @Nullable Object> test) {
    return new Retry(
        attempts, first, cap, exponential, exceptions, Objects.requireNonNull(test), random);
  }

  /**
   * Takes the random part of the backoff from here, for tests that want it the same each time.
   *
   * @param source asked once for each further attempt, by the thread that ran the one before
   * @return a new rule
   */
  public Retry random(RandomGenerator source) {
    return new Retry(
        attempts, first, cap, exponential, exceptions, results, Objects.requireNonNull(source));
  }

  /**
   * The most attempts.
   *
   * @return how many, the first one included
   */
  public int attempts() {
    return attempts;
  }

  boolean isFailure(@Nullable Object result) {
    return results != null && results.test(result);
  }

  boolean isWorthAnother(int attemptsMade, Throwable thrown) {
    if (attemptsMade >= attempts) {
      return false;
    }
    try {
      return exceptions == null || exceptions.test(thrown);
    } catch (Throwable ofTheTest) { // the failure itself is what must be told
      return false;
    }
  }

  /** How long to wait after so many attempts. */
  Duration delay(int attemptsMade) {
    if (!exponential) {
      return first;
    }
    long most = cap.toNanos();
    long bound = Math.max(1, first.toNanos());
    for (int i = 1; i < attemptsMade && bound < most; i++) {
      bound = bound > most / 2 ? most : 2 * bound;
    }
    RandomGenerator source = random == null ? ThreadLocalRandom.current() : random;
    return Duration.ofNanos(first.isZero() ? 0 : source.nextLong(Math.min(bound, most) + 1));
  }
}
