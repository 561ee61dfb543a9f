package io.github.taskloom.hazelcast;

import java.time.Duration;

/** Durations as nanoseconds: one that is longer than 292 years is that long. */
final class Nanos {
  private Nanos() {}

  static long of(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) { // for ever, say
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
