package io.github.taskloom;

import java.time.Duration;

/**
 * The detail of a PENDING status between two attempts.
 *
 * @param due when the next attempt may begin
 * @param clock by which
 */
record Backoff(long due, TaskClock clock) {
  static Backoff of(Duration delay, TaskClock clock) {
    return new Backoff(clock.nanoTime() + delay.toNanos(), clock);
  }

  Duration left() {
    long nanos = due - clock.nanoTime();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  @Override
  public String toString() {
    return "next attempt in " + left();
  }
}
