package io.github.taskloom.internal.pool;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A thread of its own for each piece of work, in one scope, in the order of the claims. */
public final class ThreadEach {
  private final Job job;
  private final WorkSource source;
  private final int most;
  private final Function<String, Scope> scopes;
  private final Thread opener = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  /** Whether the opener waits by the scope, which wakes it at the end: once instead of twice. */
  private volatile boolean joining;

  private ThreadEach(Job job, WorkSource source, int most, Function<String, Scope> scopes) {
    this.job = job;
    this.source = source;
    this.most = most;
    this.scopes = scopes;
  }

  /**
   * By the thread that opens the scope: claims all, and returns when all threads have ended.
   *
   * @param most how many may be at work at a time
   */
  public static void run(Job job, WorkSource source, int most) {
    run(job, source, most, Scope::open);
  }

  /** With scopes of another kind. */
  public static void run(Job job, WorkSource source, int most, Function<String, Scope> scopes) {
    new ThreadEach(job, source, most, scopes).run();
  }

  private void run() {
    try (Scope scope = scopes.apply(job.name())) {
      while (!source.isOver()) {
        int number = source.tryClaim(null);
        if (number >= 0) {
          awaitFewerThan(most);
          fork(scope, number);
        } else {
          source.parkUntilLeft();
          takeInterrupt();
        }
      }
      join(scope);
    }
    takeInterrupt();
  }

  private void join(Scope scope) {
    joining = true;
    try {
      scope.join();
    } catch (InterruptedException e) {
      joining = false; // before the count is read: the last one to leave sees this, or is seen
      job.interrupted();
      awaitFewerThan(1);
    }
  }

  private void fork(Scope scope, int number) {
    alive.incrementAndGet();
    try {
      scope.fork(() -> run(number));
    } catch (RuntimeException | Error noThread) {
      run(number); // none is to be had: this one does it
    }
  }

  private void run(int number) {
    try {
      job.workAlone(number);
    } finally {
      int left = alive.decrementAndGet();
      if (!joining && (left == 0 || left == most - 1)) { // the two that the opener sleeps for
        LockSupport.unpark(opener);
      }
    }
  }

  private void awaitFewerThan(int limit) {
    while (alive.get() >= limit) {
      LockSupport.park(this);
      takeInterrupt();
    }
  }

  private void takeInterrupt() {
    if (Thread.interrupted()) {
      job.interrupted();
    }
  }
}
