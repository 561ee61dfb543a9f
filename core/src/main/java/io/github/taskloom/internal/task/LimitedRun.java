package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.thread.EngineThread;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that may take only so long: on the thread that works for its make, or, if it may be
 * left behind, on one of its own.
 *
 * <pre>
 *   limit      the function's thread is interrupted, with a request on the task's status
 *   + grace    if it may be left behind: the task is FAILED by this, whatever its function does;
 *              the thread is abandoned
 *   + 1 s      if not: what goes on is told in the log, and waited for
 * </pre>
 *
 * <p>Who settles is decided by one CAS on the phase, before anything of the task is written: a
 * function that comes back after its abandonment must not touch an attempt that is another's now.
 */
public final class LimitedRun<T extends @Nullable Object> {
  // RUNNING -> RETURNED    // by the function's thread: it settles the task
  // RUNNING -> ABANDONED   // by the clock's: that settles the task
  private static final int RUNNING = 0;
  private static final int RETURNED = 1;
  private static final int ABANDONED = 2;

  private static final AtomicLong STILL_RUNNING = new AtomicLong();

  private final TaskNode<T> task;
  private final EffectivePolicy effective;
  private final Limits limits;
  private final @Nullable Deadline ofMake;
  private final Runner runner;

  /** The attempt that was claimed for the runner; the runner may run the next one, too. */
  private final int attempt;

  private final AtomicInteger phase = new AtomicInteger();

  private final Instant start = Instant.now();
  private final long began;
  private final Thread waiting = Thread.currentThread();

  private volatile @Nullable Registration timer;
  private volatile @Nullable Registration graceTimer;
  private volatile @Nullable TaskState ended;

  private LimitedRun(
      TaskNode<T> task,
      EffectivePolicy effective,
      Limits limits,
      @Nullable Deadline ofMake,
      Runner runner) {
    this.task = task;
    this.effective = effective;
    this.limits = limits;
    this.ofMake = ofMake;
    this.runner = runner;
    this.attempt = task.status().attempt();
    this.began = effective.clock().nanoTime();
  }

  /** How many abandoned functions have not come back. */
  public static long stillRunning() {
    return STILL_RUNNING.get();
  }

  /**
   * After the claim for this runner, in its thread.
   *
   * @param ofMake when the make has to be over; null for any time
   */
  public static <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task,
      EffectivePolicy effective,
      Limits limits,
      @Nullable Deadline ofMake,
      Runner runner) {
    return new LimitedRun<>(task, effective, limits, ofMake, runner).perform();
  }

  /**
   * After the claim for this runner, whose thread has not begun: begins it, and returns when the
   * attempt is over, even if the thread is not.
   */
  public static <T extends @Nullable Object> TaskState await(
      TaskNode<T> task,
      EffectivePolicy effective,
      Limits limits,
      @Nullable Deadline ofMake,
      Runner runner,
      Launch launch) {
    LimitedRun<T> run = new LimitedRun<>(task, effective, limits, ofMake, runner);
    launch.body = run::runOwnThread;
    try {
      runner.thread().start();
    } catch (Throwable noThread) { // no other thread would settle what is claimed
      TaskDispatch.breakOff(task, runner, noThread);
      throw noThread;
    }
    return run.await();
  }

  /** A virtual thread that learns what to do once the claim has been made for it. */
  public static final class Launch {
    private volatile @Nullable Runnable body;

    public Thread thread(TaskNode<?> task) {
      return Thread.ofVirtual()
          .name("task " + task.name())
          .unstarted(
              () -> {
                Runnable mine = body;
                if (mine != null) {
                  mine.run();
                }
              });
    }
  }

  private TaskState await() {
    TaskState state = ended;
    while (state == null) {
      LockSupport.park(this);
      Thread.interrupted(); // a stop reaches the function's thread, not this one
      state = ended;
    }
    return state;
  }

  private void runOwnThread() {
    TaskState state = TaskState.FAILED;
    try {
      TaskState performed = TaskDispatch.performOn(task, runner, () -> true, this::perform);
      state = performed == null ? TaskState.FAILED : performed;
    } finally {
      if (phase.get() != ABANDONED) { // else the task is not settled yet, and that thread ends it
        end(state);
      }
    }
  }

  private void end(TaskState state) {
    ended = state;
    LockSupport.unpark(waiting);
  }

  private TaskState perform() {
    // Before the look at the clock: an attempt that is opened by hand has all its time again.
    effective.policy().begin(attempt, began);
    Deadline deadline = limits.deadline(effective.policy(), effective.clock(), ofMake);
    if (deadline != null) {
      timer = effective.clock().schedule(deadline.left(), () -> expire(deadline));
    }
    return task.perform(effective, this::guarded);
  }

  private Callable<T> guarded(Callable<? extends T> function) {
    return () -> {
      if (phase.get() == ABANDONED) { // before it began: it must not overlap what comes after
        returned();
      }
      T value;
      try {
        value = function.call();
      } catch (Throwable thrown) {
        returned();
        throw thrown;
      }
      returned();
      return value;
    };
  }

  private void returned() {
    boolean inTime = phase.compareAndSet(RUNNING, RETURNED);
    close(timer);
    close(graceTimer);
    if (!inTime) {
      STILL_RUNNING.decrementAndGet();
      throw new Abandonment();
    }
  }

  private static void close(@Nullable Registration set) {
    try {
      if (set != null) {
        set.close();
      }
    } catch (Throwable thrown) { // of a clock of the user's: the function's end stays what it was
      Report.warn(Task.class, "A clock did not take a timer back", thrown);
    }
  }

  // ---- by the clock, on whose thread nothing of a user's runs

  private void expire(Deadline deadline) {
    if (runner.thread().isVirtual()) {
      expireNow(deadline);
    } else { // an executor's: a class of the user's may say how it is interrupted
      apart(() -> expireNow(deadline));
    }
  }

  private void expireNow(Deadline deadline) {
    if (phase.get() != RUNNING) {
      return;
    }
    try {
      CancelRequest request =
          TaskCancellation.expireOn(
              task, runner, attempt, deadline.timeoutOf(task, runner.thread()));
      if (request != null && request.hasToTell()) {
        apart(request::tell);
      }
    } finally {
      Duration grace = limits.abandonAfter();
      graceTimer =
          grace == null
              ? effective.clock().schedule(LateFunction.TOLD_AFTER, () -> apart(this::tellLate))
              : effective.clock().schedule(grace, () -> abandon(deadline));
      if (phase.get() != RUNNING) {
        close(graceTimer);
      }
    }
  }

  private void tellLate() {
    if (phase.get() == RUNNING) {
      LateFunction.tell(task, runner);
    }
  }

  private void abandon(Deadline deadline) {
    if (phase.compareAndSet(RUNNING, ABANDONED)) {
      STILL_RUNNING.incrementAndGet();
      apart(() -> settleAbandoned(deadline));
    }
  }

  /** On a platform thread: the carriers may be held by the very functions. */
  private void apart(Runnable body) {
    EngineThread.startOrRun("taskloom-limit of " + task.name(), body);
  }

  private void settleAbandoned(Deadline deadline) {
    TaskState settled = null;
    TaskStatus now = task.status();
    try {
      while (settled == null && Runner.runs(runner, now)) {
        TaskStatus witness = settleAbandoned(deadline, now);
        settled = witness == now ? stateOf(now) : null;
        now = witness;
      }
    } finally {
      end(settled == null ? TaskState.FAILED : settled);
    }
    LateFunction.tellAbandoned(task, runner);
  }

  /** To which state one that is given up goes: CANCELLED if that was asked for before. */
  private static TaskState stateOf(TaskStatus abandoned) {
    return abandoned.detail() instanceof CancelRequest request && request.timeout() == null
        ? TaskState.CANCELLED
        : TaskState.FAILED;
  }

  private TaskStatus settleAbandoned(Deadline deadline, TaskStatus now) {
    CancelRequest request = now.detail() instanceof CancelRequest asked ? asked : null;
    TaskTimeoutException timeout = request == null ? null : request.timeout();
    TaskEvent event = request != null && timeout == null ? TaskEvent.CANCEL : TaskEvent.ERROR;
    Throwable why =
        timeout != null
            ? timeout.abandoned(task)
            : request != null ? request.why() : deadline.timeoutOf(task, runner.thread());
    effective.ended(task, now.attempt(), start, began, stateOf(now), why, true);
    return task.settleRun(now, event, why);
  }
}
