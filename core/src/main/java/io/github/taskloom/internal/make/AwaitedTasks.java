package io.github.taskloom.internal.make;

import io.github.taskloom.Result;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.StageRun;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.internal.thread.Parking;
import io.github.taskloom.policy.TaskClock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a make that no thread of its own runs at the moment; their results, or what settles
 * them, tell when they settle, and no thread waits for each.
 *
 * <pre>
 *   kind       the task is                                 the make stops
 *   OTHERS     QUEUED, RUNNING, between two attempts or    the wait ends
 *              at its callbacks on another account
 *   QUEUED     handed to this make's executor              what is not begun is taken back,
 *                                                          what runs is waited for, and so are its
 *                                                          callbacks until the make's time is up
 *   BETWEEN    between two attempts of this make           the wait ends
 *   STAGE      RUNNING without a thread, by this make      the stop cancels it, as what has a thread
 *                                                          (MakeThreads), and it is waited for
 * </pre>
 *
 * <p>A wait ends once: the task has settled; or it is to be looked at again, since what stood there
 * when the wait began does not any more; or the make stops.
 */
public final class AwaitedTasks {
  enum Kind {
    OTHERS,
    QUEUED,
    BETWEEN,
    STAGE
  }

  private static final VarHandle WAITS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "waits", VarHandle.class, AwaitedTasks.class, Set.class);

  private final Making making;
  private final TaskClock clock;
  private final LeftOpen leftOpen;
  private final AtomicInteger open = new AtomicInteger();

  /** Equal by identity; null before the first, since most makes have none. Through WAITS. */
  private volatile @Nullable Set<AwaitedTask> waits;

  AwaitedTasks(Making making, TaskClock clock, LeftOpen leftOpen) {
    this.making = making;
    this.clock = clock;
    this.leftOpen = leftOpen;
  }

  /**
   * Waits for a task that runs, is queued or is between two attempts on another account.
   *
   * @param now how it stood
   * @return false if another attempt stands already
   */
  boolean waitForOthers(Schedule schedule, int position, TaskStatus now) {
    TaskNode<?> task = schedule.task(position);
    Result<?> result = task.result();
    if (result.attempt() > now.attempt()) {
      return false;
    }
    AwaitedTask wait = begin(schedule, position, Kind.OTHERS);
    Registration pending =
        task.onEnter(
            TaskState.PENDING,
            made -> {
              if (made.event() == TaskEvent.RETRY) { // by a callback, before it was told as settled
                wait.reopened();
              } else {
                wait.lookAgain();
              }
            });
    Registration givenUp =
        now.detail() instanceof Backoff backoff
            ? backoff.owner().whenGivenUp(wait::lookAgain)
            : () -> {};
    wait.whenToLookAgain(
        () -> {
          pending.close();
          givenUp.close();
        });
    wait.whenSettled(result.notify(wait::tell));
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
  void waitForCallbacks(Schedule schedule, int position, boolean done) {
    AwaitedTask wait = begin(schedule, position, Kind.OTHERS);
    wait.tell(done);
    if (!wait.isOver()) {
      making.ensureNoCircle(wait.task());
      giveUpIfHalted(wait);
    }
  }

  /** A wait that is there before its task is queued, as the status of that shows it. */
  AwaitedTask queued(Schedule schedule, int position, Submission submission) {
    return begin(new AwaitedTask(making, this, schedule, position, submission));
  }

  /** By the thread that has queued the task, before it is handed to the executor. */
  void waitForExecutor(AwaitedTask wait, int attempt) {
    Result<?> result = wait.task().result();
    if (result.attempt() > attempt) { // settled and opened again meanwhile
      wait.lookAgain();
      return;
    }
    wait.whenSettled(result.notify(wait::tell));
    wait.closeIfOver();
    giveUpIfHalted(wait);
  }

  /** After an attempt that another one follows: the task's turn comes again when that is due. */
  void awaitNextAttempt(Schedule schedule, int position) {
    TaskStatus now = schedule.task(position).status();
    if (now.detail() instanceof Backoff backoff && backoff.owner() == making.ownership()) {
      Duration left = backoff.left();
      if (!left.isZero()) {
        waitForNextAttempt(schedule, position, now, left);
        return;
      }
    }
    lookAgain(schedule, position);
  }

  /** A task's turn was not over, and comes again. */
  void lookAgain(Schedule schedule, int position) {
    leftOpen.lookAgain(schedule, position);
  }

  /**
   * Waits until the next attempt of a task of this make is due, or until it settles without: by a
   * cancel, say.
   */
  void waitForNextAttempt(Schedule schedule, int position, TaskStatus now, Duration left) {
    Result<?> result = schedule.task(position).result();
    AwaitedTask wait = begin(schedule, position, Kind.BETWEEN);
    if (result.attempt() > now.attempt()) { // settled and opened again meanwhile
      wait.lookAgain();
      return;
    }
    wait.whenSettled(result.notify(wait::tell));
    wait.whenToLookAgain(clock.schedule(left, wait::lookAgain));
    wait.closeIfOver();
    giveUpIfHalted(wait);
  }

  /**
   * By a worker, before it leaves a task to its stage: so a thread that stops the make finds the
   * task with the worker, or finds the settler that this adds.
   */
  StageSettler beforeStage(
      Schedule schedule, int position, StageRun<?> stage, StageSettler.Attempt attempt) {
    AwaitedTask wait = new AwaitedTask(making, this, schedule, position, Kind.STAGE);
    StageSettler settler = new StageSettler(making, wait, stage, attempt);
    making.threads().addLeft(settler); // before the count: where this throws, nothing is awaited
    open.incrementAndGet();
    return settler;
  }

  private AwaitedTask begin(Schedule schedule, int position, Kind kind) {
    return begin(new AwaitedTask(making, this, schedule, position, kind));
  }

  private AwaitedTask begin(AwaitedTask wait) {
    Set<AwaitedTask> present = waits;
    if (present == null) {
      Set<AwaitedTask> fresh = ConcurrentHashMap.newKeySet();
      present = WAITS.compareAndSet(this, null, fresh) ? fresh : waits();
    }
    open.incrementAndGet();
    try {
      present.add(wait);
    } catch (Throwable noMemory) {
      open.decrementAndGet();
      throw noMemory;
    }
    return wait;
  }

  private Set<AwaitedTask> waits() {
    Set<AwaitedTask> present = waits;
    return present == null ? Set.of() : present;
  }

  /** A wait is over. */
  void ended(AwaitedTask wait) {
    Set<AwaitedTask> present = waits;
    if (present != null) {
      present.remove(wait);
    }
  }

  /** After all that follows from the end of a wait. */
  void left() {
    if (open.decrementAndGet() == 0) {
      making.threads().wakeMaker();
    }
  }

  /**
   * Looks once more: the thread that stopped the make may have gone through the waits before this
   * one was added.
   */
  private void giveUpIfHalted(AwaitedTask wait) {
    if (!making.progress().isGoing()) {
      wait.giveUp();
    }
  }

  /** The tasks that this make waits for. */
  Stream<TaskNode<?>> tasks() {
    return waits().stream().filter(wait -> !wait.isOver()).<TaskNode<?>>map(AwaitedTask::task);
  }

  /** By the maker, after the threads of the part have ended. */
  void await() {
    while (open.get() > 0) {
      if (!making.progress().isGoing()) {
        waits().forEach(AwaitedTask::giveUp);
      }
      if (open.get() > 0) {
        Parking.park(this);
      }
      making.threads().takeInterrupt();
    }
  }
}
