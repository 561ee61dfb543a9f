package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How a task that FAILED or was CANCELLED gets another function, or a value. */
public final class TaskRepair {
  private TaskRepair() {}

  /** The function as the user wrote it, for what its class tells; null once the task is DONE. */
  public static @Nullable Object userFunction(TaskNode<?> task) {
    Object mine = task.function();
    if (mine instanceof Replacement<?> replacement) {
      mine = replacement.function();
    }
    return mine instanceof UserFunction<?> adapted ? adapted.function() : mine;
  }

  /** Whether the task's function is a value that was given by hand. */
  static boolean isByValue(TaskNode<?> task) {
    return task.function() instanceof Replacement<?> replacement && replacement.isValue();
  }

  static <T extends @Nullable Object> void reopen(
      TaskNode<T> task, Callable<? extends T> repaired, boolean isValue) {
    TaskStatus now = task.status();
    while (now.state() == TaskState.FAILED || now.state() == TaskState.CANCELLED) {
      Replacement<T> replacement = new Replacement<>(repaired, now.attempt() + 1, isValue);
      TaskStatus witness = task.move(now, TaskEvent.RETRY, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
    throw new TaskStateException(
        task,
        task.name() + " is " + now.state() + ": only a FAILED or CANCELLED task can be repaired");
  }

  static <T extends @Nullable Object> void completeWith(TaskNode<T> task, T value) {
    reopen(task, () -> value, true);
    Runner runner = Runner.here();
    while (true) {
      TaskStatus now = task.status();
      if (now.state() != TaskState.PENDING && now.state() != TaskState.QUEUED) {
        return; // another thread was faster to dispatch it: it runs the same function
      }
      if (TaskDispatch.performOn(
              task, runner, () -> task.enterRun(now, runner) == now, task::perform)
          != null) {
        return;
      }
    }
  }

  /**
   * The repaired function is in place before the status that the repair led to is left: each thread
   * calls this before its CAS leaves that status. A thread that comes late finds the function of
   * this repair, or of a later one, and changes nothing.
   */
  static <T extends @Nullable Object> void install(TaskNode<T> task, Replacement<T> replacement) {
    Object now = TaskNode.FUNCTION.getVolatile(task);
    while (now != null
        && !(now instanceof Replacement<?> other && other.attempt() >= replacement.attempt())) {
      Object witness = TaskNode.FUNCTION.compareAndExchange(task, now, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }
}
