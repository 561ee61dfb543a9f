package io.github.taskloom.internal.time;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An action that is to run once at a time, unless it is taken back before.
 *
 * <pre>
 *   state     the action           may become
 *   SET       is there             CANCELLED by any thread, RUN by that of the timers
 *   CANCELLED forgotten
 *   RUN       runs, or has run
 * </pre>
 */
public final class Timer {
  private static final int SET = 0;
  private static final int CANCELLED = 1;
  private static final int RUN = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, Timer.class, int.class);

  /** By {@link System#nanoTime}. */
  final long due;

  /** The one that was set before, among those that are young; guarded by their stack. */
  @Nullable Timer older;

  private volatile int state;

  /** Read by the thread that runs it; forgotten by the one that takes it back. */
  private @Nullable Runnable action;

  /** Null while it is young. */
  private volatile @Nullable Future<?> queued;

  /** Set for a time by {@link System#nanoTime}. */
  public Timer(long due, Runnable action) {
    this.due = due;
    this.action = Objects.requireNonNull(action);
  }

  boolean isSet() {
    return state == SET;
  }

  /** Whether it stands, or has stood, in the queue that is ordered by time. */
  boolean isQueued() {
    return queued != null;
  }

  /** Takes it back if it was not run; from any thread. */
  public void cancel() {
    if (STATE.compareAndSet(this, SET, CANCELLED)) {
      action = null;
      Future<?> where = queued;
      if (where != null) {
        where.cancel(false);
      }
    }
  }

  /**
   * By the thread that has queued it. Either this thread sees that the timer was taken back, or the
   * thread that takes it back sees the place.
   */
  public void queuedAs(Future<?> place) {
    queued = place;
    if (state == CANCELLED) {
      place.cancel(false);
    }
  }

  /** By the thread of the timers, when it is due. */
  public void run() {
    Runnable mine = action; // before the CAS: after it no thread forgets it
    if (mine != null && STATE.compareAndSet(this, SET, RUN)) {
      action = null;
      mine.run();
    }
  }
}
