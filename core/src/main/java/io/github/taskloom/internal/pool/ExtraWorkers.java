package io.github.taskloom.internal.pool;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Virtual threads in one scope that work off what can be claimed of a part, beside its owner. A
 * piece of work gets a thread of its own only when those at work are held up.
 *
 * <p>The thread that attends opens the scope for a part that is held up, forks one extra worker per
 * core, yields once and then looks every tick. Fewer claims than extra workers since the last look
 * mean that some are blocked or on long work: it multiplies them, up to one per claim. So pieces of
 * work that wait for each other all get to run, however many they are. While an extra worker still
 * waits for a processor there are no more: those at work need all there are, and another one would
 * wait behind it.
 */
public final class ExtraWorkers {
  private final PoolPart part;
  private final int most;
  private final Function<String, Scope> scopes;
  private final Thread attendant = Thread.currentThread();
  private final AtomicInteger alive = new AtomicInteger();

  /** How many extra workers have got a processor so far. */
  private final AtomicInteger begun = new AtomicInteger();

  private int forked; // by the thread that attends alone
  private final AtomicInteger claimed = new AtomicInteger();

  private ExtraWorkers(PoolPart part, int most, Function<String, Scope> scopes) {
    this.part = part;
    this.most = most;
    this.scopes = scopes;
  }

  /**
   * By the thread that attends: works off a part that its owner is held up in, on as many threads
   * as it needs, and returns when all have ended.
   *
   * @return whether they got anything to do
   */
  static boolean run(PoolPart part, int most, Function<String, Scope> scopes) {
    ExtraWorkers extra = new ExtraWorkers(part, most, scopes);
    extra.run();
    return extra.claimed.get() > 0;
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  private void run() {
    try (Scope scope = scopes.apply(part.job().name())) {
      fork(scope, ScalingPolicy.first(most, part.source().left()));
      Thread.yield();
      attend(scope);
      awaitEnd();
      join(scope);
    }
  }

  /** Brings more while there is something to claim and those at work do not get at it. */
  private void attend(Scope scope) {
    WorkSource source = part.source();
    long before = source.claimed();
    int present = alive.get();
    while (present > 0 && !source.isOver()) {
      if (present >= most) {
        LockSupport.park(this); // until an extra worker leaves
      } else if (source.left() == 0) {
        source.parkUntilLeft();
      } else if (part.job().parkWhilePaused()) {
        before = source.claimed();
      } else {
        LockSupport.parkNanos(this, ScalingPolicy.TICK);
        long now = source.claimed();
        if (begun.get() == forked) {
          fork(scope, ScalingPolicy.more(present, most, now - before, source.left()));
        }
        before = now;
      }
      takeInterrupt();
      present = alive.get();
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
      part.job().interrupted();
    }
  }

  /** The extra workers have ended: close() waits for nothing. */
  private void join(Scope scope) {
    try {
      scope.join();
    } catch (InterruptedException e) {
      part.job().interrupted();
    }
  }

  private void fork(Scope scope, int count) {
    alive.addAndGet(count); // at once: those that begin already take the counter from this core
    for (int i = 0; i < count; i++) {
      try {
        scope.fork(this::work);
        forked++;
      } catch (RuntimeException | Error noThread) {
        if (alive.addAndGet(i - count) == 0) {
          part.workBesideOwner(); // no thread is to be had: this one does it
        }
        return; // those that run go on; more are tried at the next look
      }
    }
  }

  private void work() {
    begun.incrementAndGet();
    Worker worker = Worker.ofExtra(part);
    try {
      part.job().work(worker);
    } finally {
      worker.leave();
      claimed.addAndGet(worker.claims() - 1);
      int left = alive.decrementAndGet();
      if (left == 0 || left == most - 1) { // the two that the attendant sleeps for
        LockSupport.unpark(attendant);
      }
    }
  }
}
