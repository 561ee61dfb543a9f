package io.github.taskloom.internal.make;

import io.github.taskloom.Outcome;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.internal.task.TaskTelling;
import io.github.taskloom.internal.thread.Parking;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a make that no thread of its own runs at the moment; their results tell when they
 * settle, and no thread waits for each.
 *
 * <pre>
 *   kind       the task is                                 the make stops
 *   OTHERS     QUEUED, RUNNING, between two attempts or    the wait ends
 *              at its callbacks on another account
 *   QUEUED     handed to this make's executor              what is not begun is taken back,
 *                                                          what runs is waited for, and so are its
 *                                                          callbacks until the make's time is up
 *   BETWEEN    between two attempts of this make           the wait ends
 * </pre>
 *
 * <p>A wait ends once: the task has settled; or it is to be looked at again, since what stood there
 * when the wait began does not any more; or the make stops.
 */
public final class Elsewhere {
  enum Kind {
    OTHERS,
    QUEUED,
    BETWEEN
  }

  private final Making making;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet(); // equal by identity

  Elsewhere(Making making) {
    this.making = making;
  }

  /**
   * What the status of a task shows while it is queued for a make: whose it is, so that no other
   * takes it back or begins it. A history may keep it, so it holds nothing.
   */
  private static final class Submission {
    @Override
    public String toString() {
      return "submitted to the executor of a make";
    }
  }

  /** One task that is waited for; true once that is over. */
  final class Wait extends AtomicBoolean {
    private static final long serialVersionUID = 1L;

    private final transient MakeGraph graph;
    private final int position;
    private final Kind kind;
    private final transient @Nullable Object submission;

    // Set by the thread that begins the wait, and taken back by the one that ends it; where those
    // cross, closeIfOver() is called after they were set.
    private transient volatile @Nullable Registration whenSettled;
    private transient volatile @Nullable Registration whenTold;
    private transient volatile @Nullable Registration whenToLookAgain;

    private Wait(MakeGraph graph, int position, Kind kind) {
      this.graph = graph;
      this.position = position;
      this.kind = kind;
      this.submission = kind == Kind.QUEUED ? new Submission() : null;
    }

    /** The detail of the task's status while it is QUEUED for this wait; null for other kinds. */
    @Nullable Object submission() {
      return submission;
    }

    /** Whether that status is this wait's. */
    boolean isQueuedIn(TaskStatus status) {
      return status.state() == TaskState.QUEUED && status.detail() == submission;
    }

    TaskNode<?> task() {
      return graph.task(position);
    }

    boolean isOver() {
      return get();
    }

    /** The task has settled: the wait ends with its callbacks. */
    private void tell(Result<?> result) {
      tell(result.outcome() instanceof Outcome.Done<?>);
    }

    private void tell(boolean done) {
      if (making.isTold(task())) {
        told(done);
      } else {
        whenTold = TaskTelling.whenTold(task(), () -> told(done));
        closeIfOver();
      }
    }

    private void told(boolean done) {
      if (!task().isSettled()) { // a callback has opened another attempt
        lookAgain();
      } else if (end()) {
        try {
          making.settled(task(), graph.isGiven(position), done);
          graph.settledElsewhere(position);
        } catch (Throwable thrown) { // of the engine, or of a thread of the user's that is stopped
          making.fail(thrown);
        } finally {
          leave();
        }
      }
    }

    /** What the wait began with stands no more: the task's turn comes again. */
    void lookAgain() {
      if (end()) {
        try {
          making.lookAgain(graph, position);
        } finally {
          leave();
        }
      }
    }

    /**
     * By the executor's thread, after an attempt that another one follows. This wait ends first:
     * the next attempt may settle the task at once, and that must be told once.
     */
    void awaitNextAttempt() {
      if (end()) {
        try {
          making.awaitNextAttempt(graph, position);
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

    private void closeIfOver() {
      if (get()) {
        waits.remove(this);
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
        making.tellAtTheEnd(thrown);
      }
    }

    private void leave() {
      if (kind == Kind.QUEUED) {
        making.leftExecutor(graph);
      }
      if (open.decrementAndGet() == 0) {
        making.wake();
      }
    }

    /** By any thread, once the make starts nothing more. */
    void giveUp() {
      boolean isLate = making.isTimedOut() && task().isSettled() && !making.isTold(task());
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
          if (isLate || task().takeBack(this::isQueuedIn, making.whyHalted())) {
            drop();
          }
        }
        case BETWEEN -> drop(); // the make gives up all such tasks at once
      }
    }
  }

  /**
   * Waits for a task that runs, is queued or is between two attempts on another account.
   *
   * @param now how it stood
   * @return false if another attempt stands already
   */
  boolean waitForOthers(MakeGraph graph, int position, TaskStatus now) {
    TaskNode<?> task = graph.task(position);
    Result<?> result = task.result();
    if (result.attempt() > now.attempt()) {
      return false;
    }
    Wait wait = begin(graph, position, Kind.OTHERS);
    Registration pending = task.onEnter(TaskState.PENDING, made -> wait.lookAgain());
    Registration givenUp =
        now.detail() instanceof Backoff backoff
            ? backoff.owner().whenGivenUp(wait::lookAgain)
            : () -> {};
    wait.whenToLookAgain =
        () -> {
          pending.close();
          givenUp.close();
        };
    wait.whenSettled = result.notify(wait::tell);
    wait.closeIfOver();
    // The callback sees what came after it was registered, this read what came before.
    TaskStatus later = task.status();
    if (later.state() == TaskState.PENDING && later.detail() != now.detail()) {
      wait.lookAgain();
    }
    if (!wait.isOver()) {
      making.ensureNoCircle(task);
    }
    return true;
  }

  /** Waits for the callbacks of a task that was settled by another thread. */
  void waitForCallbacks(MakeGraph graph, int position, TaskStatus settled) {
    Wait wait = begin(graph, position, Kind.OTHERS);
    wait.tell(settled.state() == TaskState.DONE);
    if (!wait.isOver()) {
      making.ensureNoCircle(wait.task());
      giveUpIfHalted(wait);
    }
  }

  /** A wait that is there before its task is queued, as the status of that shows it. */
  Wait queued(MakeGraph graph, int position) {
    return begin(graph, position, Kind.QUEUED);
  }

  /** By the thread that has queued the task, before it is handed to the executor. */
  void waitForExecutor(Wait wait, int attempt) {
    Result<?> result = wait.task().result();
    if (result.attempt() > attempt) { // settled and opened again meanwhile
      wait.lookAgain();
      return;
    }
    wait.whenSettled = result.notify(wait::tell);
    wait.closeIfOver();
    giveUpIfHalted(wait);
  }

  /**
   * Waits until the next attempt of a task of this make is due, or until it settles without: by a
   * cancel, say.
   */
  void waitForNextAttempt(
      MakeGraph graph, int position, TaskStatus now, Duration left, TaskClock clock) {
    Result<?> result = graph.task(position).result();
    Wait wait = begin(graph, position, Kind.BETWEEN);
    if (result.attempt() > now.attempt()) { // settled and opened again meanwhile
      wait.lookAgain();
      return;
    }
    wait.whenSettled = result.notify(wait::tell);
    wait.whenToLookAgain = clock.schedule(left, wait::lookAgain);
    wait.closeIfOver();
    giveUpIfHalted(wait);
  }

  private Wait begin(MakeGraph graph, int position, Kind kind) {
    Wait wait = new Wait(graph, position, kind);
    open.incrementAndGet();
    waits.add(wait);
    return wait;
  }

  /** The thread that stopped the make may have looked at the waits before this one was there. */
  private void giveUpIfHalted(Wait wait) {
    if (!making.isGoing()) {
      wait.giveUp();
    }
  }

  /** The tasks that this make waits for. */
  Stream<TaskNode<?>> tasks() {
    return waits.stream().filter(wait -> !wait.isOver()).<TaskNode<?>>map(Wait::task);
  }

  /** By the maker, after the threads of the part have ended. */
  void await() {
    while (open.get() > 0) {
      if (!making.isGoing()) {
        waits.forEach(Wait::giveUp);
      }
      if (open.get() > 0) {
        Parking.park(this);
      }
      making.takeInterrupt();
    }
  }
}
