package io.github.taskloom.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A source whose answers a test gives to all threads but the owner, and which tells which looked.
 */
final class ScriptedSource implements WorkSource {
  /** A progress that is quick however long a thread does not come to its next look. */
  static final int QUICK = 1_000_000_000;

  private final Thread owner;

  /** How often another thread has asked what is left, and what is claimed. */
  final AtomicInteger looks = new AtomicInteger();

  final AtomicInteger counts = new AtomicInteger();

  /** How often a thread has slept until something is left. */
  final AtomicInteger sleeps = new AtomicInteger();

  /** The last thread that has looked. */
  volatile @Nullable Thread watcher;

  volatile int left;
  volatile boolean over;

  /** So many more seem to be claimed each time that a thread asks. */
  volatile int progress;

  private final AtomicLong claimed = new AtomicLong();

  ScriptedSource(Thread owner) {
    this.owner = owner;
  }

  @Override
  public int claim(boolean mayLeave) {
    return -1;
  }

  @Override
  public int tryClaim(@Nullable Batch own) {
    return -1;
  }

  /** To the owner there is always enough. */
  @Override
  public int left() {
    if (Thread.currentThread() == owner) {
      return 1_000;
    }
    watcher = Thread.currentThread();
    looks.incrementAndGet();
    return left;
  }

  @Override
  public boolean mayGrow() {
    return true;
  }

  @Override
  public long claimed() {
    counts.incrementAndGet();
    return claimed.addAndGet(progress);
  }

  @Override
  public void kept(int count) {}

  @Override
  public void offer(int number) {}

  @Override
  public void finish(int count) {}

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void parkUntilLeft() {
    sleeps.incrementAndGet();
    LockSupport.park(this);
  }

  @Override
  public void close() {
    over = true;
  }
}
