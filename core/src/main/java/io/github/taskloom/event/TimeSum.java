package io.github.taskloom.event;

import io.github.taskloom.event.TaskTimes.Times;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times of one task in one make, up to its last event, and what it is at since. Immutable;
 * holds no task.
 *
 * @param make the number of the make
 * @param at what the task is at since the last event
 * @param since when that was, by {@link System#nanoTime}
 * @param due until when it is in backoff, where it is
 */
record TimeSum(
    long make,
    Phase at,
    long since,
    long due,
    long prerequisites,
    long thread,
    long running,
    long backoff,
    int attempts) {

  enum Phase {
    BEFORE_ITS_TURN,
    WAITING,
    RUNNING,
    BACKOFF,
    SETTLED
  }

  /** Goes on with what is known, if that is of the same make. */
  static TimeSum in(MakeId make, @Nullable TimeSum known) {
    return known != null && known.make == make.number()
        ? known
        : new TimeSum(make.number(), Phase.BEFORE_ITS_TURN, make.beganNanos(), 0, 0, 0, 0, 0, 0);
  }

  TimeSum ready(long nanos) {
    return at == Phase.BEFORE_ITS_TURN ? to(Phase.WAITING, nanos, 0, attempts) : this;
  }

  TimeSum started(long nanos) {
    return to(Phase.RUNNING, nanos, 0, attempts + 1);
  }

  /**
   * An attempt has ended.
   *
   * @param nextIn how long until another one follows; null if none does
   */
  TimeSum ended(long nanos, @Nullable Duration nextIn) {
    return nextIn == null
        ? to(Phase.SETTLED, nanos, 0, attempts)
        : to(Phase.BACKOFF, nanos, nanos + nextIn.toNanos(), attempts);
  }

  TimeSum settled(long nanos) {
    return at == Phase.SETTLED ? this : to(Phase.SETTLED, nanos, 0, attempts);
  }

  /** What there is at a moment. */
  Times until(long nanos) {
    TimeSum sum = to(at, nanos, due, attempts);
    return new Times(
        Duration.ofNanos(sum.prerequisites),
        Duration.ofNanos(sum.thread),
        Duration.ofNanos(sum.running),
        Duration.ofNanos(sum.backoff),
        attempts);
  }

  private TimeSum to(Phase next, long nanos, long nextDue, int begun) {
    long spent = Math.max(0, nanos - since);
    long inBackoff = at == Phase.BACKOFF ? Math.clamp(due - since, 0, spent) : 0;
    boolean waited = at == Phase.WAITING || at == Phase.BACKOFF;
    return new TimeSum(
        make,
        next,
        nanos,
        nextDue,
        prerequisites + (at == Phase.BEFORE_ITS_TURN ? spent : 0),
        thread + (waited ? spent - inBackoff : 0),
        running + (at == Phase.RUNNING ? spent : 0),
        backoff + inBackoff,
        begun);
  }
}
