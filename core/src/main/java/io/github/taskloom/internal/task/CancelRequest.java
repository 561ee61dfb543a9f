package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running task was asked to end; from then on the detail of its RUNNING status. The canceller
 * that put it there interrupts the runner, and the runner does not leave the task before that has
 * arrived: the interrupt reaches this task's function or none. Where no thread runs the task it
 * calls one.
 */
public final class CancelRequest {
  /** Null where no thread runs the task. */
  private final @Nullable Runner runner;

  /** What the task is left to, where no thread runs it; null where one does. */
  private final @Nullable StageRun<?> stage;

  /** Whether that stage had ended before the task was asked to end. */
  private final boolean afterStage;

  private final CancelledException why;
  private final @Nullable TaskTimeoutException timeout;

  /** What the run state has to tell; told once, by the thread that put this request in place. */
  private OneShot.@Nullable Link callbacks;

  /**
   * Whether the runner's thread is a caller's and had been interrupted before by others; published
   * by {@code delivered}.
   */
  private boolean anotherCame;

  private volatile boolean delivered;

  /**
   * The request that was placed first, and that brings the interrupt, where this one has taken its
   * place; else null.
   */
  private final @Nullable CancelRequest first;

  CancelRequest(Runner runner, CancelledException why) {
    this(runner, why, null);
  }

  /** A request because time is up: the task then fails with that. */
  CancelRequest(Runner runner, CancelledException why, @Nullable TaskTimeoutException timeout) {
    this(runner, null, false, why, timeout, null);
  }

  /** A request to a task that no thread runs. */
  CancelRequest(StageRun<?> stage, CancelledException why) {
    this(null, stage, stage.hasCome(), why, null, null);
  }

  private CancelRequest(
      @Nullable Runner runner,
      @Nullable StageRun<?> stage,
      boolean afterStage,
      CancelledException why,
      @Nullable TaskTimeoutException timeout,
      @Nullable CancelRequest first) {
    this.runner = runner;
    this.stage = stage;
    this.afterStage = afterStage;
    this.why = why;
    this.timeout = timeout;
    this.first = first;
  }

  /**
   * The same request once a task whose time is up is cancelled, too: it fails, and no attempt
   * follows.
   */
  CancelRequest withCancel() {
    return new CancelRequest(runner, stage, afterStage, why, timeout, this);
  }

  /**
   * The same request once a thread has come for a task that no thread ran; that thread is not
   * interrupted.
   */
  CancelRequest takenOver(Runner by) {
    return new CancelRequest(by, null, afterStage, why, null, this);
  }

  /** Whether another attempt may follow: not after a cancel. */
  boolean mayBeFollowed() {
    return timeout != null && first == null;
  }

  @Nullable TaskTimeoutException timeout() {
    return timeout;
  }

  /** Whose thread runs the task; null where none does. */
  public @Nullable Runner runner() {
    return runner;
  }

  /** What the task was left to when it was asked; null where a thread runs it. */
  @Nullable StageRun<?> stage() {
    return stage;
  }

  /**
   * Whether the stage had ended before the task was asked to end. It had where the request found a
   * thread at the task: that comes for one which was not asked to end once the stage has ended.
   */
  boolean cameAfterStage() {
    return first == null || afterStage;
  }

  CancelledException why() {
    return why;
  }

  /**
   * By the thread whose CAS put this request in place, and at once: the runner waits for this, or
   * is called by it.
   *
   * @param asked the run state of the attempt; null if it was not asked for
   */
  void deliver(@Nullable RunSignal asked) {
    try {
      callbacks = asked == null ? null : asked.close(RunSignal.Mark.CANCELLED);
      if (runner != null) {
        anotherCame = runner.isOfCaller() && runner.thread().isInterrupted();
        runner.thread().interrupt();
      }
    } finally {
      delivered = true;
      if (stage != null) {
        stage.call();
      }
    }
  }

  /** Whether there are callbacks at all. */
  public boolean hasToTell() {
    return callbacks != null;
  }

  /** Once nothing else waits for it, by one thread: callbacks may block. */
  public void tell() {
    OneShot.tell(callbacks);
  }

  /**
   * By the runner, at the end of the run: waits until the interrupt has arrived, and clears it
   * where the function has left it. Where a caller's thread shows signs of two interrupts, the
   * other one is the caller's, and is told.
   *
   * @param taken whether the function has ended by an interrupt
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  void settle(boolean taken) {
    CancelRequest placed = first == null ? this : first;
    while (!placed.delivered) {
      Thread.yield(); // the other thread is between its CAS and the interrupt
    }
    if (placed.runner == null || runner == null) {
      return; // it ran on no thread: none was interrupted
    }
    boolean isSet = Thread.interrupted();
    if (runner.isAskedToEndOutside()) {
      runner.thread().interrupt(); // one flag for two requests: the outer function still needs it
    } else if (placed.anotherCame || (taken && isSet)) {
      runner.interrupted();
    }
  }
}
