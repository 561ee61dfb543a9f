package io.github.taskloom.internal.make;

import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.task.TaskNode;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a make is from its end, and why it ends before all is settled. Each field is written by
 * any thread, and changes one way alone, but for a pause: of several reasons the first one stays.
 */
public final class MakePhase {
  // GOING -> PAUSED, PAUSED -> GOING   // nothing starts meanwhile, by ControlledMake alone
  // GOING, PAUSED -> HALTED   // failFast, or the time is up: nothing more starts, what runs is
  //                           // waited for
  // GOING, PAUSED, HALTED -> STOPPED   // and what runs is cancelled
  // GOING, PAUSED -> ENDED    // all is settled; where it is listened to alone
  private static final int GOING = 0;
  private static final int PAUSED = 1;
  private static final int HALTED = 2;
  private static final int STOPPED = 3;
  private static final int ENDED = 4;

  private static final VarHandle PHASE = field("phase", int.class);
  private static final VarHandle REASON = field("reason", String.class);
  private static final VarHandle FAILURE = field("failure", Throwable.class);
  private static final VarHandle FAILED_BY = field("failedBy", TaskNode.class);

  private volatile int phase;

  /** Why it was stopped. */
  private volatile @Nullable String reason; // through REASON

  private volatile @Nullable Throwable failure; // through FAILURE

  @SuppressWarnings("unused") // through FAILED_BY
  private volatile @Nullable TaskNode<?> failedBy;

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, MakePhase.class, type);
  }

  /** Whether it goes on, now or once it is resumed. */
  boolean isGoing() {
    return phase <= PAUSED;
  }

  /** Whether tasks may begin now. */
  boolean isOpen() {
    return phase == GOING;
  }

  boolean isPaused() {
    return phase == PAUSED;
  }

  boolean isEnded() {
    return phase == ENDED;
  }

  boolean isStopped() {
    return phase == STOPPED;
  }

  /** False if it is not going, or paused. */
  boolean pause() {
    return PHASE.compareAndSet(this, GOING, PAUSED);
  }

  /** False if it is not paused. */
  boolean resume() {
    return PHASE.compareAndSet(this, PAUSED, GOING);
  }

  /**
   * By the thread that ends the make: nothing changes from now on.
   *
   * @return whether it was paused
   */
  boolean end() {
    int before = phase;
    while (before <= PAUSED) {
      int witness = (int) PHASE.compareAndExchange(this, before, ENDED);
      if (witness == before) {
        return before == PAUSED;
      }
      before = witness;
    }
    return false;
  }

  /** True by the thread after which nothing more starts: the first that halts or stops it. */
  boolean halt() {
    return advance(HALTED);
  }

  /** As {@link #halt}. */
  boolean stop() {
    return advance(STOPPED);
  }

  private boolean advance(int to) {
    int before = phase;
    while (before < to) {
      int witness = (int) PHASE.compareAndExchange(this, before, to);
      if (witness == before) {
        return before <= PAUSED;
      }
      before = witness;
    }
    return false;
  }

  void stopsBecause(String why) {
    REASON.compareAndSet(this, null, why);
  }

  void failsBy(Throwable thrown) {
    FAILURE.compareAndSet(this, null, thrown);
  }

  void failsFastBy(TaskNode<?> task) {
    FAILED_BY.compareAndSet(this, null, task);
  }

  /** Why the make itself could not go on: the graph was changed so, or a circle of waits. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The task that it failed fast by; null if it did not. */
  @Nullable TaskNode<?> failedBy() {
    return failedBy;
  }

  /** Why it ended before all was settled, if it did. */
  MakeStoppedException.Reason whyEnded(boolean isTimedOut) {
    if (failedBy != null) {
      return MakeStoppedException.Reason.FAILED_FAST;
    }
    return isTimedOut ? MakeStoppedException.Reason.TIMED_OUT : MakeStoppedException.Reason.STOPPED;
  }

  /**
   * Why a task that was queued is not begun: half a sentence, to be asked once it starts nothing
   * more.
   *
   * @param timeUp the time that is up; null if it is not
   */
  String whyHalted(@Nullable Duration timeUp) {
    if (isStopped()) {
      return whyStopped();
    }
    return timeUp == null ? "its make fails fast" : "the time of its make, " + timeUp + ", was up";
  }

  /** Half a sentence; to be asked once it stops. */
  String whyStopped() {
    String why = reason;
    Throwable thrown = failure;
    if (why == null && thrown != null) {
      why = "its make failed: " + Described.of(thrown);
    }
    return why == null ? "its make was stopped" : why;
  }
}
