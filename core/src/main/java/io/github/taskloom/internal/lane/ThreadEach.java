package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A thread of its own for each piece of work, in one scope, in the order of the claims. */
final class ThreadEach {
  private final Job job;
  private final Work work;
  private final int most;
  private final Function<String, Scope> scopes;
  private final Thread owner = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  private ThreadEach(Job job, Work work, int most, Function<String, Scope> scopes) {
    this.job = job;
    this.work = work;
    this.most = most;
    this.scopes = scopes;
  }

  /** Claims all, and returns when all threads have ended. */
  static void run(Job job, Work work, int most, Function<String, Scope> scopes) {
    new ThreadEach(job, work, most, scopes).run();
  }

  private void run() {
    try (Scope scope = scopes.apply(job.name())) {
      for (int number = work.claim(false); number >= 0; number = work.claim(false)) {
        awaitFewerThan(most);
        fork(scope, number);
      }
      awaitFewerThan(1);
      try {
        scope.join();
      } catch (InterruptedException e) {
        // the threads have ended, so close() has nothing to interrupt
      }
    }
    Thread.interrupted();
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
      job.workAlone(number);
    } finally {
      int left = alive.decrementAndGet();
      if (left == 0 || left == most - 1) { // the two that the owner sleeps for
        LockSupport.unpark(owner);
      }
    }
  }

  private void awaitFewerThan(int limit) {
    while (alive.get() >= limit) {
      LockSupport.park(this);
      Thread.interrupted(); // nobody's
    }
  }
}
