package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.observe.Observers;

/** How many callbacks are registered on a task: what watches it, and is held by it. */
public final class CallbackCount {
  private CallbackCount() {}

  public static int of(TaskNode<?> task) {
    Observers<TaskState, TaskEvent> observers = task.observers();
    return observers == null ? 0 : observers.list().size();
  }
}
