package io.github.taskloom.cli.simulate;

/**
 * How tasks are handed out, and what that costs. Times are in nanoseconds.
 *
 * @param members how many there are
 * @param slots how many tasks each of them runs at once
 * @param prefetch how many tasks more than slots a member is given, so that it does not wait for
 *     the caller
 * @param batch how many tasks go out in one exchange, at the most
 * @param latency from the caller to a member, and from there to the caller
 * @param gather how long a member keeps a result, to send what ends meanwhile with it
 * @param taskCost what a task costs the caller: half as it goes out, half as its result comes in
 * @param batchCost what an exchange costs the caller, out or in
 * @param isLayered whether a layer begins when the one before has ended, or else each task when
 *     those that it needs have
 */
public record HandOut(
    int members,
    int slots,
    int prefetch,
    int batch,
    long latency,
    long gather,
    long taskCost,
    long batchCost,
    boolean isLayered) {

  private static final long AHEAD_NANOS = 5_000_000;
  private static final long MOST_AHEAD = 1_000;

  /** Refuses what is no hand-out. */
  public HandOut {
    if (members < 1 || slots < 1 || batch < 1) {
      throw new IllegalArgumentException("members, slots and batch are at least 1");
    }
    if (prefetch < -1 || latency < 0 || gather < 0 || taskCost < 0 || batchCost < 0) {
      throw new IllegalArgumentException("no number, time or cost is negative");
    }
  }

  /** How many slots there are in all. */
  public long allSlots() {
    return (long) members * slots;
  }

  /**
   * How many tasks a member has at the most, those on their way included. Where no prefetch is
   * given, as many more than slots as run there in 5 ms, but a quarter of the slots at least: that
   * is what taskloom-hazelcast does.
   *
   * @param mean how long tasks took lately; 0 if none has ended
   */
  long room(long mean) {
    if (prefetch >= 0) {
      return (long) slots + prefetch;
    }
    long least = (slots + 3L) / 4;
    long quick = mean == 0 ? least : Math.min(MOST_AHEAD, slots * AHEAD_NANOS / mean);
    return slots + Math.max(least, quick);
  }

  long outCost(int tasks) {
    return batchCost + tasks * (taskCost / 2);
  }

  long inCost(int tasks) {
    return batchCost + tasks * (taskCost - taskCost / 2);
  }
}
