package io.github.taskloom.internal.make;

import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.thread.EngineThread;
import org.jspecify.annotations.Nullable;

/**
 * Whether one make goes on, and each way to keep it from that: a stop, a failure, the end of its
 * time, a pause. A thread that ends it sets the phase first, then closes the present part, and then
 * cancels what runs. All methods may be called by any thread, but where one is named.
 */
final class MakeProgress {
  private final MakeOptions how;
  private final MakePhase phase = new MakePhase();
  private final MakeThreads threads;
  private final Ownership ownership;

  /** Null if it may take as long as it takes. */
  private final @Nullable MakeLimit limit;

  /** Null in most: it is there where listeners are. */
  private final @Nullable ControlledMake control;

  /** The present part, to be closed when nothing more may start. */
  private volatile @Nullable WorkSource work;

  MakeProgress(
      MakeOptions how, MakeThreads threads, Ownership ownership, @Nullable ObservedMake observed) {
    this.how = how;
    this.threads = threads;
    this.ownership = ownership;
    limit =
        how.timeout() == null
            ? null
            : new MakeLimit(how, how.timeout(), threads, phase, this::halt);
    control =
        observed == null || !observed.isListenedTo() ? null : new ControlledMake(this, observed);
  }

  /** By the thread that goes on with the graph, before others work the part off. */
  void beginPart(WorkSource part) {
    work = part;
    if (!phase.isGoing()) {
      part.close(); // the thread that ended the make may have seen the part before
    }
  }

  /** Nothing more starts, and what runs is left to its end. */
  void halt() {
    boolean isFirst = phase.halt();
    endPart();
    tellStop(isFirst);
  }

  /** Nothing more starts, and what runs is cancelled. */
  void stop(String why) {
    phase.stopsBecause(why);
    boolean isFirst = phase.stop();
    endPart();
    tellStop(isFirst);
    threads.cancelRunning(phase);
  }

  /** As {@link #stop}, by a thread that is not to be held up, and runs nothing of a user's. */
  void stopApart(String why) {
    phase.stopsBecause(why);
    boolean isFirst = phase.stop();
    endPart();
    tellStop(isFirst);
    EngineThread.startOrRun("taskloom-stop", () -> threads.cancelRunning(phase));
  }

  /** As {@link #stop}; the make itself cannot go on, and its caller gets what was thrown. */
  void fail(Throwable thrown) {
    phase.failsBy(thrown);
    boolean isFirst = phase.stop();
    endPart(); // before anything that takes memory, which may be what is missing
    tellStop(isFirst);
    threads.cancelRunning(phase);
  }

  /**
   * A task has failed, for all that counts here, and the options have the make end by that.
   *
   * @param what what became of it, to go behind its name
   */
  void failFast(TaskNode<?> task, String what) {
    if (phase.isGoing()) {
      phase.failsFastBy(task);
    }
    if (how.cancelsOnFailure() && !isTimedOut()) { // else what runs fails as time is up
      stop("its make fails fast, and " + task.name() + what);
    } else {
      halt();
    }
  }

  /** What is no fault of the others: a function has left a structured scope open, say. */
  void tellAtTheEnd(Throwable violation) {
    phase.failsBy(violation);
  }

  private void tellStop(boolean isFirst) {
    if (isFirst && control != null) {
      control.tell();
    }
  }

  /** After the phase has changed: a worker sees the closed part, or the phase before it claims. */
  private void endPart() {
    WorkSource present = work;
    try {
      if (present != null) {
        present.close();
      }
      if (control != null) {
        control.wakeAll();
      }
    } finally {
      ownership.giveUp();
      threads.wakeMaker();
    }
  }

  /** By the thread that ends the make: nothing is told any more of what comes to it. */
  void ends() {
    if (control != null) {
      control.ends();
    }
  }

  /** By a worker that waits for a make which is paused: an interrupt that came means that make. */
  void takeInterrupt() {
    threads.takeInterrupt();
  }

  /** Whether it goes on, now or once it is resumed. */
  boolean isGoing() {
    return phase.isGoing();
  }

  /** Whether tasks may begin at this moment. */
  boolean isOpen() {
    return phase.isOpen();
  }

  /** By a thread that is to begin a task: whether it may; waits as long as the make is paused. */
  boolean mayBegin() {
    return phase.isOpen() || (control != null && control.awaitResumed());
  }

  /**
   * Parks the calling thread once if the make is paused, and may wake early; false if it is not.
   */
  boolean parkWhilePaused() {
    return control != null && control.parkWhilePaused();
  }

  boolean isStopped() {
    return phase.isStopped();
  }

  boolean isTimedOut() {
    return limit != null && limit.isUp();
  }

  String whyStopped() {
    return phase.whyStopped();
  }

  /** Why a task that was queued is not begun. */
  String whyHalted() {
    return phase.whyHalted(isTimedOut() ? how.timeout() : null);
  }

  /** Why it ended before all was settled, if it did. */
  MakeStoppedException.Reason whyEnded() {
    return phase.whyEnded(isTimedOut());
  }

  MakePhase phase() {
    return phase;
  }

  /** Its limit; null if it has none. */
  @Nullable MakeLimit limit() {
    return limit;
  }

  /** What its listeners may do to it; null if it has none. */
  @Nullable ControlledMake control() {
    return control;
  }
}
