package io.github.taskloom.internal.pool;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that works beside the owner, part after part, as long as that is worth it: where many
 * short ones follow each other, to fork a thread for each takes longer than to do them.
 *
 * <pre>
 *   called -> looks for the next part, works it off -> looks ...    nothing for a while, or it is
 *     ^                                                             not needed: sleeps
 *     +---- by the thread that attends, when the owner could do with help -----+
 * </pre>
 *
 * <p>The owner waits for no helper that has not joined its part.
 */
public final class Helper implements Runnable {
  /**
   * How long it looks for the next part before it sleeps, in nanoseconds: about what falling asleep
   * and waking costs.
   */
  private static final long HOT = 50_000;

  /** How long it may keep its core from other threads, in nanoseconds. */
  private static final long LONG = 1_000_000;

  /** The present part; null at the end of all. */
  private final Supplier<@Nullable PoolPart> parts;

  private volatile @Nullable Thread thread;
  private volatile boolean called;
  private volatile boolean awake = true;
  private volatile boolean over;

  /** Of the parts that this gives: the present one, null at the end of all. */
  public Helper(Supplier<@Nullable PoolPart> parts) {
    this.parts = parts;
  }

  /** Whether it looks for parts by itself. */
  boolean isAwake() {
    return awake;
  }

  /** By the thread that attends: wakes it, if it sleeps. */
  public void call() {
    called = true;
    LockSupport.unpark(thread);
  }

  /** By the thread that attends, when there will be no more parts. */
  public void end() {
    over = true;
    LockSupport.unpark(thread); // null before it has begun; then it sees that all is over
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but what else can run
  public void run() {
    thread = Thread.currentThread();
    PoolPart last = null;
    long since = System.nanoTime();
    long mounted = since;
    while (!over) {
      PoolPart now = parts.get();
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

  private static boolean work(PoolPart part, int granted) {
    try {
      return part.workBesideOwner();
    } finally {
      part.leave(granted, part.ownerThread());
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
