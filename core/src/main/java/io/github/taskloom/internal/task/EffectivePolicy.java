package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Under which retry rule and limits a make runs a task that has any: its own, or those of the make.
 *
 * @param policy the task's, which keeps the record
 * @param retry null for one attempt
 * @param limits how long an attempt and all of them may take; null for as long as they take
 * @param clock by which
 * @param owner that of the make, which the task belongs to between two attempts
 * @param around the interceptors of the make; null for none
 */
public record EffectivePolicy(
    Policy<?> policy,
    @Nullable RetryRule retry,
    @Nullable Limits limits,
    TaskClock clock,
    Ownership owner,
    @Nullable Interceptors around) {

  /**
   * What a task runs under in a make; null for most tasks, which run without.
   *
   * @param ofMake the make's rule, for tasks that have none of their own
   * @param makeIsLimited whether the make has a limit of its own, which it looks after unless the
   *     task may be left behind
   * @param abandonAfter the make's grace time, for tasks that have none of their own; null to leave
   *     none behind
   */
  public static @Nullable EffectivePolicy of(
      TaskNode<?> task,
      @Nullable Retry ofMake,
      boolean makeIsLimited,
      @Nullable Duration abandonAfter,
      TaskClock clock,
      Ownership owner) {
    Policy<?> policy = task.policy();
    RetryRule retry =
        RetryRule.of(policy == null || policy.retry() == null ? ofMake : policy.retry());
    Limits limits =
        Limits.inMake(policy == null ? null : policy.limits(), makeIsLimited, abandonAfter);
    if (retry == null && limits == null) {
      return null;
    }
    return new EffectivePolicy(
        task.extrasToWrite().policyToWrite(), retry, limits, clock, owner, null);
  }

  /** The same with interceptors around each function. */
  public EffectivePolicy with(Interceptors interceptors) {
    return new EffectivePolicy(policy, retry, limits, clock, owner, interceptors);
  }

  /** A task's function with the interceptors around it. */
  <T extends @Nullable Object> Callable<? extends T> intercepted(
      TaskNode<T> task, Callable<? extends T> function) {
    return around == null ? function : around.around(task, function);
  }

  /**
   * An attempt is about to end: records it. Never throws what a rule of the user's throws.
   *
   * @param last whether no other may follow: the task was asked to end
   * @return what the next attempt waits for; null if none follows
   */
  @Nullable Backoff ended(
      TaskNode<?> task,
      int attempt,
      Instant start,
      long began,
      TaskState state,
      @Nullable Throwable why,
      boolean last) {
    Duration took = Duration.ofNanos(clock.nanoTime() - began);
    policy.record(new Attempt(attempt, start, took, state, why));
    Duration delay =
        state == TaskState.FAILED && why != null && !last ? delayAfter(task, why) : null;
    policy.follow(delay == null ? 0 : attempt);
    return delay == null || why == null
        ? null
        : Backoff.after(task, attempt, why, delay, clock, owner, retry);
  }

  /** Whether another attempt follows one that failed, and after which time; null if not. */
  private @Nullable Duration delayAfter(TaskNode<?> task, Throwable thrown) {
    if (retry == null
        || (thrown instanceof TaskTimeoutException timeout
            && timeout.task() == task // else that of another task, which the function has thrown
            && (timeout.isAbandoned() || timeout.isOfMake()))) {
      return null; // an abandoned function still runs: a further attempt would overlap it
    }
    Duration delay;
    try {
      int made = policy.attemptsMade();
      if (!retry.isWorthAnother(made, thrown)) {
        return null;
      }
      delay = retry.delay(made);
    } catch (Throwable ofTheRule) { // the failure itself is what must be told
      Suppressed.add(thrown, ofTheRule);
      return null;
    }
    Duration total = limits == null ? null : limits.total();
    if (total != null && policy.elapsed(clock.nanoTime()).plus(delay).compareTo(total) >= 0) {
      return null; // it would begin when all its time is over
    }
    return delay;
  }
}
