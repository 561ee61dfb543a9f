package io.github.taskloom.jdbc.internal.writer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/**
 * Of one caller that waits for the writer: it gives up when the writer has been in the same call of
 * the database for longer than any may take. That is counted in steps that this thread was awake
 * for, not by a clock: a process that stood still for an hour has not waited for an hour.
 */
final class Patience {
  private static final int STEPS = 20;

  private final Condition told;
  private final AtomicLong calls;
  private final long stepNanos;
  private boolean interrupted;
  private long seen = -1;
  private int steps;

  /**
   * @param told signalled whenever the writer has got further
   * @param calls odd while the writer is in a call; another number for each
   * @param nanos how long one may take
   */
  Patience(Condition told, AtomicLong calls, long nanos) {
    this.told = told;
    this.calls = calls;
    this.stepNanos = nanos / STEPS;
  }

  /** With the lock of the condition: waits for a while. False if it is to be given up. */
  @SuppressWarnings("WaitNotInLoop") // the caller's
  boolean pause() {
    long now = calls.get();
    if (now != seen) {
      seen = now;
      steps = 0;
    }
    try {
      boolean isStuck = told.awaitNanos(stepNanos) <= 0 && now % 2 == 1 && now == calls.get();
      return !isStuck || ++steps < STEPS;
    } catch (InterruptedException e) {
      interrupted = true;
      return true;
    }
  }

  /** At the end of the wait: no interrupt is lost. */
  void end() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
