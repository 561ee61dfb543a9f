package io.github.taskloom.internal.pool;

import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share the work of one make, part by part. The first worker, the owner of each
 * part, does it alone as long as that is quick: no thread is faster to fork than a trivial task is
 * to run. The thread that has forked the owner attends: where the work outlasts the cost of a
 * thread it calls a {@link Helper} for each further core, which stays; when the owner is held up,
 * it opens the part's scope and brings {@link ExtraWorkers}.
 *
 * <p>The thread that attends does none of the work as long as there are threads to be had, so
 * nothing of a user's holds it up, and it alone may fork in the scopes that it opens.
 */
public final class WorkerPool {
  /** After so many looks in vain the thread that attends sleeps until it is woken. */
  private static final int PATIENCE = 4;

  /** How long it looks for the end before it sets a timer, in nanoseconds. */
  private static final long HOT = 10_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** So many ticks at most are between two looks at an owner that gets on. */
  private static final int LONGEST = 4;

  private final String name;
  private final int most;
  private final Function<String, Scope> scopes;
  private final ScalingPolicy scaling;
  private final Thread attendant = Thread.currentThread();

  private volatile @Nullable PoolPart part;
  private volatile boolean attendantSleeps;

  /** By the owner: what it has to do is worth a further thread. */
  private volatile boolean helpWanted;

  /** By the thread that attends; the owner looks whether any of them is awake. */
  private volatile List<Helper> helpers = List.of();

  private boolean noThread; // by the thread that attends

  /** How often in a row no extra workers were to be had; by the thread that attends. */
  private int refusals;

  /** The owner has ended. */
  private volatile boolean over;

  /**
   * For the calling thread as the one that attends.
   *
   * @param name what thread dumps call it
   * @param most the most threads at work at a time
   */
  public WorkerPool(String name, int most) {
    this(name, most, Scope::open);
  }

  /** With scopes of another kind. */
  WorkerPool(String name, int most, Function<String, Scope> scopes) {
    this.name = name;
    this.most = most;
    this.scopes = scopes;
    scaling = new ScalingPolicy(most);
  }

  /**
   * By the thread that attends: forks the owner, and returns when that has ended.
   *
   * @param job told of interrupts of the calling thread; they end nothing
   * @param body what the owner does; it calls {@link #work}, and never throws
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  public void attend(Job job, Runnable body) {
    try (Scope scope = scopes.apply(name)) {
      scope.fork(
          () -> {
            try {
              body.run();
            } finally {
              over = true;
              LockSupport.unpark(attendant);
            }
          });
      Thread.yield(); // what is short is over by then, or soon, and no timer was set
      spinShortly();
      try {
        attend(job, scope);
      } finally {
        helpers.forEach(Helper::end);
      }
      try {
        scope.join();
      } catch (InterruptedException e) {
        job.interrupted(); // and close() waits for nothing
      }
    }
  }

  /** A timer costs more than the rest of a short make, which another core has begun meanwhile. */
  private void spinShortly() {
    if (CORES > 1 && !over) {
      long begin = System.nanoTime();
      do {
        Thread.onSpinWait();
      } while (!over && System.nanoTime() - begin < HOT);
    }
  }

  /**
   * By the owner: works until nothing is left to claim and all that was claimed is done. An
   * interrupt of the calling thread ends nothing, and the flag is cleared.
   */
  public void work(Job job, WorkSource source) {
    if (most == 1 || (source.left() <= 1 && !source.mayGrow())) {
      job.work(Worker.alone(source)); // nothing is held up by it
      Thread.interrupted();
      return;
    }
    int left = source.left();
    PoolPart mine = new PoolPart(job, source, most, scaling.isTimed(left));
    if (scaling.wantsHelp(left) && !isHelped()) {
      helpWanted = true; // before the look whether the attendant sleeps
    }
    part = mine;
    if (attendantSleeps) {
      LockSupport.unpark(attendant);
    }
    mine.workByOwner();
    mine.end();
    scaling.ended(mine.pace());
    Thread.interrupted();
  }

  private boolean isHelped() {
    for (Helper helper : helpers) {
      if (helper.isAwake()) {
        return true;
      }
    }
    return false;
  }

  private void attend(Job job, Scope scope) {
    PoolPart seen = null;
    long before = 0;
    long since = 0;
    int inVain = 0;
    int ticks = 1;
    while (!over) {
      if (helpWanted) {
        helpWanted = false;
        callHelp(scope);
      }
      PoolPart now = part;
      if (now == null || now.others() < 0 || now.source().left() == 0) {
        if (inVain++ < PATIENCE) {
          LockSupport.parkNanos(this, ScalingPolicy.TICK * ticks);
          ticks = Math.min(2 * ticks, LONGEST);
        } else {
          sleep(now);
          inVain = 0; // to be woken costs more than some looks
        }
      } else if (job.parkWhilePaused()) {
        seen = null; // how long nothing was claimed meanwhile tells nothing
      } else {
        inVain = 0;
        long claimed = now.source().claimed() - before;
        long time = System.nanoTime();
        boolean isWorthMore =
            now == seen && scaling.isWorthMore(claimed, time - since, now.source());
        boolean isLimited = scaling.helpers() == 0;
        if (now == seen
            && (scaling.isHeldUp(now.others(), claimed, time - since)
                || (isLimited && isWorthMore && now.others() == 0))) {
          int granted = now.join(Integer.MAX_VALUE);
          if (granted > 0) {
            if (!bringExtraWorkers(job, now, granted, claimed == 0)) {
              LockSupport.parkNanos(this, ScalingPolicy.afterRefusals(refusals));
              takeInterrupt(job);
            }
            ticks = 1;
            continue;
          }
        }
        if (now != seen || claimed != 0) {
          if (isWorthMore && !isLimited) {
            callHelp(scope);
          }
          ticks = now == seen ? Math.min(2 * ticks, LONGEST) : ticks;
          seen = now;
          before += claimed;
          since = time;
        }
        LockSupport.parkNanos(this, ScalingPolicy.TICK * ticks);
      }
      takeInterrupt(job);
    }
  }

  private static void takeInterrupt(Job job) {
    if (Thread.interrupted()) {
      job.interrupted();
    }
  }

  /** One helper for each core that the owner leaves; where no thread is to be had, once tried. */
  private void callHelp(Scope scope) {
    helpers.forEach(Helper::call);
    if (helpers.size() == scaling.helpers() || noThread) {
      return;
    }
    List<Helper> all = new ArrayList<>(helpers);
    try {
      while (all.size() < scaling.helpers()) {
        Helper fresh = new Helper(() -> part);
        all.add(fresh);
        helpers = List.copyOf(all); // before it is forked, so that it learns of the end
        scope.fork(fresh);
      }
    } catch (RuntimeException | Error thrown) {
      noThread = true;
      warn("No helper for ", thrown);
    }
  }

  /** False where none are to be had: told once, and tried again later. */
  private boolean bringExtraWorkers(Job job, PoolPart now, int granted, boolean isHeldUp) {
    Throwable noScope = null;
    try {
      if (isHeldUp) {
        job.heldUp();
      }
      scaling.brought(ExtraWorkers.run(now, granted, scopes));
    } catch (RuntimeException | Error thrown) {
      noScope = thrown;
    } finally {
      now.leave(granted, now.ownerThread()); // before the log, which the owner must not wait for
    }
    if (noScope == null) {
      refusals = 0;
      return true;
    }
    if (refusals++ == 0) {
      warn("No extra workers for ", noScope);
    }
    return false;
  }

  private void warn(String what, Throwable thrown) {
    Report.warn(WorkerPool.class, what + name + ": its worker works alone", thrown);
  }

  /** Until there is something to watch again. */
  private void sleep(@Nullable PoolPart now) {
    if (now != null && now.others() >= 0 && !now.source().isOver()) {
      now.source().parkUntilLeft(); // it is the owner's only part until it is over
      return;
    }
    // Before the look: either that sees a part that has begun, or the part's owner sees this.
    attendantSleeps = true;
    if (part == now && !over && !helpWanted) {
      LockSupport.park(this);
    }
    attendantSleeps = false;
  }
}
