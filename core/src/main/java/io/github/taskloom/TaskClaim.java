package io.github.taskloom;

import io.github.taskloom.fsm.Status;

/** The way of {@link Task#dispatch} and {@link Task#bg} to RUNNING, past the prerequisites. */
final class TaskClaim {
  private TaskClaim() {}

  /**
   * Brings an unblocked task to RUNNING for a runner.
   *
   * @return false if it was aborted instead: all prerequisites have settled, and one that is ABORT
   *     does not meet its edge
   * @throws BlockedException if a prerequisite blocks
   * @throws TaskException if the task is neither PENDING nor QUEUED
   */
  static boolean claim(Task<?> task, Runner runner) {
    Status<TaskState> now = task.status();
    while (true) {
      ensureMayDispatch(task, now.state());
      Standing prerequisites = Standing.of(task);
      Hindrance blocker = prerequisites.blocker();
      if (blocker != null) {
        throw blocker.asException(task);
      }
      Task<?> aborted = prerequisites.aborting();
      Status<TaskState> witness =
          aborted == null ? task.enterRun(now, runner) : abort(task, now, aborted);
      if (witness == now) {
        return aborted == null;
      }
      now = witness;
    }
  }

  private static Status<TaskState> abort(Task<?> task, Status<TaskState> now, Task<?> aborted) {
    String why = task.name() + " is aborted since its prerequisite " + aborted.name() + " is";
    return task.move(now, TaskEvent.ABORT, new TaskException(task, why));
  }

  private static void ensureMayDispatch(Task<?> task, TaskState state) {
    if (BaseTask.TRANSITIONS.next(state, TaskEvent.DISPATCH) == null) {
      boolean retriable = BaseTask.TRANSITIONS.next(state, TaskEvent.RETRY) != null;
      throw new TaskException(
          task,
          task.name()
              + " is "
              + state
              + ": only a PENDING or QUEUED task can be dispatched"
              + (retriable ? "; retry() it" : ""));
    }
  }
}
