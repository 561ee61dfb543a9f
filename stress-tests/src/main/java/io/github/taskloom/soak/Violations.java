package io.github.taskloom.soak;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What went against the contract; any thread may add. */
final class Violations {
  private static final int SHOWN = 20;

  private final Queue<String> first = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch any = new CountDownLatch(1);

  void add(String what) {
    if (count.incrementAndGet() <= SHOWN) {
      first.add(what);
    }
    any.countDown();
  }

  void unless(boolean holds, String otherwise, Object about) {
    if (!holds) {
      add(otherwise + ": " + about);
    }
  }

  /** Waits for the first one; false if there is none by then. */
  boolean await(Duration limit) throws InterruptedException {
    return any.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  int count() {
    return count.get();
  }

  /** The first ones. */
  List<String> shown() {
    return List.copyOf(first);
  }
}
