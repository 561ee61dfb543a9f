package io.github.taskloom;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Under which retry rule and limits a make runs a task that has any: its own, or those of the make.
 *
 * @param policy the task's, which keeps the record
 * @param retry null for one attempt
 * @param limits how long an attempt and all of them may take; null for as long as they take
 * @param clock by which
 */
record Terms(Policy<?> policy, @Nullable Retry retry, @Nullable Limits limits, TaskClock clock) {

  /** Null for most tasks: those that run without. */
  static @Nullable Terms of(Task<?> task, Make how) {
    Policy<?> policy = task.policy();
    Retry retry = policy == null || policy.retry() == null ? how.retry() : policy.retry();
    Limits limits = policy == null ? null : policy.limits();
    if (how.timeout() != null && limits == null) {
      limits = new Limits(null, null, how.grace());
    }
    if (retry == null && limits == null) {
      return null;
    }
    return new Terms(task.policyToWrite(), retry, limits, how.clock());
  }

  /**
   * An attempt is about to settle: records it.
   *
   * @param last whether no other may follow: somebody has asked the task to end
   * @return after which time another one follows; null if none does
   */
  @Nullable Duration ended(
      int attempt,
      Instant start,
      long began,
      TaskState state,
      @Nullable Throwable why,
      boolean last) {
    Duration took = Duration.ofNanos(clock.nanoTime() - began);
    policy.record(new Attempt(attempt, start, took, state, why));
    Duration delay = state == TaskState.FAILED && why != null && !last ? delayAfter(why) : null;
    policy.retries(delay == null ? 0 : attempt);
    return delay;
  }

  /** Whether another attempt follows one that failed, and after which time; null if not. */
  private @Nullable Duration delayAfter(Throwable thrown) {
    int made = policy.attempts().size();
    if (retry == null
        || !retry.isWorthAnother(made, thrown)
        || (thrown instanceof TaskTimeoutException timeout
            && (timeout.isAbandoned() || timeout.isOfMake()))) {
      return null; // an abandoned function still runs: a further attempt would overlap it
    }
    Duration delay = retry.delay(made);
    Duration total = limits == null ? null : limits.total();
    if (total != null && policy.elapsed(clock.nanoTime()).plus(delay).compareTo(total) >= 0) {
      return null; // it would begin when all its time is over
    }
    return delay;
  }
}
