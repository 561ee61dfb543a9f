package io.github.taskloom.internal.lane;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One piece of a crew's work: what to claim from, and who is at it. */
final class Shift {
  // ALONE   -> STAFFED   // the watcher brings lanes
  // STAFFED -> ALONE     // its lanes have ended: nothing was left, or they were not needed
  // ALONE   -> ENDED     // the owner has found nothing more to claim
  private static final int ALONE = 0;
  private static final int STAFFED = 1;
  private static final int ENDED = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, Shift.class, int.class);
  private static final VarHandle LEADER =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "leader", VarHandle.class, Shift.class, Hand.class);

  private final Job job;
  private final Work work;
  private final Hand owner;
  private final Thread worker = Thread.currentThread();

  /** How many lanes the owner forks at once; 0 while pieces are quick. */
  private final int lanes;

  private final boolean timed;

  private volatile int state;

  /** The lane that goes on when others leave; see {@link Hand}. */
  private volatile @Nullable Hand leader;

  // Written while STAFFED by the watcher, read by the owner after it.
  private long staffedAt;
  private long claimedBefore;

  private long ownPace; // by the owner alone

  /**
   * For the calling thread as the owner.
   *
   * @param timed whether the time is taken where the owner is alone
   */
  @SuppressWarnings("this-escape") // to its own hand, which does nothing with it yet
  Shift(Job job, Work work, int lanes, boolean timed) {
    this.job = job;
    this.work = work;
    this.lanes = lanes;
    this.timed = timed || lanes > 0;
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
      ownPace = (System.nanoTime() - begin) / Math.max(1, owner.claims() - 1);
    }
  }

  int lanes() {
    return lanes;
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

  boolean isAlone() {
    return state == ALONE;
  }

  /** By who brings lanes: whether it may; it then has to {@link #leave}. */
  boolean staff() {
    if (!STATE.compareAndSet(this, ALONE, STAFFED)) {
      return false;
    }
    if (staffedAt == 0) {
      staffedAt = System.nanoTime();
      claimedBefore = work.claimed();
    }
    return true;
  }

  /** By the thread that has brought lanes, after they have ended. */
  void leave(Thread waiting) {
    state = ALONE;
    LockSupport.unpark(waiting);
  }

  /** The thread that works by itself, and ends the shift. */
  Thread worker() {
    return worker;
  }

  /**
   * By the owner, at the end: how long a piece took, in nanoseconds, or -1 if no time was taken. Of
   * its own ones if it forked lanes, since to fork them takes time, too; of those after others came
   * if they did, since that is why.
   */
  long pace() {
    if (lanes > 0 || staffedAt == 0) {
      return timed ? ownPace : -1;
    }
    return (System.nanoTime() - staffedAt) / Math.max(1, work.claimed() - claimedBefore);
  }

  /** By the owner, when it finds no more to claim: waits until nobody else is at work. */
  void end() {
    while (!STATE.compareAndSet(this, ALONE, ENDED)) {
      LockSupport.park(this);
      Thread.interrupted(); // nobody's
    }
  }
}
