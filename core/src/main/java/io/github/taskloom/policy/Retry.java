package io.github.taskloom.policy;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.internal.task.RetryRule;
import java.time.Duration;
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
 * <p>An attempt that another one follows leaves RUNNING for PENDING in one transition ({@link
 * TaskEvent#AGAIN}), whose detail has what it failed with as its cause: FAILED is final. Between
 * two attempts the task is PENDING and holds no thread; each attempt is one of the task's state
 * machine, and stays visible in {@link Task#attempts()}. A wait for the result goes on: it is there
 * when no further attempt is to come. A cancelled attempt is no failure.
 *
 * <p>Between two attempts the task belongs to the make that made the first of them: other makes and
 * queues that need it wait. {@link Task#cancel()} and {@link Task#abort()} settle it at once, as
 * they settle any that is PENDING; {@link Task#dispatch()} ends the wait by an attempt of its own.
 * A make that stops gives the task up, and one that waits for it makes the attempts that are left;
 * those made before count.
 *
 * <p>Attempts are a matter of the make: {@link Task#dispatch()}, {@link Task#bg()}, {@link
 * Task#run()} and {@link TaskQueue} make one.
 *
 * <p>Immutable, unless the random generator or the predicates are not.
 *
 * @since 0.1.0
 */
public sealed interface Retry permits RetryRule {

  /**
   * So many attempts at most, the first one included, at once after each other.
   *
   * @param attempts how many; 1 retries nothing
   * @return the rule
   * @throws IllegalArgumentException if there is not even one
   */
  static Retry times(int attempts) {
    return RetryRule.times(attempts);
  }

  /**
   * Waits the same time before each further attempt.
   *
   * @param backoff how long; more than 146 years count as 146
   * @return a new rule
   * @throws IllegalArgumentException if it is negative
   */
  Retry backoff(Duration backoff);

  /**
   * Waits a random time before each further attempt, evenly between nothing and a bound that
   * doubles from one attempt to the next ("full jitter": those who failed together do not come back
   * together; see <a
   * href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
   * Backoff And Jitter</a>).
   *
   * @param first the first bound
   * @param cap the largest bound; more than 146 years count as 146
   * @return a new rule
   * @throws IllegalArgumentException if the first is negative, or greater than the cap
   */
  Retry exponential(Duration first, Duration cap);

  /**
   * Retries only what failed with such an exception.
   *
   * @param test of what the function threw; one that throws itself counts as false, and what it
   *     threw is suppressed in the failure
   * @return a new rule
   */
  Retry onException(Predicate<? super Throwable> test);

  /**
   * Such a result counts as a failure, too: the attempt is FAILED, with a {@link TaskException}
   * that says so.
   *
   * @param test of what the function returned, null included; one that throws fails the attempt
   *     with what it threw
   * @return a new rule
   */
  Retry onResult(Predicate<? super @Nullable Object> test);

  /**
   * Takes the random part of the backoff from here, for tests that want it the same each time.
   *
   * @param source asked for each further attempt, by the thread that ran the one before; if it
   *     throws, no further attempt follows, and what it threw is suppressed in the failure
   * @return a new rule
   */
  Retry random(RandomGenerator source);

  /**
   * The most attempts.
   *
   * @return how many, the first one included
   */
  int attempts();
}
