package io.github.taskloom.internal.lane;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a crew's work: what to claim from, and who is at it.
 *
 * <pre>
 *   others     who is at it
 *   0          its owner alone
 *   n &gt; 0      and so many that may be at work beside it: they have joined, and leave again
 *   ENDED      none: the owner has found nothing more to claim, and no other was there
 * </pre>
 */
final class Shift {
  private static final int ENDED = -1;

  /** How long its owner looks whether the others have left before it sleeps, in nanoseconds. */
  private static final long HOT = 50_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final VarHandle OTHERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "others", VarHandle.class, Shift.class, int.class);
  private static final VarHandle LEADER =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "leader", VarHandle.class, Shift.class, Hand.class);

  private final Job job;
  private final Work work;
  private final int most;
  private final boolean timed;
  private final Hand owner;
  private final Thread worker = Thread.currentThread();

  private volatile int others;

  /** The lane that goes on when others leave; see {@link Hand}. */
  private volatile @Nullable Hand leader;

  private long pace = -1; // by the owner alone

  /**
   * For the calling thread as the owner.
   *
   * @param most the most threads at work at a time, the owner among them
   * @param timed whether the time is taken
   */
  @SuppressWarnings("this-escape") // to its own hand, which does nothing with it yet
  Shift(Job job, Work work, int most, boolean timed) {
    this.job = job;
    this.work = work;
    this.most = most;
    this.timed = timed;
    owner = Hand.ofOwner(this);
  }

  /** By the owner: does what it gets. */
  void workByOwner() {
    long begin = timed ? System.nanoTime() : 0;
    try {
      job.work(owner);
    } finally {
      owner.leave();
    }
    if (timed) {
      pace = (System.nanoTime() - begin) / Math.max(1, owner.claims() - 1);
    }
  }

  /**
   * By another thread: does what it gets, after it has joined; whether it was needed to the end.
   */
  boolean workBesideOwner() {
    Hand hand = Hand.ofLane(this);
    try {
      job.work(hand);
    } finally {
      hand.leave();
    }
    return !hand.isDismissed();
  }

  Job job() {
    return job;
  }

  Work work() {
    return work;
  }

  Hand owner() {
    return owner;
  }

  @Nullable Hand leader() {
    return leader;
  }

  /** Replaces the leader; a hand that finds another one there has been overtaken. */
  void leads(@Nullable Hand expected, @Nullable Hand next) {
    LEADER.compareAndSet(this, expected, next);
  }

  /** How many have joined; negative after its end. */
  int others() {
    return others;
  }

  /**
   * By a thread that would work beside the owner, or bring others that do.
   *
   * @param wanted how many those are at most
   * @return how many may be at work, for {@link #leave}; 0 if it has ended, or there is no room
   */
  int join(int wanted) {
    int now = others;
    while (now != ENDED) {
      int granted = Math.min(wanted, most - 1 - now);
      if (granted <= 0) {
        return 0;
      }
      int witness = (int) OTHERS.compareAndExchange(this, now, now + granted);
      if (witness == now) {
        return granted;
      }
      now = witness;
    }
    return 0;
  }

  /** By a thread that has joined, when none that it stands for is at work any more. */
  void leave(int granted, Thread waiting) {
    if ((int) OTHERS.getAndAdd(this, -granted) == granted) {
      LockSupport.unpark(waiting);
    }
  }

  /** The thread that works by itself, and ends the shift. */
  Thread worker() {
    return worker;
  }

  /** By the owner, at the end: how long one of its pieces took, in nanoseconds; -1 if not known. */
  long pace() {
    return pace;
  }

  /** By the owner, when it finds no more to claim: waits until no other is at work. */
  void end() {
    long begin = 0;
    while (others != 0 || !OTHERS.compareAndSet(this, 0, ENDED)) { // looks, and writes once
      long now = System.nanoTime();
      begin = begin == 0 ? now : begin;
      if (CORES > 1 && now - begin < HOT) {
        Thread.onSpinWait(); // to yield would wake another core for this very thread
      } else {
        LockSupport.park(this);
        Thread.interrupted(); // no task's
      }
    }
  }
}
