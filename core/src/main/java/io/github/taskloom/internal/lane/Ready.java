package io.github.taskloom.internal.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Work that becomes ready while it is done: each number is offered once, claimed once, and finished
 * once. A thread that finds nothing ready sleeps until there is, or until all are finished; one
 * that need not leaves when as many as there are cores sleep already.
 *
 * <pre>
 *   offered  [ 4  0  7  2  .  .  . ]     in the order in which they became ready
 *              x  x  ^head ^tail         x: claimed
 * </pre>
 */
public final class Ready implements Work {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** How often a thread looks again before it sleeps: less than falling asleep and waking costs. */
  private static final int LOOKS = CORES > 1 ? 200 : 0;

  /** Holds number + 1; 0 is a place that is claimed by an offer still on its way. */
  private final AtomicIntegerArray offered;

  /** Numbers that were claimed and came back; rare. */
  private final Queue<Integer> again = new ConcurrentLinkedQueue<>();

  private final AtomicInteger tail = new AtomicInteger();
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger unfinished;

  /** Threads that found nothing ready. Few: those that need not wait leave if there are others. */
  private final Queue<Thread> sleeping = new ConcurrentLinkedQueue<>();

  private final AtomicInteger idle = new AtomicInteger();
  private volatile boolean closed;

  /** Waits for something to be left, without claiming it. */
  private volatile @Nullable Thread attendant;

  /** For this many numbers. */
  public Ready(int size) {
    offered = new AtomicIntegerArray(size);
    unfinished = new AtomicInteger(size);
  }

  /** Offers a number before anybody is at work. */
  public void offerFirst(int number) {
    int place = tail.getPlain();
    offered.setPlain(place, number + 1);
    tail.setPlain(place + 1);
  }

  /** Offers a number; wakes a thread that sleeps, or the one that could bring more threads. */
  @Override
  public void offer(int number) {
    // Released is enough: who falls asleep looks at the tail, which is a full fence earlier.
    offered.setRelease(tail.getAndIncrement(), number + 1);
    Thread sleeper = sleeping.peek();
    LockSupport.unpark(sleeper != null ? sleeper : attendant); // null is allowed, and common
  }

  /** Offers a number again that was claimed, and not finished. */
  public void offerAgain(int number) {
    again.add(number);
    Thread sleeper = sleeping.peek();
    LockSupport.unpark(sleeper != null ? sleeper : attendant);
  }

  /** As everywhere; the last one wakes all. */
  @Override
  public void finish(int count) {
    if (unfinished.addAndGet(-count) == 0) {
      wakeAll();
    }
  }

  @Override
  public void kept(int count) {
    kept.getAndAdd(count);
  }

  @Override
  public int claim(boolean mayLeave) {
    int number = tryClaim();
    if (number >= 0 || isOver()) {
      return number;
    }
    int others = idle.getAndIncrement();
    try {
      return mayLeave && others >= CORES ? -1 : claimIdle();
    } finally {
      idle.getAndDecrement();
    }
  }

  private int claimIdle() {
    for (int looks = 0; looks < LOOKS; looks++) {
      int number = tryClaim();
      if (number >= 0 || isOver()) {
        return number;
      }
      Thread.onSpinWait();
    }
    return claimSleeping();
  }

  @Override
  public int tryClaim() {
    int place = head.get();
    while (place < tail.get() && !closed) { // in this order: what is offered after a close stays
      int number = offered.getAcquire(place);
      if (number == 0) { // on its way: who offers has not come to the store yet
        Thread.onSpinWait();
        place = head.get();
        continue;
      }
      int witness = head.compareAndExchange(place, place + 1);
      if (witness == place) {
        return number - 1;
      }
      place = witness;
    }
    return again.isEmpty() ? -1 : claimAgain();
  }

  /**
   * The only number that could be claimed, while no other thread is at work; -1 if it is not one.
   */
  public int single() {
    int place = head.getPlain();
    return tail.getPlain() - place == 1 && again.isEmpty() ? offered.getPlain(place) - 1 : -1;
  }

  private int claimAgain() {
    Integer number = closed ? null : again.poll();
    if (number == null) {
      return -1;
    }
    kept.getAndIncrement(); // counts as claimed
    return number;
  }

  private int claimSleeping() {
    Thread self = Thread.currentThread();
    sleeping.add(self); // before the look: an offer that comes after it finds us
    try {
      while (true) {
        int number = tryClaim();
        if (number >= 0 || isOver()) {
          return number;
        }
        LockSupport.park(this);
        Thread.interrupted(); // left over from a task: the work alone says when it is over
      }
    } finally {
      sleeping.remove(self);
      if (left() > 0) {
        Thread next = sleeping.peek(); // one wake-up may have stood for two offers
        LockSupport.unpark(next != null ? next : attendant);
      }
    }
  }

  @Override
  public boolean mayGrow() {
    return !isOver();
  }

  @Override
  public long claimed() {
    return (long) head.get() + kept.get();
  }

  @Override
  public boolean isOver() {
    return closed || unfinished.get() == 0;
  }

  @Override
  public void parkUntilLeft() {
    attendant = Thread.currentThread(); // before the look: an offer that comes after it finds us
    if (left() == 0 && !isOver()) {
      LockSupport.park(this);
    }
    attendant = null;
  }

  @Override
  public int left() {
    return closed ? 0 : Math.max(0, tail.get() - head.get()) + (again.isEmpty() ? 0 : 1);
  }

  @Override
  public void close() {
    closed = true;
    wakeAll();
  }

  private void wakeAll() {
    sleeping.forEach(LockSupport::unpark);
    LockSupport.unpark(attendant);
  }
}
