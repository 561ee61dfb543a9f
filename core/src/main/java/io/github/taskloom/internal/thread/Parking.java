package io.github.taskloom.internal.thread;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks a caller's thread until it is unparked or interrupted, or for no reason. One of a
 * ForkJoinPool lets the pool make up for it meanwhile: what it waits for may be queued there.
 */
public final class Parking {
  private Parking() {}

  /** For as long as it takes. */
  public static void park(Object blocker) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      managed(() -> LockSupport.park(blocker));
    } else {
      LockSupport.park(blocker);
    }
  }

  /** For so many nanoseconds at most. */
  public static void parkNanos(Object blocker, long nanos) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      managed(() -> LockSupport.parkNanos(blocker, nanos));
    } else {
      LockSupport.parkNanos(blocker, nanos);
    }
  }

  private static void managed(Runnable park) {
    ManagedBlocker once =
        new ManagedBlocker() {
          @Override
          public boolean block() {
            park.run();
            return true;
          }

          @Override
          public boolean isReleasable() {
            return false;
          }
        };
    try {
      ForkJoinPool.managedBlock(once);
    } catch (InterruptedException impossible) { // block() throws none
      Thread.currentThread().interrupt();
    }
  }
}
