package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import io.github.taskloom.internal.time.Nanos;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The detail of a PENDING status between two attempts: why the one before failed, as the cause, and
 * when the next one may begin.
 *
 * <p>The task belongs to the make that made the attempt, until that gives it up; the first of the
 * makes that wait which replaces this by a backoff of its own, by a CAS on the status, has it then.
 */
public final class Backoff extends TaskException {
  private static final long serialVersionUID = 1L;

  private final long due;
  private final transient TaskClock clock;
  private final transient Ownership owner;

  /** By which the next attempt follows; null where a make has taken over what another gave up. */
  private final transient @Nullable RetryRule rule;

  private Backoff(
      TaskNode<?> task,
      String message,
      Throwable cause,
      long due,
      TaskClock clock,
      Ownership owner,
      @Nullable RetryRule rule) {
    super(task, message, cause);
    this.due = due;
    this.clock = clock;
    this.owner = owner;
    this.rule = rule;
  }

  /**
   * After an attempt that failed.
   *
   * @param attempt its number
   * @param cause what it failed with
   * @param delay how long to wait
   * @param clock by which
   * @param owner that of the make whose rule has another attempt follow
   * @param rule that rule
   */
  static Backoff after(
      TaskNode<?> task,
      int attempt,
      Throwable cause,
      Duration delay,
      TaskClock clock,
      Ownership owner,
      @Nullable RetryRule rule) {
    String message = task.name() + " failed in attempt " + attempt + "; another one follows";
    return new Backoff(
        task, message, cause, clock.nanoTime() + Nanos.of(delay), clock, owner, rule);
  }

  /** The same wait, owned by a make that has taken the task over and goes by its own rule. */
  public Backoff ownedBy(Ownership other) {
    return ownedBy(other, null);
  }

  /**
   * The same wait, owned by a make that stands in for the owner, which is held up, and goes by the
   * owner's rule.
   */
  public Backoff inPlaceOfOwner(Ownership other) {
    return ownedBy(other, rule);
  }

  private Backoff ownedBy(Ownership other, @Nullable RetryRule by) {
    TaskNode<?> task = TaskNode.of(Objects.requireNonNull(task()));
    Throwable cause = Objects.requireNonNull(getCause());
    return new Backoff(task, Objects.requireNonNull(getMessage()), cause, due, clock, other, by);
  }

  /** An attempt has a stack trace of its own, in the cause. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  public Ownership owner() {
    return owner;
  }

  public @Nullable RetryRule rule() {
    return rule;
  }

  public Duration left() {
    long nanos = due - clock.nanoTime();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }
}
