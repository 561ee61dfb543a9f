package io.github.taskloom.internal.time;

import java.time.Duration;

/** Durations as nanoseconds of a monotonic clock, none so long that a sum could overflow. */
public final class Nanos {
  /** 146 years: half of what a long holds, so that a reading of the clock can be added. */
  public static final long LONGEST = Long.MAX_VALUE / 2;

  private static final Duration LONGEST_DURATION = Duration.ofNanos(LONGEST);

  private Nanos() {}

  /** The nanoseconds of a duration: none for a negative one, {@link #LONGEST} for a longer one. */
  public static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST_DURATION) < 0 ? duration.toNanos() : LONGEST;
  }
}
