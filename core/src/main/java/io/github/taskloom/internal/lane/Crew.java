package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share the work of one make. A worker does it alone as long as that is quick: no
 * thread is faster to fork than a trivial task is to run. The thread that has forked it, the owner,
 * attends: where the work outlasts the cost of a thread it calls a {@link Helper} for each further
 * core, which stays; when the worker is held up, it opens the shift's scope and brings {@link
 * Lanes}.
 *
 * <p>The owner does none of the work, so nothing of a user's holds it up, and it alone may fork in
 * the scopes that it opens.
 */
public final class Crew {
  /** After so many looks in vain the owner sleeps until it is woken. */
  private static final int PATIENCE = 4;

  /** So many ticks at most are between two looks at a worker that gets on. */
  private static final int LONGEST = 4;

  private final String name;
  private final int most;
  private final Function<String, Scope> scopes;
  private final Staffing staffing;
  private final Thread owner = Thread.currentThread();

  private volatile @Nullable Shift shift;
  private volatile boolean ownerSleeps;

  /** By the worker: what it has to do is worth a further thread. */
  private volatile boolean helpWanted;

  /** By the owner; the worker looks whether there are any that are awake. */
  private volatile List<Helper> helpers = List.of();

  private boolean noThread; // by the owner

  /** How often in a row no lanes were to be had; by the owner. */
  private int refusals;

  /** The worker has ended. */
  private volatile boolean over;

  /**
   * For the calling thread as the owner.
   *
   * @param name what thread dumps call it
   * @param most the most threads at work at a time
   */
  public Crew(String name, int most) {
    this(name, most, Scope::open);
  }

  /** With scopes of another kind. */
  Crew(String name, int most, Function<String, Scope> scopes) {
    this.name = name;
    this.most = most;
    this.scopes = scopes;
    staffing = new Staffing(most);
  }

  /**
   * By the owner: forks the worker, and returns when it has ended.
   *
   * @param job told of interrupts of the owner; they end nothing
   * @param worker what the worker does; it calls {@link #work}, and never throws
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  public void attend(Job job, Runnable worker) {
    try (Scope scope = scopes.apply(name)) {
      scope.fork(
          () -> {
            try {
              worker.run();
            } finally {
              over = true;
              LockSupport.unpark(owner);
            }
          });
      Thread.yield(); // what is short is over by then, and no timer was set
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

  /**
   * By the worker: works until nothing is left to claim and all that was claimed is done. An
   * interrupt of the calling thread ends nothing, and the flag is cleared.
   */
  public void work(Job job, Work work) {
    if (most == 1 || (work.left() <= 1 && !work.mayGrow())) {
      job.work(Hand.alone(work)); // nothing is held up by it
      Thread.interrupted();
      return;
    }
    int left = work.left();
    Shift mine = new Shift(job, work, most, staffing.isTimed(left));
    if (staffing.wantsHelp(left) && !isHelped()) {
      helpWanted = true; // before the look whether the owner sleeps
    }
    shift = mine;
    if (ownerSleeps) {
      LockSupport.unpark(owner);
    }
    mine.workByOwner();
    mine.end();
    staffing.ended(mine.pace());
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
    Shift seen = null;
    long before = 0;
    long since = 0;
    int inVain = 0;
    int ticks = 1;
    while (!over) {
      if (helpWanted) {
        helpWanted = false;
        callHelp(scope);
      }
      Shift now = shift;
      if (now == null || now.others() < 0 || now.work().left() == 0) {
        if (inVain++ < PATIENCE) {
          LockSupport.parkNanos(this, Staffing.TICK * ticks);
          ticks = Math.min(2 * ticks, LONGEST);
        } else {
          sleep(now);
          inVain = 0; // to be woken costs more than some looks
        }
      } else {
        inVain = 0;
        long claimed = now.work().claimed() - before;
        long time = System.nanoTime();
        boolean isWorthMore =
            now == seen && staffing.isWorthMore(claimed, time - since, now.work());
        boolean isLimited = staffing.helpers() == 0;
        if (now == seen
            && (staffing.isHeldUp(now.others(), claimed, time - since)
                || (isLimited && isWorthMore && now.others() == 0))) {
          int granted = now.join(Integer.MAX_VALUE);
          if (granted > 0) {
            if (!bringLanes(job, now, granted, claimed == 0)) {
              LockSupport.parkNanos(this, Staffing.afterRefusals(refusals));
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
        LockSupport.parkNanos(this, Staffing.TICK * ticks);
      }
      takeInterrupt(job);
    }
  }

  private static void takeInterrupt(Job job) {
    if (Thread.interrupted()) {
      job.interrupted();
    }
  }

  /** One helper for each core that the worker leaves; where no thread is to be had, once tried. */
  private void callHelp(Scope scope) {
    helpers.forEach(Helper::call);
    if (helpers.size() == staffing.helpers() || noThread) {
      return;
    }
    List<Helper> all = new ArrayList<>(helpers);
    try {
      while (all.size() < staffing.helpers()) {
        Helper fresh = new Helper(() -> shift);
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
  private boolean bringLanes(Job job, Shift now, int granted, boolean isHeldUp) {
    Throwable noScope = null;
    try {
      if (isHeldUp) {
        job.heldUp();
      }
      staffing.brought(Lanes.run(now, granted, scopes));
    } catch (RuntimeException | Error thrown) {
      noScope = thrown;
    } finally {
      now.leave(granted, now.worker()); // before the log, which the worker must not wait for
    }
    if (noScope == null) {
      refusals = 0;
      return true;
    }
    if (refusals++ == 0) {
      warn("No lanes for ", noScope);
    }
    return false;
  }

  private void warn(String what, Throwable thrown) {
    Report.warn(Crew.class, what + name + ": its worker works alone", thrown);
  }

  /** Until there is something to watch again. */
  private void sleep(@Nullable Shift now) {
    if (now != null && now.others() >= 0 && !now.work().isOver()) {
      now.work().parkUntilLeft(); // it is the worker's only shift until it is over
      return;
    }
    ownerSleeps = true; // before the look: a shift that begins after it finds us
    if (shift == now && !over && !helpWanted) {
      LockSupport.park(this);
    }
    ownerSleeps = false;
  }
}
