package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import io.github.taskloom.internal.time.Nanos;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Objects;

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

  private Backoff(
      TaskNode<?> task,
      String message,
      Throwable cause,
      long due,
      TaskClock clock,
      Ownership owner) {
    super(task, message, cause);
    this.due = due;
    this.clock = clock;
    this.owner = owner;
  }

  /**
   * After an attempt that failed.
   *
   * @param attempt its number
   * @param cause what it failed with
   * @param delay how long to wait
   * @param clock by which
   * @param owner that of the make whose rule has another attempt follow
   */
  static Backoff after(
      TaskNode<?> task,
      int attempt,
      Throwable cause,
      Duration delay,
      TaskClock clock,
      Ownership owner) {
    String message = task.name() + " failed in attempt " + attempt + "; another one follows";
    return new Backoff(task, message, cause, clock.nanoTime() + Nanos.of(delay), clock, owner);
  }

  /** The same wait, of another make. */
  public Backoff ownedBy(Ownership other) {
    TaskNode<?> task = TaskNode.of(Objects.requireNonNull(task()));
    Throwable cause = Objects.requireNonNull(getCause());
    return new Backoff(task, Objects.requireNonNull(getMessage()), cause, due, clock, other);
  }

  /** An attempt has a stack trace of its own, in the cause. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  public Ownership owner() {
    return owner;
  }

  public Duration left() {
    long nanos = due - clock.nanoTime();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }
}
