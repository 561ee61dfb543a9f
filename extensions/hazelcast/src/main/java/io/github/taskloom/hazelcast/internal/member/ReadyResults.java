package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.internal.wire.CallResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Results that wait for an exchange, and the exchange that waits for results. A result is in the
 * queue before it counts, and the one that makes the count 1 wakes the exchange; that looks at the
 * count after it is known as the one that waits. So either sees the other.
 *
 * <p>There is one that waits: the next to come sends the one before it back at once.
 */
final class ReadyResults {
  /** Calls that take less have their results sent in batches. */
  static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int BATCH = 200;
  private static final int MOST = 2_000;
  private static final int MOST_BYTES = 4 << 20;

  private final Queue<CallResult> results = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

  void add(CallResult result) {
    add(result, false);
  }

  /**
   * Adds one.
   *
   * @param isLast whether no other comes for now
   */
  void add(CallResult result, boolean isLast) {
    results.add(result);
    int now = count.incrementAndGet();
    if (now == 1 || now == BATCH || isLast) {
      wake();
    }
  }

  boolean isEmpty() {
    return results.isEmpty();
  }

  boolean isAwaited() {
    return waiter.get() != null;
  }

  void wake() {
    Thread waiting = waiter.get();
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Waits until one is there, and takes all.
   *
   * @param nanos how long at most
   * @param lingers whether a little wait for more pays
   */
  List<CallResult> await(long nanos, BooleanSupplier lingers) throws InterruptedException {
    Thread self = Thread.currentThread();
    Thread before = waiter.getAndSet(self);
    if (before != null) {
      LockSupport.unpark(before);
    }
    long end = System.nanoTime() + nanos;
    long lingerEnd = 0;
    while (waiter.get() == self) {
      long now = System.nanoTime();
      int ready = count.get();
      if (ready > 0) {
        if (lingerEnd == 0) {
          lingerEnd = now + LINGER_NANOS;
        }
        if (ready >= BATCH || now - lingerEnd >= 0 || !lingers.getAsBoolean()) {
          break;
        }
      }
      long left = ready > 0 ? Math.min(end, lingerEnd) - now : end - now;
      if (left <= 0) {
        break;
      }
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        waiter.compareAndSet(self, null);
        throw new InterruptedException();
      }
    }
    waiter.compareAndSet(self, null);
    return take();
  }

  private List<CallResult> take() {
    List<CallResult> taken = new ArrayList<>();
    int bytes = 0;
    while (taken.size() < MOST && bytes < MOST_BYTES) {
      CallResult result = results.poll();
      if (result == null) {
        break;
      }
      taken.add(result);
      bytes += result.size();
    }
    count.addAndGet(-taken.size());
    return taken;
  }
}
