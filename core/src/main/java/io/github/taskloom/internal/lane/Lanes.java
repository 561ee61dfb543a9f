package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The lanes of one layer: virtual threads in one scope that work off the layer's claims. A task
 * gets a thread of its own only when the lanes at work are held up.
 *
 * <p>The owner forks few lanes and yields once: a layer of tiny tasks is over by the time it runs
 * again, and no timer was armed. If claims are left it looks again every tick; fewer claims than
 * lanes since the last look means that lanes are blocked or on long work, and it doubles them, up
 * to one per claim. So tasks that wait for each other all get to run, however many they are.
 */
public final class Lanes {
  /** A layer up to this wide begins with one lane. */
  private static final int NARROW = 64;

  /** How often the owner looks, in nanoseconds. */
  private static final long TICK = 50_000;

  private final Claims claims;
  private final int most;
  private final Runnable work;
  private final Thread owner = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();
  private int forked;

  private Lanes(Claims claims, int most, Runnable work) {
    this.claims = claims;
    this.most = most;
    this.work = work;
  }

  /**
   * Runs {@code work} on as many threads as the claims need, and returns when all have ended.
   *
   * @param claims what the work claims
   * @param most the most lanes at a time
   * @param name the name of the scope, asked for if one is opened
   * @param work claims and runs until nothing is left; never throws
   * @return false if the calling thread was interrupted meanwhile; the flag is cleared
   */
  public static boolean run(Claims claims, int most, Supplier<String> name, Runnable work) {
    if (claims.left() <= 1) {
      work.run();
      return !Thread.interrupted();
    }
    return new Lanes(claims, most, work).runInScope(name.get());
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  private boolean runInScope(String name) {
    boolean undisturbed;
    try (Scope scope = Scope.open(name)) {
      int wide = claims.left() <= NARROW ? 1 : Runtime.getRuntime().availableProcessors();
      fork(scope, Math.min(wide, most));
      Thread.yield();
      undisturbed = attend(scope);
      undisturbed &= awaitLanes();
      try {
        scope.join();
      } catch (InterruptedException e) {
        undisturbed = false; // the lanes have ended, so close() has nothing to interrupt
      }
    }
    return undisturbed;
  }

  /** Brings lanes while claims are left and the lanes do not get at them. */
  private boolean attend(Scope scope) {
    boolean undisturbed = true;
    int before = claims.left();
    while (before > 0 && forked < most) {
      LockSupport.parkNanos(this, TICK);
      undisturbed &= !Thread.interrupted();
      int left = claims.left();
      if (before - left < forked) {
        fork(scope, Math.min(Math.min(forked, left), most - forked));
      }
      before = left;
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
        forked++;
      } catch (RuntimeException | Error noThread) {
        alive.decrementAndGet();
        if (forked == 0) {
          work.run(); // no thread is to be had: the owner's own is better than none
        }
        return; // those that run go on; the owner tries again at its next look
      }
    }
  }

  private void lane() {
    try {
      work.run();
    } finally {
      if (alive.decrementAndGet() == 0) {
        LockSupport.unpark(owner);
      }
    }
  }
}
