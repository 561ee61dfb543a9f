package io.github.taskloom.internal.task;

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
