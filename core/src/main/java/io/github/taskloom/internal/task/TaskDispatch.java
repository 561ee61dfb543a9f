package io.github.taskloom.internal.task;

import io.github.taskloom.Outcome;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to a task's function, each by one CAS that claims the task for a {@link Runner}. */
public final class TaskDispatch {
  private TaskDispatch() {}

  static TaskState dispatch(TaskNode<?> task) {
    Runner runner = Runner.here();
    TaskState settled = performOn(task, runner, () -> TaskClaim.claim(task, runner), task::perform);
    return settled == null ? TaskState.ABORT : settled;
  }

  static Thread inBackground(TaskNode<?> task) {
    Runner[] claimed = new Runner[1]; // null where there is nothing to run
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  if (claimed[0] != null) {
                    performOn(task, claimed[0], () -> true, task::perform);
                  }
                });
    Runner runner = new Runner(null, thread);
    runner.carriedDuring(
        () -> {
          if (TaskClaim.claim(task, runner)) {
            claimed[0] = runner;
          }
        });
    thread.start();
    return thread;
  }

  /** Whatever blocks the task. */
  static <T extends @Nullable Object> Outcome<T> run(TaskNode<T> task) {
    Runner runner = Runner.here();
    while (true) {
      TaskStatus now = task.status();
      switch (now.state()) {
        case FAILED, CANCELLED -> task.move(now, TaskEvent.RETRY, null);
        case PENDING, QUEUED -> {
          if (performOn(task, runner, () -> task.enterRun(now, runner) == now, task::perform)
              != null) {
            return task.outcome();
          }
        }
        case PREPARE, RUNNING -> {
          Callable<? extends T> mine = task.function();
          if (mine != null) { // else it became DONE just now
            runner.task(task);
            return TaskRun.alone(mine, runner);
          }
        }
        case DONE, ABORT ->
            throw new TaskStateException(
                task, task.name() + " is " + now.state() + ": it cannot run again");
      }
    }
  }

  /**
   * Claims the task and runs it, on a runner that the thread does not carry yet: it does so during
   * the claim, too, so that a callback on RUNNING which would wait for its own task is told.
   *
   * @return the state it settled in; null if the claim failed
   */
  public static @Nullable TaskState performOn(
      TaskNode<?> task, Runner runner, BooleanSupplier claim, Supplier<TaskState> performs) {
    TaskState[] settled = new TaskState[1];
    boolean mayTake = RunInside.begins(runner);
    try {
      runner.carriedDuring(
          () -> {
            if (claim.getAsBoolean()) {
              settled[0] = performs.get();
            }
          });
    } catch (Throwable thrown) {
      // One that ends here by another error is settled by the thread that it runs inside of.
      runner.breakOffInner(thrown);
      boolean ours = breakOff(task, runner, thrown);
      RunInside.hasEnded(runner, mayTake);
      if (!ours) {
        throw thrown;
      }
      return TaskState.FAILED;
    }
    runner.breakOffInner(null);
    RunInside.hasEnded(runner, mayTake);
    return settled[0];
  }

  /**
   * Settles the task as FAILED if that runner has left it RUNNING: the stack or the memory ended
   * within the engine, not within the function. What had settled before is told to those who wait
   * for it, where either ended in between.
   *
   * @return false if there was nothing to settle
   */
  public static boolean breakOff(TaskNode<?> task, Runner runner, Throwable thrown) {
    for (int tries = 1; ; tries++) {
      try {
        return hasBrokenOff(task, runner, thrown);
      } catch (OutOfMemoryError noMemory) {
        NoMemory.pauseAfter(tries, noMemory);
      }
    }
  }

  private static boolean hasBrokenOff(TaskNode<?> task, Runner runner, Throwable thrown) {
    TaskTelling.leave(task, runner); // still at the callbacks, if the stack ended there
    TaskStage.armLeft(task, runner);
    TaskStatus now = task.status();
    while (Runner.runs(runner, now)) {
      if (now.detail() instanceof CancelRequest request) {
        request.settle(false);
      }
      TaskStatus witness = task.settleRun(now, TaskEvent.ERROR, thrown);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    if (now.state().isSettled()) {
      TaskResults.complete(task, now);
    }
    return false;
  }
}
