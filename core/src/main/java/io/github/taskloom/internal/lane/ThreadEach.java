package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A thread of its own for each piece of work, in one scope, in the order of the claims. */
final class ThreadEach {
  private final Work work;
  private final int most;
  private final IntConsumer piece;
  private final Thread owner = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  private ThreadEach(Work work, int most, IntConsumer piece) {
    this.work = work;
    this.most = most;
    this.piece = piece;
  }

  /**
   * Claims all, and returns when all threads have ended.
   *
   * @return false if the calling thread was interrupted meanwhile; the flag is cleared
   */
  static boolean run(Work work, int most, String name, IntConsumer piece) {
    return new ThreadEach(work, most, piece).run(name);
  }

  private boolean run(String name) {
    boolean undisturbed = true;
    try (Scope scope = Scope.open(name)) {
      for (int number = work.claim(); number >= 0; number = work.claim()) {
        undisturbed &= awaitFewerThan(most);
        fork(scope, number);
      }
      undisturbed &= awaitFewerThan(1);
      try {
        scope.join();
      } catch (InterruptedException e) {
        undisturbed = false; // the threads have ended, so close() has nothing to interrupt
      }
    }
    return !Thread.interrupted() && undisturbed;
  }

  private void fork(Scope scope, int number) {
    alive.incrementAndGet();
    try {
      scope.fork(() -> run(number));
    } catch (RuntimeException | Error noThread) {
      run(number); // the owner's own is better than none
    }
  }

  private void run(int number) {
    try {
      piece.accept(number);
    } finally {
      alive.decrementAndGet();
      LockSupport.unpark(owner);
    }
  }

  private boolean awaitFewerThan(int limit) {
    boolean undisturbed = true;
    while (alive.get() >= limit) {
      LockSupport.park(this);
      undisturbed &= !Thread.interrupted();
    }
    return undisturbed;
  }
}
