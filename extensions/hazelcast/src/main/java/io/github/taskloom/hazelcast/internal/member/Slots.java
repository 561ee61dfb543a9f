package io.github.taskloom.hazelcast.internal.member;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls run at a time; the others wait in the order in which they came. A thread that has
 * found no free slot leaves its call in the queue: the one that gives a slot back looks there after
 * that.
 */
final class Slots {
  private final int slots;
  private final ThreadFactory threads;
  private final Queue<CallRun> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger load = new AtomicInteger();

  /** Of the last calls, about; threads that write it at the same time lose one. */
  private volatile long meanNanos;

  Slots(int slots, ThreadFactory threads) {
    this.slots = slots;
    this.threads = threads;
  }

  /** How many calls run or wait. */
  int load() {
    return load.get();
  }

  /** How long calls take on the mean; 0 if none has ended. */
  long meanNanos() {
    return meanNanos;
  }

  void add(List<CallRun> runs) {
    load.addAndGet(runs.size());
    waiting.addAll(runs);
    hand();
  }

  /** A call has ended that had not begun: it is not held until a slot is free. */
  void dropped(CallRun run) {
    waiting.remove(run);
    load.decrementAndGet();
  }

  /** A call has ended that had a slot. */
  void ended(long nanos) {
    long mean = meanNanos;
    meanNanos = Math.max(1, mean == 0 ? nanos : mean + (nanos - mean) / 8);
    load.decrementAndGet();
    busy.decrementAndGet();
    hand();
  }

  private void hand() {
    while (!waiting.isEmpty() && take()) {
      CallRun run = waiting.poll();
      if (run == null || !run.begin()) {
        busy.decrementAndGet(); // and looks again: one may have come that found no slot
        continue;
      }
      try {
        threads.newThread(run).start();
      } catch (Throwable noThread) { // by a factory of the user's, or no memory
        try {
          run.fail(noThread);
        } finally { // not by a call of this again: all that wait may fail in one go
          load.decrementAndGet();
          busy.decrementAndGet();
        }
      }
    }
  }

  private boolean take() {
    int now = busy.get();
    while (now < slots) {
      int witness = busy.compareAndExchange(now, now + 1);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }
}
