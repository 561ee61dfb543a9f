package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running task was asked to end; from then on the detail of its RUNNING status. Whoever put it
 * there interrupts the runner, and the runner does not leave the task before that has arrived: the
 * interrupt reaches this task's function or nobody.
 */
public final class CancelRequest {
  /** Null where no thread runs the task. */
  private final @Nullable Runner runner;

  /** What the task is left to, where no thread runs it; null where one does. */
  private final @Nullable StageRun<?> stage;

  private final CancelledException why;
  private final @Nullable TaskTimeoutException timeout;

  /** What the run state has to tell; told once, by the thread that put this request in place. */
  private OneShot.@Nullable Link callbacks;

  /** Whether the thread, a caller's, was interrupted already; published by {@code delivered}. */
  private boolean anotherCame;

  private volatile boolean delivered;

  /** The request because time is up that this one was put in place of; null for a first one. */
  private final @Nullable CancelRequest expired;

  CancelRequest(Runner runner, CancelledException why) {
    this(runner, why, null);
  }

  /** A request because time is up: the task then fails with that. */
  CancelRequest(Runner runner, CancelledException why, @Nullable TaskTimeoutException timeout) {
    this.runner = runner;
    this.stage = null;
    this.why = why;
    this.timeout = timeout;
    this.expired = null;
  }

  /** A request to a task that no thread runs. */
  CancelRequest(StageRun<?> stage, CancelledException why) {
    this.runner = null;
    this.stage = stage;
    this.why = why;
    this.timeout = null;
    this.expired = null;
  }

  private CancelRequest(CancelRequest expired) {
    this.runner = expired.runner;
    this.stage = expired.stage;
    this.why = expired.why;
    this.timeout = expired.timeout;
    this.expired = expired;
  }

  /** The same once the task is cancelled, too: it fails as its time is up, and for good. */
  CancelRequest withCancel() {
    return new CancelRequest(this);
  }

  /** The same once a thread has come for it, which is not to be interrupted. */
  CancelRequest takenOver(Runner by) {
    CancelRequest taken = new CancelRequest(by, why);
    taken.delivered = true;
    return taken;
  }

  /** Whether another attempt may follow: not after a cancel. */
  boolean mayBeFollowed() {
    return timeout != null && expired == null;
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

  CancelledException why() {
    return why;
  }

  /**
   * By the thread whose CAS put this request in place, and at once: the runner waits for this, or
   * is called by it.
   *
   * @param asked the run state of the attempt; null if nobody asked for it
   */
  void deliver(@Nullable RunSignal asked) {
    callbacks = asked == null ? null : asked.close(RunSignal.Mark.CANCELLED);
    try {
      if (stage != null) {
        stage.call();
      } else if (runner != null) {
        anotherCame = runner.isOfCaller() && runner.thread().isInterrupted();
        runner.thread().interrupt();
      }
    } finally {
      delivered = true;
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
   * By the runner, at the end of the run; then clears what the function has left of it. Of a
   * caller's thread it tells the caller's own interrupt, where there are signs of two.
   *
   * @param taken whether the function has ended by an interrupt
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  void settle(boolean taken) {
    CancelRequest first = expired == null ? this : expired;
    while (!first.delivered) {
      Thread.yield(); // the other thread is between its CAS and the interrupt
    }
    boolean isSet = Thread.interrupted();
    if (runner == null) {
      return; // none could interrupt it
    }
    if (runner.isAskedToEndOutside()) {
      runner.thread().interrupt(); // one flag for two requests: the outer function still needs it
    } else if (first.anotherCame || (taken && isSet)) {
      runner.interrupted();
    }
  }
}
