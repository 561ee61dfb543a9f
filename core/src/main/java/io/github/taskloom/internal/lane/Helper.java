package io.github.taskloom.internal.lane;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that works beside a crew's worker, shift after shift, as long as that is worth it: where
 * many short ones follow each other, to fork a thread for each takes longer than to do them.
 *
 * <pre>
 *   called -> looks for the next shift, works it off -> looks ...   nothing for a while, or it is
 *     ^                                                             not needed: sleeps
 *     +---- by the owner, when the worker could do with help ------------------+
 * </pre>
 *
 * <p>The worker waits for no helper that has not joined its shift.
 */
final class Helper implements Runnable {
  /**
   * How long it looks for the next shift before it sleeps, in nanoseconds: about what falling
   * asleep and waking costs.
   */
  private static final long HOT = 50_000;

  /** How long it may keep its core from other threads, in nanoseconds. */
  private static final long LONG = 1_000_000;

  /** The present shift; null at the end of all. */
  private final Supplier<@Nullable Shift> shifts;

  private volatile @Nullable Thread thread;
  private volatile boolean called;
  private volatile boolean awake = true;
  private volatile boolean over;

  Helper(Supplier<@Nullable Shift> shifts) {
    this.shifts = shifts;
  }

  /** Whether it looks for shifts by itself. */
  boolean isAwake() {
    return awake;
  }

  /** By the owner: wakes it, if it sleeps. */
  void call() {
    called = true;
    LockSupport.unpark(thread);
  }

  /** By the worker, when there will be no more shifts. */
  void end() {
    over = true;
    LockSupport.unpark(thread); // null before it has begun; then it sees that all is over
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but who else can run
  public void run() {
    thread = Thread.currentThread();
    Shift last = null;
    long since = System.nanoTime();
    long mounted = since;
    while (!over) {
      Shift now = shifts.get();
      int granted = now == null || now == last ? 0 : now.join(1);
      if (now != null && granted > 0) {
        last = now;
        if (!work(now, granted)) {
          sleep();
          last = null; // called again, perhaps for the same one
        }
        since = System.nanoTime();
        if (since - mounted > LONG) {
          Thread.yield();
          mounted = since;
        }
      } else if (System.nanoTime() - since > HOT) {
        sleep();
        last = null;
        since = System.nanoTime();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean work(Shift shift, int granted) {
    try {
      return shift.workBesideOwner();
    } finally {
      shift.leave(granted, shift.worker());
    }
  }

  private void sleep() {
    awake = false;
    while (!called && !over) {
      LockSupport.park(this);
      Thread.interrupted(); // no task's
    }
    called = false;
    awake = true;
  }
}
