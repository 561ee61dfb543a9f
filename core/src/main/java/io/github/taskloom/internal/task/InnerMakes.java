package io.github.taskloom.internal.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the makes are at that a task's function has called. */
final class InnerMakes {
  private InnerMakes() {}

  /**
   * The tasks that such makes run or wait for: first those that run, in no order. A look at moving
   * things, from any thread.
   *
   * @param now the status of the task
   * @return empty where its function runs no make, or none that is at a task
   */
  static List<TaskNode<?>> atWork(TaskNode<?> task, TaskStatus now) {
    Runner runner = runner(now);
    if (runner == null) {
      return List.of();
    }
    List<TaskNode<?>> found = new ArrayList<>();
    for (FunctionWait made : MadeInside.of(runner)) {
      made.forEachRunner(
          inner -> {
            TaskNode<?> running = inner.task();
            if (running != null && running != task && Runner.runs(inner, running.status())) {
              found.add(running);
            }
          });
    }
    for (FunctionWait made : MadeInside.of(runner)) {
      made.waitedFor().filter(waitedFor -> !found.contains(waitedFor)).forEach(found::add);
    }
    return found;
  }

  private static @Nullable Runner runner(TaskStatus status) {
    if (status.detail() instanceof CancelRequest request) {
      return request.runner();
    }
    return status.detail() instanceof Runner runner ? runner : null;
  }
}
