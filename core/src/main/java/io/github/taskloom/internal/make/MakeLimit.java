package io.github.taskloom.internal.make;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.Deadline;
import io.github.taskloom.internal.task.LateFunction;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.thread.EngineThread;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that a make may take. When it is up nothing more starts, and what runs is interrupted
 * and waited for; what goes on for a second is told. A task that may be left behind has a timer of
 * its own for the same moment.
 *
 * <p>The clock's thread is not to be held up, and runs nothing of a user's: what an interrupt or a
 * log calls runs on a platform thread, which no function can hold.
 */
public final class MakeLimit implements AutoCloseable {
  private final MakeOptions how;
  private final Duration limit;
  private final long began;
  private final MakeThreads threads;
  private final MakePhase phase;
  private final Runnable whenUp;

  /** Set by the clock's thread before it scans the workers; read by each after its claim. */
  private volatile boolean up;

  private @Nullable Registration timer; // by the maker alone

  /** Set by the thread that interrupts, which then looks whether the make is over. */
  private volatile @Nullable Registration lateTimer;

  private volatile boolean closed;

  /**
   * Of a make.
   *
   * @param whenUp halts it, by the clock's thread
   */
  public MakeLimit(
      MakeOptions how, Duration limit, MakeThreads threads, MakePhase phase, Runnable whenUp) {
    this.how = how;
    this.limit = limit;
    this.threads = threads;
    this.phase = phase;
    this.whenUp = whenUp;
    this.began = how.clock().nanoTime();
  }

  /** By the maker. */
  void begin() {
    timer = how.clock().schedule(left(), this::expire);
  }

  /** By the maker, once nothing runs any more. */
  @Override
  public void close() {
    closed = true;
    try {
      close(timer);
    } finally {
      close(lateTimer);
    }
  }

  private static void close(@Nullable Registration set) {
    if (set != null) {
      set.close();
    }
  }

  boolean isUp() {
    return up;
  }

  /** How much of the time is left. */
  Duration left() {
    Duration left = limit.minusNanos(how.clock().nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** When what begins now has to be over. */
  Deadline deadline() {
    return new Deadline(left(), limit, Deadline.Of.MAKE);
  }

  private void expire() {
    pass();
    EngineThread.startOrRun(
        "taskloom-limit",
        () -> {
          interruptRunning();
          tellLater();
        });
  }

  /** The time is up: what begins from now on finds that out, what runs is found by the scan. */
  public void pass() {
    up = true;
    whenUp.run();
  }

  /** After that: interrupts what runs. */
  public void interruptRunning() {
    threads.forEach(this::interrupt);
  }

  /** Neither an interrupt that blocks nor a callback of a run state holds up another task's. */
  private void interrupt(Runner runner) {
    TaskNode<?> task = runner.task();
    if (task == null) {
      return;
    }
    if (runner.thread().isVirtual()) {
      CancelRequest request = request(task, runner);
      if (request != null && request.hasToTell()) {
        EngineThread.startOrRun("taskloom-limit of " + task.name(), request::tell);
      }
    } else { // an executor's: a class of the user's may say how it is interrupted
      EngineThread.startOrRun(
          "taskloom-limit of " + task.name(), () -> interruptIfUp(task, runner));
    }
  }

  /**
   * By a worker, after its claim: either the scan of the workers has seen its task, or this sees
   * that the time is up.
   */
  public void interruptIfUp(TaskNode<?> task, Runner runner) {
    if (up) {
      CancelRequest request = request(task, runner);
      if (request != null) {
        request.tell();
      }
    }
  }

  private @Nullable CancelRequest request(TaskNode<?> task, Runner runner) {
    Deadline passed = new Deadline(Duration.ZERO, limit, Deadline.Of.MAKE);
    try {
      return TaskCancellation.expireOn(
          task, runner, task.status().attempt(), passed.timeoutOf(task, runner.thread()));
    } catch (Throwable thrown) { // of a thread of the user's: the others are to end, too
      phase.failsBy(thrown);
      return null;
    }
  }

  /** A second after all were interrupted; what may be left behind is told when it is. */
  private void tellLater() {
    if (how.mayAbandonAny()) {
      return;
    }
    try {
      lateTimer =
          how.clock()
              .schedule(
                  LateFunction.TOLD_AFTER,
                  () -> EngineThread.startOrRun("taskloom-report", this::tellLate));
      if (closed) {
        close(lateTimer);
      }
    } catch (Throwable thrown) { // of a clock of the user's
      phase.failsBy(thrown);
    }
  }

  private void tellLate() {
    threads.forEach(
        runner -> {
          TaskNode<?> task = runner.task();
          if (task != null && !closed && LateFunction.isLateForMake(task, runner)) {
            LateFunction.tell(task, runner);
          }
        });
  }
}
