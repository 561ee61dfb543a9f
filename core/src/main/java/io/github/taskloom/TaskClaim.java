package io.github.taskloom;

import io.github.taskloom.fsm.Status;

/** The way of {@link Task#dispatch} and {@link Task#bg} to RUNNING, past the prerequisites. */
final class TaskClaim {
  private TaskClaim() {}

  /**
   * Brings an unblocked task to RUNNING for a runner.
   *
   * @return false if it was aborted instead, since a prerequisite is ABORT
   * @throws BlockedException if a prerequisite blocks
   * @throws TaskException if the task is neither PENDING nor QUEUED
   */
  static boolean claim(Task<?> task, Runner runner) {
    Status<TaskState> now = task.status();
    while (true) {
      ensureMayDispatch(task, now.state());
      Task<?> aborted = null;
      Hindrance blocker = null;
      Policy<?> policy = task.policy();
      boolean ruled = policy != null && policy.hasRules();
      if (ruled) {
        blocker = Hindrance.among(task);
      }
      for (Task<?> prerequisite : ruled ? Edges.NONE : task.required()) {
        Status<TaskState> its = prerequisite.status();
        if (its.state() == TaskState.ABORT && aborted == null) {
          aborted = prerequisite;
        } else if (its.state() != TaskState.DONE && blocker == null) {
          blocker = new Hindrance(prerequisite, its, EdgeRule.DONE);
        }
      }
      if (aborted == null && blocker != null) {
        throw blocker.asException(task);
      }
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
