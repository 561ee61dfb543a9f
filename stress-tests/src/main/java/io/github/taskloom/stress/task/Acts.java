package io.github.taskloom.stress.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;

/** What the threads of a race do to a task, and what becomes of it as an outcome shows it. */
final class Acts {
  private Acts() {}

  /** Fires an event; whether this thread has made the transition. */
  static boolean tryFire(Task<?> task, TaskEvent event) {
    return TaskEvents.tryFire(TaskNode.of(task), event);
  }

  /** Runs a task; the state that it has settled in, or {@code refused}. */
  static String dispatch(Task<?> task) {
    try {
      return task.dispatch().toString();
    } catch (TaskStateException refused) {
      return "refused";
    }
  }
}
