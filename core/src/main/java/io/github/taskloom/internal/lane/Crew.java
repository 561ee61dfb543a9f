package io.github.taskloom.internal.lane;

import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one make. Its owner does the work itself as long as that is quick: no thread is
 * faster to fork than a trivial task is to run. A watcher looks on, and when the owner is held up,
 * by a task that blocks or takes its time, it opens the shift's scope and brings {@link Lanes}.
 * Once tasks have proved slow, the owner brings them itself and at once, until they are quick
 * again.
 *
 * <p>Not thread-safe: the owner alone calls it.
 */
public final class Crew implements AutoCloseable {
  /** After this many looks in vain the watcher sleeps until it is woken. */
  private static final int PATIENCE = 20;

  private final String name;
  private final int most;
  private final boolean threadEach;
  private final Function<String, Scope> scopes;
  private final Staffing staffing;
  private final Thread owner = Thread.currentThread();

  // The watcher, from the first shift that needs one on.
  private @Nullable Scope scope;
  private volatile @Nullable Thread watcher;
  private volatile @Nullable Shift shift;
  private volatile boolean watcherSleeps;

  private volatile boolean over;

  /**
   * A crew.
   *
   * @param name what thread dumps call it
   * @param most the most threads at work at a time
   * @param threadEach whether each piece of work is to have a thread of its own
   */
  public Crew(String name, int most, boolean threadEach) {
    this(name, most, threadEach, Scope::open);
  }

  /** With scopes of another kind. */
  Crew(String name, int most, boolean threadEach, Function<String, Scope> scopes) {
    this.name = name;
    this.most = most;
    this.threadEach = threadEach;
    this.scopes = scopes;
    staffing = new Staffing(most);
  }

  /**
   * Works until nothing is left to claim and all that was claimed is done. An interrupt of the
   * calling thread is nobody's: it ends nothing, and the flag is cleared.
   */
  public void work(Job job, Work work) {
    if (threadEach) {
      ThreadEach.run(job, work, most, scopes);
      return;
    }
    if (most == 1 || (work.left() <= 1 && !work.mayGrow())) {
      job.work(Hand.ofOwner(work)); // nothing is held up by it
      Thread.interrupted();
      return;
    }
    Shift mine = new Shift(job, work, staffing.atOnce(work.left()));
    watch(mine);
    if (mine.lanes() > 0) {
      Lanes.workBeside(mine, scopes);
    } else {
      mine.workByOwner();
    }
    mine.end();
    staffing.ended(mine.pace());
    Thread.interrupted();
  }

  /** Ends the watcher. */
  @Override
  public void close() {
    Scope mine = scope;
    if (mine == null) {
      return;
    }
    scope = null;
    over = true;
    LockSupport.unpark(watcher);
    boolean disturbed = Thread.interrupted();
    try {
      mine.join();
    } catch (InterruptedException e) {
      disturbed = true;
    }
    mine.close();
    if (disturbed) {
      owner.interrupt();
    }
  }

  private void watch(Shift mine) {
    shift = mine;
    if (scope == null) {
      Scope opened = scopes.apply(name);
      scope = opened;
      opened.fork(this::watcher);
    } else if (watcherSleeps) {
      LockSupport.unpark(watcher);
    }
  }

  // ---- the watcher

  private void watcher() {
    watcher = Thread.currentThread();
    Shift seen = null;
    long before = 0;
    long since = 0;
    int inVain = 0;
    while (!over) {
      Shift now = shift;
      if (now == null || !now.isAlone() || now.work().left() == 0) {
        if (inVain++ < PATIENCE) {
          LockSupport.parkNanos(this, Staffing.TICK);
        } else {
          sleep(now);
        }
        Thread.interrupted(); // nobody's: the scope is closed by its owner alone
        continue;
      }
      inVain = 0;
      long claimed = now.work().claimed();
      long time = System.nanoTime();
      if (now == seen
          && staffing.isHeldUp(now.lanes(), claimed - before, time - since)
          && now.staff()) {
        bringLanes(now);
        continue;
      }
      if (now != seen || claimed != before) {
        seen = now;
        before = claimed;
        since = time;
      }
      LockSupport.parkNanos(this, Staffing.TICK);
    }
  }

  private void bringLanes(Shift now) {
    Throwable noScope = null;
    try {
      staffing.brought(Lanes.run(now, staffing.room(now.lanes()), scopes));
    } catch (RuntimeException | Error thrown) {
      noScope = thrown;
    } finally {
      now.leave(owner); // before the log, which the owner must not wait for
    }
    if (noScope != null) {
      Report.warn(Crew.class, "No lanes for " + name + ": its owner works alone", noScope);
    }
  }

  /** Until there is something to watch again. */
  private void sleep(@Nullable Shift now) {
    if (now != null && now.isAlone() && !now.work().isOver()) {
      now.work().parkUntilLeft(); // it is the owner's only shift until it is over
      return;
    }
    watcherSleeps = true; // before the look: a shift that begins after it finds us
    if (shift == now && !over) {
      LockSupport.park(this);
    }
    watcherSleeps = false;
  }
}
