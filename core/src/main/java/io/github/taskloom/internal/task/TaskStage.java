package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a task is RUNNING without a thread: the worker that has called its function leaves it to the
 * stage, and another thread comes to settle it.
 *
 * <pre>
 *   state     detail                         who is at it
 *   RUNNING   Runner                         a worker, in the function
 *   RUNNING   StageRun                       no thread; the worker is at its next task
 *   RUNNING   CancelRequest with the stage   no thread yet, but one is called
 *   RUNNING   Runner, or CancelRequest       the thread that came; it settles the task, as a worker
 *             with it                        does after a function
 * </pre>
 */
public final class TaskStage {
  private TaskStage() {}

  /**
   * Whether a task's function gives a stage, and nothing is asked of the task: options and
   * callbacks go by the thread of the function, and so a thread waits for the stage.
   */
  public static boolean mayLeave(TaskNode<?> task) {
    return task.function() instanceof StageFunction && task.extras() == null;
  }

  /**
   * By the worker that has claimed a task whose function gives a stage: calls it.
   *
   * @param around the interceptors of the make; null for none
   * @param waits gives what waits for the stage, while the worker still has the task
   * @return the state that it has settled in; RUNNING if it is left to its stage
   */
  public static <T extends @Nullable Object> TaskState begin(
      TaskNode<T> task, @Nullable Interceptors around, Function<StageRun<?>, StageWait> waits) {
    StageFunction<? extends T> function =
        (StageFunction<? extends T>) Objects.requireNonNull(task.function());
    TaskStatus running = task.status();
    if (!(running.detail() instanceof Runner worker)) {
      return TaskRun.perform(task, function); // asked to end: it is settled, and nothing called
    }
    StageRun<? extends T> run;
    try {
      StackRoom.ensureAmple(); // so that the way from the CAS to the end of arm() is there
      run = function.begin(task, around);
    } catch (Throwable thrown) { // an Error counts as any exception
      return TaskRun.endedBy(task, running, thrown);
    }
    if (run.hasCome()) {
      return TaskRun.perform(task, running, run::end);
    }
    StageWait wait = waits.apply(run);
    TaskStatus witness;
    try {
      run.leave(worker, wait);
      witness = task.replaceDetail(running, run);
    } catch (Throwable noMemory) { // the worker still has the task
      wait.drop();
      throw noMemory;
    }
    if (witness == running) {
      run.arm();
      return TaskState.RUNNING;
    }
    wait.drop();
    if (witness.detail() instanceof CancelRequest request) { // nothing else comes between
      cancel(run, request);
    }
    return TaskRun.perform(task, running, () -> null); // which finds the request
  }

  /**
   * By the thread that comes for a task that was left to its stage: takes it over.
   *
   * @return false if it is not left to that stage any more
   */
  public static boolean takeOver(TaskNode<?> task, StageRun<?> run, Runner runner) {
    runner.task(task); // before the CAS: a thread that sees it RUNNING there finds it
    TaskStatus now = task.status();
    while (StageRun.in(now) == run) {
      Object detail =
          now.detail() instanceof CancelRequest request ? request.takenOver(runner) : runner;
      TaskStatus witness = task.replaceDetail(now, detail);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  /**
   * By a worker whose stack or memory has ended in the engine: where it had left a task to a stage
   * and not armed it yet, it does so now.
   */
  static void armLeft(TaskNode<?> task, Runner worker) {
    StageRun<?> run = StageRun.in(task.status());
    if (run != null && run.isLeftBy(worker)) {
      run.arm();
    }
  }

  /**
   * By the thread that has come and could not take the task over: settles it as FAILED.
   *
   * @param thrown why not: the memory has ended, say
   * @return false if it is not left to that stage any more
   */
  public static boolean breakOff(TaskNode<?> task, StageRun<?> run, Throwable thrown) {
    for (int tries = 1; ; tries++) {
      try {
        return hasBrokenOff(task, run, thrown);
      } catch (OutOfMemoryError noMemory) {
        NoMemory.pauseAfter(tries, noMemory);
      }
    }
  }

  private static boolean hasBrokenOff(TaskNode<?> task, StageRun<?> run, Throwable thrown) {
    TaskStatus now = task.status();
    while (StageRun.in(now) == run) {
      TaskStatus witness = task.settleRun(now, TaskEvent.ERROR, thrown);
      if (witness == now) {
        run.cancel(thrown); // it may have been asked to end before its stage has
        return true;
      }
      now = witness;
    }
    return false;
  }

  /** By the thread that has taken the task over: settles it. */
  @SuppressWarnings("unchecked") // a task's stage is of its type
  public static <T extends @Nullable Object> TaskState end(TaskNode<T> task, StageRun<?> taken) {
    StageRun<T> run = (StageRun<T>) taken;
    TaskStatus running = task.status();
    if (running.detail() instanceof CancelRequest request) {
      // What came after the request is discarded: its own callbacks may have ended the stage.
      Throwable failure = request.cameAfterStage() ? run.failure() : null;
      cancel(run, request);
      return failure == null
          ? TaskRun.perform(task, () -> null) // which finds the request
          : TaskRun.endedBy(task, running, failure);
    }
    return TaskRun.perform(task, running, run::end);
  }

  /** What tells of the end is the same as where a thread waited, and was interrupted. */
  private static void cancel(StageRun<?> run, CancelRequest request) {
    InterruptedException ended = new InterruptedException("asked to end before its stage has");
    run.cancel(ended);
    Suppressed.add(request.why(), ended);
  }
}
