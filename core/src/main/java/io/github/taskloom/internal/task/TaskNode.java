package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Task} is.
 *
 * @param <T> the result
 */
public final class TaskNode<T extends @Nullable Object> extends RepairableTask<T>
    implements Task<T> {
  public TaskNode(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, function, initial, policy);
  }

  /** The one place where a task of the user's becomes its node. */
  public static <T extends @Nullable Object> TaskNode<T> of(Task<T> task) {
    return (TaskNode<T>) task;
  }

  /** As {@link #of}, for several. */
  public static List<TaskNode<?>> all(Collection<? extends Task<?>> tasks) {
    List<TaskNode<?>> nodes = new ArrayList<>(tasks.size());
    for (Task<?> task : tasks) {
      nodes.add(of(Objects.requireNonNull(task, "A task is null")));
    }
    return nodes;
  }

  @Override
  public String toString() {
    return "Task[" + name() + ", " + state() + "]";
  }
}
