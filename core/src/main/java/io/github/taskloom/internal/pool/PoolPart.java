package io.github.taskloom.internal.pool;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One part of a pool's work: what to claim from, and which threads are at it.
 *
 * <pre>
 *   others     which threads are at it
 *   0          its owner alone
 *   n &gt; 0      and so many that may be at work beside it: they have joined, and leave again
 *   ENDED      none: the owner has found nothing more to claim, and no other was there
 * </pre>
 */
public final class PoolPart {
  private static final int ENDED = -1;

  /** How long its owner looks whether the others have left before it sleeps, in nanoseconds. */
  private static final long HOT = 50_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final VarHandle OTHERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "others", VarHandle.class, PoolPart.class, int.class);
  private static final VarHandle LEADER =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "leader", VarHandle.class, PoolPart.class, Worker.class);

  private final Job job;
  private final WorkSource source;
  private final int most;
  private final boolean timed;
  private final Worker owner;
  private final Thread ownerThread = Thread.currentThread();

  private volatile int others;

  /** The worker beside the owner that goes on when others leave; see {@link Worker}. */
  private volatile @Nullable Worker leader;

  private long pace = -1; // by the owner alone

  /**
   * For the calling thread as the owner.
   *
   * @param most the most threads at work at a time, the owner among them
   * @param timed whether the time is taken
   */
  @SuppressWarnings("this-escape") // to its own worker, which does nothing with it yet
  public PoolPart(Job job, WorkSource source, int most, boolean timed) {
    this.job = job;
    this.source = source;
    this.most = most;
    this.timed = timed;
    owner = Worker.ofOwner(this);
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
   * By a helper, or a thread that brings extra workers and gets none, after it has joined: does
   * what it gets. Returns whether it was needed to the end.
   */
  boolean workBesideOwner() {
    Worker worker = Worker.ofExtra(this);
    try {
      job.work(worker);
    } finally {
      worker.leave();
    }
    return !worker.isDismissed();
  }

  Job job() {
    return job;
  }

  WorkSource source() {
    return source;
  }

  Worker owner() {
    return owner;
  }

  @Nullable Worker leader() {
    return leader;
  }

  /** Replaces the leader; a worker that finds another one there has been overtaken. */
  void leads(@Nullable Worker expected, @Nullable Worker next) {
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
  public int join(int wanted) {
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
  public void leave(int granted, Thread waiting) {
    if ((int) OTHERS.getAndAdd(this, -granted) == granted) {
      LockSupport.unpark(waiting);
    }
  }

  /** The owner's thread, which ends the part. */
  Thread ownerThread() {
    return ownerThread;
  }

  /** By the owner, at the end: how long one of its pieces took, in nanoseconds; -1 if not known. */
  long pace() {
    return pace;
  }

  /** By the owner, when it finds no more to claim: waits until no other is at work. */
  public void end() {
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
