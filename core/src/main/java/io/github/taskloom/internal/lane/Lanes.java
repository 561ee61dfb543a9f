package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lanes: virtual threads in one scope that work off what can be claimed. A piece of work gets a
 * thread of its own only when the lanes at work are held up.
 *
 * <p>Whoever opens them forks one per core, yields once and then looks every tick. Fewer claims
 * than lanes since the last look mean that lanes are blocked or on long work: it doubles them, up
 * to one per claim. So pieces of work that wait for each other all get to run, however many they
 * are.
 */
final class Lanes {
  /** How often the owner looks, in nanoseconds. */
  static final long TICK = 50_000;

  private final Shift shift;
  private final int most;
  private final Thread owner = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  private Lanes(Shift shift, int most) {
    this.shift = shift;
    this.most = most;
  }

  /**
   * Works off a shift on as many threads as it needs, and returns when all have ended.
   *
   * @return false if the calling thread was interrupted meanwhile; the flag is cleared
   */
  static boolean run(Shift shift, int most) {
    return new Lanes(shift, most).run();
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  private boolean run() {
    boolean undisturbed;
    try (Scope scope = Scope.open(shift.job().name())) {
      int cores = Runtime.getRuntime().availableProcessors();
      fork(scope, Math.min(Math.min(cores, most), Math.max(1, shift.work().left())));
      Thread.yield();
      undisturbed = attend(scope);
      undisturbed &= awaitLanes();
      try {
        scope.join();
      } catch (InterruptedException e) {
        undisturbed = false; // the lanes have ended, so close() has nothing to interrupt
      }
    }
    return !Thread.interrupted() && undisturbed; // join() need not have looked at the flag
  }

  /** Brings lanes while there is more to claim and those at work do not get at it. */
  private boolean attend(Scope scope) {
    boolean undisturbed = true;
    Work work = shift.work();
    long before = work.claimed();
    int lanes = alive.get();
    while (lanes > 0 && !work.isOver()) {
      if (lanes >= most) {
        LockSupport.park(this); // until a lane leaves
      } else if (work.left() == 0) {
        work.parkUntilLeft();
      } else {
        LockSupport.parkNanos(this, TICK);
        long now = work.claimed();
        if (now - before < lanes) {
          fork(scope, Math.min(Math.min(lanes, work.left()), most - lanes));
        }
        before = now;
      }
      undisturbed &= !Thread.interrupted();
      lanes = alive.get();
    }
    return undisturbed;
  }

  private boolean awaitLanes() {
    boolean undisturbed = true;
    while (alive.get() > 0) {
      LockSupport.park(this);
      undisturbed &= !Thread.interrupted();
    }
    return undisturbed;
  }

  private void fork(Scope scope, int lanes) {
    for (int i = 0; i < lanes; i++) {
      alive.incrementAndGet();
      try {
        scope.fork(this::lane);
      } catch (RuntimeException | Error noThread) {
        if (alive.decrementAndGet() == 0) {
          shift.job().work(Hand.ofLane(shift)); // no thread is to be had: this one is better
        }
        return; // those that run go on; the owner tries again at its next look
      }
    }
  }

  private void lane() {
    try {
      shift.job().work(Hand.ofLane(shift));
    } finally {
      if (alive.decrementAndGet() == 0 || !shift.work().isOver()) {
        LockSupport.unpark(owner);
      }
    }
  }
}
