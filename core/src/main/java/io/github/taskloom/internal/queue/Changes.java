package io.github.taskloom.internal.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What the runs of a queue wait for. A run reads {@link #count()}, looks for a task, and waits for
 * a change after that count: either it sees the count changed, or the changing thread sees it among
 * those that wait.
 */
public final class Changes {
  private final AtomicLong count = new AtomicLong();
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** The runs that are between taking a task and knowing what it makes possible. */
  private final AtomicInteger busy = new AtomicInteger();

  long count() {
    return count.get();
  }

  /** After what has changed is there to be seen. */
  public void happened() {
    count.incrementAndGet();
    for (Thread thread : waiting) {
      LockSupport.unpark(thread);
    }
  }

  /** By a run before it takes a task: until {@link #idle()} no other gives up. */
  void busy() {
    busy.incrementAndGet();
  }

  void idle() {
    busy.decrementAndGet();
  }

  /**
   * Waits until something has changed since the count was read.
   *
   * @param worthwhile whether a change is to be expected though no run is busy; asked again and
   *     again
   * @param ended whether to wait no longer
   * @return false if no change is to be expected, or the thread is interrupted
   */
  boolean await(long seen, BooleanSupplier worthwhile, BooleanSupplier ended) {
    Thread self = Thread.currentThread();
    waiting.add(self);
    try {
      while (count.get() == seen && !ended.getAsBoolean()) {
        if (busy.get() == 0 && !worthwhile.getAsBoolean()) {
          return false;
        }
        LockSupport.park(this);
        if (self.isInterrupted()) {
          return false;
        }
      }
      return true;
    } finally {
      waiting.remove(self);
    }
  }
}
