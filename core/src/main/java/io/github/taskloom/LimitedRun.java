package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Status;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that may take only so long, on a thread that can be left behind.
 *
 * <pre>
 *   limit      the function's thread is interrupted, with a request on the task's status
 *   + grace    the task is FAILED by this, whatever its function does; the thread is abandoned
 * </pre>
 *
 * <p>Who settles is decided by one CAS on the phase, before anything of the task is written: a
 * function that comes back after its abandonment must not touch an attempt that is another's now.
 */
final class LimitedRun<T extends @Nullable Object> {
  // RUNNING -> RETURNED    // by the function's thread: it settles the task
  // RUNNING -> ABANDONED   // by the clock's: that settles the task
  private static final int RUNNING = 0;
  private static final int RETURNED = 1;
  private static final int ABANDONED = 2;

  private static final AtomicLong STILL_RUNNING = new AtomicLong();

  private final Task<T> task;
  private final Terms terms;
  private final Limits limits;
  private final @Nullable Duration leftOfMake;
  private final Runner runner;
  private final AtomicInteger phase = new AtomicInteger();

  private final Instant start = Instant.now();
  private final long began;
  private final Thread waiting = Thread.currentThread();

  private volatile @Nullable Registration timer;
  private volatile @Nullable TaskState ended;

  private LimitedRun(
      Task<T> task, Terms terms, Limits limits, @Nullable Duration leftOfMake, Runner runner) {
    this.task = task;
    this.terms = terms;
    this.limits = limits;
    this.leftOfMake = leftOfMake;
    this.runner = runner;
    this.began = terms.clock().nanoTime();
  }

  /** How many abandoned functions have not come back. */
  static long stillRunning() {
    return STILL_RUNNING.get();
  }

  /**
   * After the claim for this runner, in its thread.
   *
   * @param leftOfMake how much time the make has left; null for any
   */
  static <T extends @Nullable Object> TaskState perform(
      Task<T> task, Terms terms, Limits limits, @Nullable Duration leftOfMake, Runner runner) {
    return new LimitedRun<>(task, terms, limits, leftOfMake, runner).perform();
  }

  /**
   * After the claim for this runner, whose thread has not begun: begins it, and returns when the
   * attempt is over, even if the thread is not.
   */
  static <T extends @Nullable Object> TaskState await(
      Task<T> task,
      Terms terms,
      Limits limits,
      @Nullable Duration leftOfMake,
      Runner runner,
      Launch launch) {
    LimitedRun<T> run = new LimitedRun<>(task, terms, limits, leftOfMake, runner);
    launch.body = run::runOwnThread;
    try {
      runner.thread().start();
    } catch (Throwable noThread) { // nobody else would settle what is claimed
      task.breakOff(runner, noThread);
      throw noThread;
    }
    return run.await();
  }

  /** A virtual thread that learns what to do once the claim has been made for it. */
  static final class Launch {
    private volatile @Nullable Runnable body;

    Thread thread(Task<?> task) {
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
      TaskState performed = task.performOn(runner, () -> true, this::perform);
      state = performed == null ? TaskState.FAILED : performed;
    } finally {
      end(state);
    }
  }

  private void end(TaskState state) {
    if (ended == null) {
      ended = state;
    }
    LockSupport.unpark(waiting);
  }

  private TaskState perform() {
    // Before the look at the clock: an attempt that is opened by hand has all its time again.
    terms.policy().begin(task.status().attempt(), began);
    Duration limit = least(limits.attempt(), leftOfTotal(), leftOfMake);
    if (limit != null) {
      timer = terms.clock().schedule(limit, () -> expire(limit));
    }
    return task.perform(terms, this::guarded);
  }

  private @Nullable Duration leftOfTotal() {
    Duration total = limits.total();
    return total == null ? null : total.minus(terms.policy().elapsed(terms.clock().nanoTime()));
  }

  private static @Nullable Duration least(@Nullable Duration... durations) {
    Duration least = null;
    for (Duration duration : durations) {
      if (duration != null && (least == null || duration.compareTo(least) < 0)) {
        least = duration;
      }
    }
    return least;
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
    Registration set = timer;
    if (set != null) {
      set.close();
    }
    if (!inTime) {
      STILL_RUNNING.decrementAndGet();
      throw new Abandonment();
    }
  }

  // ---- by the clock

  private void expire(Duration limit) {
    if (phase.get() != RUNNING) {
      return;
    }
    boolean ofMake = limit.equals(leftOfMake);
    CancelRequest request =
        task.expireOn(runner, new TaskTimeoutException(task, ofMake, limit, runner.thread()));
    if (request != null) {
      Thread.startVirtualThread(request::tell); // callbacks may block; the clock must not
    }
    timer = terms.clock().schedule(limits.grace(), () -> Thread.startVirtualThread(this::abandon));
    if (phase.get() != RUNNING) {
      timer.close();
    }
  }

  private void abandon() {
    if (!phase.compareAndSet(RUNNING, ABANDONED)) {
      return;
    }
    STILL_RUNNING.incrementAndGet();
    Status<TaskState> now = task.status();
    while (Runner.runs(runner, now)) {
      Status<TaskState> witness = settleAbandoned(now);
      if (witness == now) {
        break;
      }
      now = witness;
    }
    System.getLogger(Task.class.getName())
        .log(
            Level.WARNING,
            task.name() + " ignores its interrupt: abandoned in " + runner.thread().getName());
    end(task.state());
  }

  private Status<TaskState> settleAbandoned(Status<TaskState> now) {
    CancelRequest request = now.detail() instanceof CancelRequest asked ? asked : null;
    TaskTimeoutException timeout = request == null ? null : request.timeout();
    TaskEvent event = request != null && timeout == null ? TaskEvent.CANCEL : TaskEvent.ERROR;
    Throwable why =
        timeout != null
            ? timeout
            : request != null
                ? request.why()
                : new TaskTimeoutException(task, false, limits.grace(), runner.thread());
    if (timeout != null) {
      timeout.abandon();
    }
    TaskState to = event == TaskEvent.CANCEL ? TaskState.CANCELLED : TaskState.FAILED;
    terms.ended(task, now.attempt(), start, began, to, why, true);
    return task.settleRun(now, event, why);
  }
}
