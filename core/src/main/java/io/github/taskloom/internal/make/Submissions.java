package io.github.taskloom.internal.make;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskExecutor;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskDispatch;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a make hands to its executor, and what the threads of that do with it. A command that is
 * called twice, or late, or once the make starts nothing more, finds nothing to do.
 */
final class Submissions {
  private final Making making;
  private final TaskExecutor executor;

  /** Whose threads those of the executor are, as a {@link Runner} knows them. */
  private final Object threads;

  private final @Nullable Runner caller;
  private final AwaitedTasks awaited;
  private final Attempts attempts;

  /** Null where this make is called by no function that holds a thread of the executor. */
  private final @Nullable StandIn standIn;

  /** For tasks at the executor; null where there may be any number. */
  private final @Nullable Permits permits;

  Submissions(
      Making making,
      MakeOptions how,
      TaskExecutor executor,
      @Nullable Runner caller,
      AwaitedTasks awaited,
      Attempts attempts) {
    this.making = making;
    this.executor = executor;
    this.threads = PlainExecutor.threadsOf(executor);
    this.caller = caller;
    this.awaited = awaited;
    this.attempts = attempts;
    this.standIn = caller != null && AtWork.holdsThreadOf(caller, threads) ? new StandIn() : null;
    this.permits = how.limitsExecutor() ? new Permits(how.parallelism()) : null;
  }

  /** False if there are as many at the executor as may be: the position's turn comes again. */
  boolean mayBegin(Schedule schedule, int position) {
    return permits == null || permits.take(schedule, position);
  }

  /**
   * Queues a task and hands it over.
   *
   * @return the witness of the CAS to QUEUED
   */
  TaskStatus submit(Schedule schedule, int position, TaskStatus pending) {
    AwaitedTask wait = awaited.queued(schedule, position, new Submission(threads, permits));
    TaskStatus witness = wait.task().move(pending, TaskEvent.QUEUE, wait.submission());
    if (witness == pending) {
      ObservedMake observed = making.observed();
      if (observed != null) {
        observed.queued(wait.task());
      }
      handOver(wait, pending.attempt());
    } else {
      wait.drop();
    }
    return witness;
  }

  /** After a turn: a position that was offered a permit may not have needed it. */
  void passOn(Schedule schedule) {
    if (permits != null) {
      permits.passOn(schedule);
    }
  }

  private void handOver(AwaitedTask wait, int attempt) {
    wait.handsOver();
    awaited.waitForExecutor(wait, attempt);
    if (wait.isOver()) { // taken back, or settled, before it was handed over
      return;
    }
    try {
      executor.execute(wait.task(), () -> runQueued(wait, null));
      if (standIn != null) {
        standIn.execute(() -> runQueued(wait, null));
      }
    } catch (Throwable rejection) {
      rejected(wait, rejection);
    }
  }

  /** An attempt that has failed: retried by the task's rule, as any. */
  private void rejected(AwaitedTask wait, Throwable rejection) {
    TaskNode<?> task = wait.task();
    if (attempts.effectivePolicy(task) != null) {
      runQueued(wait, rejection);
      return;
    }
    TaskStatus now = task.status();
    while (wait.isQueuedIn(now)) {
      TaskStatus witness = task.move(now, TaskEvent.ERROR, rejection);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /**
   * In a thread of the executor.
   *
   * @param rejection why no thread was to be had, in place of a run; null for a run
   */
  private void runQueued(AwaitedTask wait, @Nullable Throwable rejection) {
    if (wait.isOver()) {
      return;
    }
    if (!making.progress().isOpen()) {
      if (making.progress().isGoing()) {
        wait.postpone();
      } else {
        wait.giveUp();
      }
      return;
    }
    TaskNode<?> task = wait.task();
    Runner runner = Runner.ofExecutor(caller, threads);
    making.threads().add(runner);
    TaskState state = null;
    try {
      state =
          TaskDispatch.performOn(
              task,
              runner,
              () -> claimQueued(task, wait, runner),
              () -> performQueued(wait, runner, rejection));
      if (state != null) {
        runner.restore();
      }
      runner.task(null); // not where the stack has ended: what is around settles it
    } catch (Throwable thrown) { // the engine's, or of a scope that the function has left open
      if (task.state() == TaskState.QUEUED) { // no thread would come back for it
        making.progress().fail(thrown);
      }
      throw thrown;
    } finally {
      runner.leave();
      // It was not taken back, unless the wait is over; another make may run it by now.
      if (state == TaskState.PENDING || task.state() == TaskState.PENDING) {
        wait.awaitNextAttempt();
      }
    }
  }

  private TaskState performQueued(AwaitedTask wait, Runner runner, @Nullable Throwable rejection) {
    TaskNode<?> task = wait.task();
    attempts.claimed(wait.schedule(), wait.position(), runner, false);
    EffectivePolicy effective = attempts.isPlain(task) ? null : attempts.effectivePolicy(task);
    if (effective == null) {
      return attempts.perform(task);
    }
    return rejection == null
        ? attempts.perform(task, effective, runner)
        : task.perform(
            effective,
            function ->
                () -> {
                  throw thrown(rejection);
                });
  }

  private static boolean claimQueued(TaskNode<?> task, AwaitedTask wait, Runner runner) {
    TaskStatus now = task.status();
    return wait.isQueuedIn(now) && task.enterRun(now, runner) == now;
  }

  private static Exception thrown(Throwable rejection) {
    if (rejection instanceof Error error) {
      throw error;
    }
    return rejection instanceof Exception exception
        ? exception
        : new RejectedExecutionException(rejection);
  }
}
