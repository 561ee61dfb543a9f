package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import org.jspecify.annotations.Nullable;

/** How a task that is PENDING becomes DONE with a value that was computed before. */
public final class TaskRestore {
  private TaskRestore() {}

  static <T extends @Nullable Object> void restore(TaskNode<T> task, T value) {
    TaskStatus refusing = tried(task, value);
    if (refusing != null) {
      throw new TaskStateException(
          task, task.name() + " is " + refusing.state() + ": only a PENDING task can be restored");
    }
  }

  /** False if the task is not PENDING, or is no longer. */
  public static boolean tryRestore(TaskNode<?> task, @Nullable Object value) {
    return tried(task, value) == null;
  }

  /** The status that refuses it; null if it was made. */
  private static @Nullable TaskStatus tried(TaskNode<?> task, @Nullable Object value) {
    TaskResults.ensureRoomToTell(task);
    Restored restored = new Restored(value);
    TaskStatus now = task.status();
    while (now.state() == TaskState.PENDING) {
      TaskStatus witness = task.settleRun(now, TaskEvent.RESTORE, restored);
      if (witness == now) {
        return null;
      }
      now = witness;
    }
    return now;
  }
}
