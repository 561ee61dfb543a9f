package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.BlockedException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;

/** The way of {@link Task#dispatch} and {@link Task#bg} to RUNNING, past the prerequisites. */
final class TaskClaim {
  private TaskClaim() {}

  /**
   * Brings an unblocked task to RUNNING for a runner.
   *
   * @return false if it was aborted instead: all prerequisites have settled, and one that is ABORT
   *     does not meet its edge
   * @throws BlockedException if a prerequisite blocks
   * @throws TaskStateException if the task is neither PENDING nor QUEUED
   */
  static boolean claim(TaskNode<?> task, Runner runner) {
    TaskStatus now = task.status();
    while (true) {
      ensureMayDispatch(task, now.state());
      PrerequisiteCheck prerequisites = PrerequisiteCheck.of(task);
      Blocker blocker = prerequisites.blocker();
      if (blocker != null) {
        throw blocker.asRefusal(task);
      }
      TaskNode<?> aborted = prerequisites.aborting();
      TaskStatus witness = aborted == null ? task.enterRun(now, runner) : abort(task, now, aborted);
      if (witness == now) {
        return aborted == null;
      }
      now = witness;
    }
  }

  private static TaskStatus abort(TaskNode<?> task, TaskStatus now, TaskNode<?> aborted) {
    String why = task.name() + " is aborted since its prerequisite " + aborted.name() + " is";
    return task.move(now, TaskEvent.ABORT, new TaskException(task, why));
  }

  private static void ensureMayDispatch(TaskNode<?> task, TaskState state) {
    if (BaseTask.TRANSITIONS.next(state, TaskEvent.DISPATCH) == null) {
      boolean retriable = BaseTask.TRANSITIONS.next(state, TaskEvent.RETRY) != null;
      throw new TaskStateException(
          task,
          task.name()
              + " is "
              + state
              + ": only a PENDING or QUEUED task can be dispatched"
              + (retriable ? "; retry() it" : ""));
    }
  }
}
