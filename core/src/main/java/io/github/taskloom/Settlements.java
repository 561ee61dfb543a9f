package io.github.taskloom;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The given tasks of a make in the order in which they settled: many threads add, the caller reads
 * and waits for more.
 */
final class Settlements {
  private final AtomicReferenceArray<@Nullable Task<?>> inOrder;
  private final boolean streamed;
  private final AtomicInteger claimed = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The thread that waits for more; null while it does not. */
  private volatile @Nullable Thread reader;

  private int read; // by the reader alone

  /**
   * For this many.
   *
   * @param streamed whether the reader reads before the end
   */
  Settlements(int most, boolean streamed) {
    this.streamed = streamed;
    inOrder = new AtomicReferenceArray<>(most);
  }

  void add(Task<?> task) {
    int place = claimed.getAndIncrement();
    if (streamed) {
      inOrder.set(place, task);
      LockSupport.unpark(reader); // null is allowed, and common
    } else {
      inOrder.setRelease(place, task); // nobody waits for one alone: end() publishes them all
    }
  }

  /** Nothing more will be added. */
  void end() {
    ended.countDown();
    LockSupport.unpark(reader);
  }

  boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** The next one, or null when there is none yet. */
  @Nullable Task<?> poll() {
    Task<?> next = read < inOrder.length() ? inOrder.get(read) : null;
    if (next != null) {
      inOrder.set(read++, null); // a stream of many must not hold them all
    }
    return next;
  }

  /**
   * Waits until {@link #poll} has something or nothing more will come.
   *
   * @param untilEnd whether to sleep through what comes before the end
   * @return false if the calling thread was interrupted; the flag is cleared
   */
  boolean await(boolean untilEnd) {
    reader = Thread.currentThread();
    try {
      while (!isEnded() && (untilEnd || read == inOrder.length() || inOrder.get(read) == null)) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          return false;
        }
      }
      return true;
    } finally {
      reader = null;
    }
  }

  /** Waits for the end, by a thread that does not read. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** All that is left to read, after the end. */
  List<Task<?>> rest() {
    Task<?>[] rest = new Task<?>[claimed.get() - read];
    for (int i = 0; i < rest.length; i++) {
      Task<?> task = inOrder.get(read++);
      assert task != null;
      rest[i] = task;
    }
    return List.of(rest);
  }
}
