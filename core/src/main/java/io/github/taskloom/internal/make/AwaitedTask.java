package io.github.taskloom.internal.make;

import io.github.taskloom.Outcome;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.internal.task.TaskTelling;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@link AwaitedTasks} of a make; true once the wait is over. It ends once, by the
 * thread whose CAS makes it true: that tells what became of the task.
 */
final class AwaitedTask extends AtomicBoolean {
  private static final long serialVersionUID = 1L;

  private final transient Making making;
  private final transient AwaitedTasks awaited;
  private final transient Schedule schedule;
  private final int position;
  private final AwaitedTasks.Kind kind;
  private final transient @Nullable Submission submission;

  // Set by the thread that begins the wait, and taken back by the one that ends it; where those
  // cross, closeIfOver() is called after they were set.
  private transient volatile @Nullable Registration whenSettled;
  private transient volatile @Nullable Registration whenTold;
  private transient volatile @Nullable Registration whenToLookAgain;

  AwaitedTask(
      Making making,
      AwaitedTasks awaited,
      Schedule schedule,
      int position,
      AwaitedTasks.Kind kind) {
    this(making, awaited, schedule, position, kind, null);
  }

  /** For a task that is about to be queued at an executor. */
  AwaitedTask(
      Making making, AwaitedTasks awaited, Schedule schedule, int position, Submission submission) {
    this(making, awaited, schedule, position, AwaitedTasks.Kind.QUEUED, submission);
  }

  private AwaitedTask(
      Making making,
      AwaitedTasks awaited,
      Schedule schedule,
      int position,
      AwaitedTasks.Kind kind,
      @Nullable Submission submission) {
    this.making = making;
    this.awaited = awaited;
    this.schedule = schedule;
    this.position = position;
    this.kind = kind;
    this.submission = submission;
    if (submission != null) {
      submission.awaitedBy(this);
    }
  }

  /** By the thread that has queued the task, after the callbacks on that. */
  void handsOver() {
    if (submission != null) {
      submission.handedOver();
    }
  }

  /** The detail of the task's status while it is QUEUED for this wait; null for other kinds. */
  @Nullable Object submission() {
    return submission;
  }

  /** By the thread that begins the wait, which then calls {@link #closeIfOver}. */
  void whenSettled(Registration registration) {
    whenSettled = registration;
  }

  /** As {@link #whenSettled}. */
  void whenToLookAgain(Registration registration) {
    whenToLookAgain = registration;
  }

  /** Whether that status is this wait's. */
  boolean isQueuedIn(TaskStatus status) {
    return status.state() == TaskState.QUEUED && status.detail() == submission;
  }

  TaskNode<?> task() {
    return schedule.task(position);
  }

  boolean isOver() {
    return get();
  }

  Schedule schedule() {
    return schedule;
  }

  int position() {
    return position;
  }

  /** The task has settled: the wait ends with its callbacks. */
  void tell(Result<?> result) {
    tell(result.outcome() instanceof Outcome.Done<?>);
  }

  void tell(boolean done) {
    if (making.isTold(task())) {
      told(done);
    } else {
      whenTold = TaskTelling.whenTold(task(), () -> told(done));
      closeIfOver();
      if (!isOver() && !making.progress().isGoing()) {
        giveUp(); // the thread that stopped the make may have looked while the task was running
      }
    }
  }

  private void told(boolean done) {
    if (!task().isSettled()) { // a callback has opened another attempt
      reopened();
    } else if (end()) {
      try {
        making.settled(schedule, position, done, null);
        schedule.settledElsewhere(position);
      } catch (Throwable thrown) { // of the engine, or of a thread of the user's that is stopped
        making.progress().fail(thrown);
      } finally {
        leave();
      }
    }
  }

  /** What the wait began with stands no more: the task's turn comes again. */
  void lookAgain() {
    lookAgain(false);
  }

  /** So it does after another attempt was opened: the one that was waited for has failed. */
  void reopened() {
    lookAgain(true);
  }

  private void lookAgain(boolean hasFailed) {
    if (end()) {
      try {
        if (hasFailed) {
          making.reopened(task(), null);
        }
        awaited.lookAgain(schedule, position);
      } catch (Throwable thrown) { // of the engine
        making.progress().fail(thrown);
      } finally {
        leave();
      }
    }
  }

  /**
   * By the executor's thread, of a make that is paused: the task is not begun, and its turn comes
   * again.
   */
  void postpone() {
    if (TaskCancellation.takeBack(task(), this::isQueuedIn, "its make is paused")) {
      lookAgain();
    }
  }

  /**
   * By the executor's thread, after an attempt that another one follows. This wait ends first: the
   * next attempt may settle the task at once, and that must be told once.
   */
  void awaitNextAttempt() {
    if (end()) {
      try {
        making.attemptFailed(task(), null);
        awaited.awaitNextAttempt(schedule, position);
      } catch (Throwable thrown) { // of a clock of the user's, say
        making.progress().fail(thrown);
        throw thrown;
      } finally {
        leave();
      }
    }
  }

  /** Nothing is to be waited for, or the make has stopped. */
  void drop() {
    if (end()) {
      leave();
    }
  }

  private boolean end() {
    boolean ended = compareAndSet(false, true);
    if (ended) {
      closeIfOver();
    }
    return ended;
  }

  void closeIfOver() {
    if (get()) {
      awaited.ended(this);
      close(whenSettled);
      close(whenTold);
      close(whenToLookAgain);
    }
  }

  /** One of the two is a clock's, and so may be the user's: what it throws ends no wait. */
  private void close(@Nullable Registration registration) {
    try {
      if (registration != null) {
        registration.close();
      }
    } catch (Throwable thrown) {
      making.progress().tellAtTheEnd(thrown);
    }
  }

  private void leave() {
    if (submission != null) {
      submission.giveBack(schedule);
    }
    awaited.left();
  }

  /** By any thread, once the make starts nothing more. */
  void giveUp() {
    boolean isLate = making.progress().isTimedOut() && task().isSettled() && !making.isTold(task());
    if (isLate && !isOver()) {
      Report.warn(
          Task.class,
          task().name()
              + " is "
              + task().state()
              + ", and a callback of it goes on although the time of a make was up: not waited"
              + " for",
          null);
    }
    switch (kind) {
      case OTHERS -> drop();
      case QUEUED -> {
        if (isLate
            || TaskCancellation.takeBack(task(), this::isQueuedIn, making.progress().whyHalted())) {
          drop();
        }
      }
      case BETWEEN -> drop(); // the make gives up all such tasks at once
      case STAGE -> {} // it was cancelled by the stop, or is waited for
    }
  }
}
