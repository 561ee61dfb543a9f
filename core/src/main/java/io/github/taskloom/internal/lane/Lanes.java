package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Lanes: virtual threads in one scope that work off what can be claimed. A piece of work gets a
 * thread of its own only when the lanes at work are held up.
 *
 * <p>Whoever opens them for a shift that is held up forks one per core, yields once and then looks
 * every tick. Fewer claims than lanes since the last look mean that lanes are blocked or on long
 * work: it multiplies them, up to one per claim. So pieces of work that wait for each other all get
 * to run, however many they are. While a lane still waits for a processor there are no more: those
 * at work need all there are, and another one would wait behind it.
 */
public final class Lanes {
  private final Shift shift;
  private final int most;
  private final Function<String, Scope> scopes;
  private final Thread opener = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  /** How many lanes have got a processor so far. */
  private final AtomicInteger begun = new AtomicInteger();

  private int forked; // by the opener alone
  private final AtomicInteger claimed = new AtomicInteger();

  private Lanes(Shift shift, int most, Function<String, Scope> scopes) {
    this.shift = shift;
    this.most = most;
    this.scopes = scopes;
  }

  /**
   * Works off a shift that its owner is held up in, on as many threads as it needs, and returns
   * when all have ended.
   *
   * @return whether they got anything to do
   */
  static boolean run(Shift shift, int most, Function<String, Scope> scopes) {
    Lanes lanes = new Lanes(shift, most, scopes);
    lanes.run();
    return lanes.claimed.get() > 0;
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  private void run() {
    try (Scope scope = scopes.apply(shift.job().name())) {
      fork(scope, Staffing.first(most, shift.work().left()));
      Thread.yield();
      attend(scope);
      awaitEnd();
      join(scope);
    }
  }

  /** Brings lanes while there is more to claim and those at work do not get at it. */
  private void attend(Scope scope) {
    Work work = shift.work();
    long before = work.claimed();
    int lanes = alive.get();
    while (lanes > 0 && !work.isOver()) {
      if (lanes >= most) {
        LockSupport.park(this); // until a lane leaves
      } else if (work.left() == 0) {
        work.parkUntilLeft();
      } else {
        LockSupport.parkNanos(this, Staffing.TICK);
        long now = work.claimed();
        if (begun.get() == forked) {
          fork(scope, Staffing.more(lanes, most, now - before, work.left()));
        }
        before = now;
      }
      takeInterrupt();
      lanes = alive.get();
    }
  }

  private void awaitEnd() {
    while (alive.get() > 0) {
      LockSupport.park(this);
      takeInterrupt();
    }
  }

  /** It ends no wait: what is to end is told, and ends the threads at work. */
  private void takeInterrupt() {
    if (Thread.interrupted()) {
      shift.job().interrupted();
    }
  }

  /** The lanes have ended: close() waits for nothing. */
  private void join(Scope scope) {
    try {
      scope.join();
    } catch (InterruptedException e) {
      shift.job().interrupted();
    }
  }

  private void fork(Scope scope, int lanes) {
    alive.addAndGet(lanes); // at once: lanes that begin already take the counter from this core
    for (int i = 0; i < lanes; i++) {
      try {
        scope.fork(this::lane);
        forked++;
      } catch (RuntimeException | Error noThread) {
        if (alive.addAndGet(i - lanes) == 0) {
          shift.workBesideOwner(); // no thread is to be had: this one is better
        }
        return; // those that run go on; more are tried at the next look
      }
    }
  }

  private void lane() {
    begun.incrementAndGet();
    Hand hand = Hand.ofLane(shift);
    try {
      shift.job().work(hand);
    } finally {
      hand.leave();
      claimed.addAndGet(hand.claims() - 1);
      int left = alive.decrementAndGet();
      if (left == 0 || left == most - 1) { // the two that the opener sleeps for
        LockSupport.unpark(opener);
      }
    }
  }
}
