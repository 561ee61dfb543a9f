package io.github.taskloom.internal.task;

import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a task may take.
 *
 * @param attempt each attempt; null for as long as it takes
 * @param total all attempts and what lies between them; null for as long as it takes
 * @param abandonAfter how long a function may go on after it was interrupted because its time was
 *     up, until it is left behind with its thread; null to wait for its end
 */
public record Limits(
    @Nullable Duration attempt, @Nullable Duration total, @Nullable Duration abandonAfter) {

  /**
   * What a task is limited by in a make; null for most.
   *
   * @param own the task's; null if it has none
   * @param makeIsLimited whether the make has a limit of its own
   * @param abandonAfter the make's grace time; null if it leaves none behind
   */
  static @Nullable Limits inMake(
      @Nullable Limits own, boolean makeIsLimited, @Nullable Duration abandonAfter) {
    boolean isOwn = own != null && (own.attempt != null || own.total != null);
    Duration grace = own == null || own.abandonAfter == null ? abandonAfter : own.abandonAfter;
    if (!isOwn && (!makeIsLimited || grace == null)) {
      return null;
    }
    return own == null ? new Limits(null, null, grace) : new Limits(own.attempt, own.total, grace);
  }

  /**
   * When an attempt that begins now has to be over: the first of its deadlines, and of several at
   * the same time the narrowest; null for any time.
   *
   * @param policy the task's, which knows how long the attempts before have taken
   * @param ofMake when the make has to be over; null for any time
   */
  @Nullable Deadline deadline(Policy<?> policy, TaskClock clock, @Nullable Deadline ofMake) {
    Deadline first = attempt == null ? null : new Deadline(attempt, attempt, Deadline.Of.ATTEMPT);
    if (total != null) {
      Duration left = total.minus(policy.elapsed(clock.nanoTime()));
      first = Deadline.earlier(first, new Deadline(left, total, Deadline.Of.ALL_ATTEMPTS));
    }
    return ofMake == null ? first : Deadline.earlier(first, ofMake);
  }

  public static void ensureNotNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " is negative: " + duration);
    }
  }

  public static void ensurePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " is not positive: " + duration);
    }
  }
}
