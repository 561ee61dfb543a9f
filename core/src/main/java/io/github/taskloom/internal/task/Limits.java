package io.github.taskloom.internal.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a task may take.
 *
 * @param attempt each attempt; null for as long as it takes
 * @param total all attempts and what lies between them; null for as long as it takes
 * @param grace how long a function may go on after it was interrupted because its time was up
 */
public record Limits(@Nullable Duration attempt, @Nullable Duration total, Duration grace) {
  public static final Duration USUAL_GRACE = Duration.ofSeconds(1);

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
