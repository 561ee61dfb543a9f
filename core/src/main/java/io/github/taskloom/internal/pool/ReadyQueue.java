package io.github.taskloom.internal.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A source that fills while it is worked off: each number is offered once, claimed once, and
 * finished once. A thread that finds nothing ready sleeps until there is, or until all are
 * finished; one that need not leaves when as many as there are cores sleep already.
 *
 * <pre>
 *   offered  [ 4  0  7  2  .  .  . ]     what was ready at the beginning, what became so elsewhere,
 *              x  x  ^head ^tail         and what a batch has no room for; x: claimed
 *   batches  [ 5  1 ]  [ 9 ]             what one thread has made ready: at most as many as cores
 * </pre>
 *
 * <p>A thread claims what was offered, else from its own batch, else from another's.
 */
public final class ReadyQueue implements WorkSource {
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

  /** How many those are; not those that still look, which would write to it for nothing. */
  private final AtomicInteger asleep = new AtomicInteger();

  private final Batches batches = new Batches();

  private volatile boolean closed;

  /** The thread that waits for something to be left, without claiming it. */
  private volatile @Nullable Thread attendant;

  /** For this many numbers. */
  public ReadyQueue(int size) {
    offered = new AtomicIntegerArray(size);
    unfinished = new AtomicInteger(size);
  }

  /** Offers a number before any thread is at work. */
  public void offerFirst(int number) {
    int place = tail.getPlain();
    offered.setPlain(place, number + 1);
    tail.setPlain(place + 1);
  }

  /** Offers a number; wakes a thread that sleeps, or the one that could bring more threads. */
  @Override
  public void offer(int number) {
    // Released is enough: the tail, a full fence, is written before, and a thread that falls asleep
    // looks at it.
    offered.setRelease(tail.getAndIncrement(), number + 1);
    added();
  }

  @Override
  public void added() {
    Thread sleeper = sleeping.peek();
    LockSupport.unpark(sleeper != null ? sleeper : attendant); // null is allowed, and common
  }

  @Override
  public @Nullable Batch enter() {
    return batches.enter();
  }

  @Override
  public void leave(Batch batch) {
    batches.leave(batch, this::offer);
  }

  /** Offers a number again that was claimed, and not finished. */
  public void offerAgain(int number) {
    again.add(number);
    added();
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
    int number = tryClaim(null);
    if (number >= 0 || isOver()) {
      return number;
    }
    if (mayLeave && asleep.get() >= CORES) {
      return -1;
    }
    for (int looks = 0; looks < LOOKS; looks++) {
      Thread.onSpinWait();
      number = tryClaim(null);
      if (number >= 0 || isOver()) {
        return number;
      }
    }
    int others = asleep.getAndIncrement();
    try {
      return mayLeave && others >= CORES ? -1 : claimSleeping();
    } finally {
      asleep.getAndDecrement();
    }
  }

  @Override
  public int tryClaim(@Nullable Batch own) {
    int place = head.get();
    while (place < tail.get() && !closed) { // in this order: what is offered after a close stays
      int number = offered.getAcquire(place);
      if (number == 0) { // on its way: the thread that offers has not come to the store yet
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
    if (closed) {
      return -1;
    }
    int number = own == null ? -1 : own.take();
    if (number < 0 && !again.isEmpty()) {
      number = claimAgain();
    }
    return number >= 0 ? number : batches.takeExcept(own);
  }

  @Override
  public int tryClaimOfOthers(@Nullable Batch own) {
    if (closed) {
      return -1;
    }
    int number = again.isEmpty() ? -1 : claimAgain();
    return number >= 0 ? number : batches.takeExcept(own);
  }

  /**
   * The only number that could be claimed, while no other thread is at work; -1 if it is not one.
   *
   * @param first whether it may be the first of several
   */
  public int single(boolean first) {
    int place = head.getPlain();
    int count = tail.getPlain() - place;
    boolean isSingle = count == 1 || (first && count > 1);
    return isSingle && again.isEmpty() ? offered.getPlain(place) - 1 : -1;
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
        int number = tryClaim(null);
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

  /** Whether anything waits that was offered to all. */
  public boolean hasOffered() {
    return head.get() < tail.get() || !again.isEmpty();
  }

  @Override
  public boolean mayGrow() {
    return !isOver();
  }

  @Override
  public long claimed() {
    return batches.taken() + head.get() + kept.get();
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
    if (closed) {
      return 0;
    }
    return Math.max(0, tail.get() - head.get()) + (again.isEmpty() ? 0 : 1) + batches.size();
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
