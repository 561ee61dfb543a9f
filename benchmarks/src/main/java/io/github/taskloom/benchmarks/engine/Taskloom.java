package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** This project: the tasks that nothing requires are made, and so all. */
final class Taskloom implements Engine {
  private final Make how;

  Taskloom(Make how) {
    this.how = how;
  }

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Task<?>[] tasks = tasks(graph, bodies);
    int[] sinks = graph.sinks();
    List<Task<?>> last = new ArrayList<>(sinks.length);
    for (int sink : sinks) {
      last.add(tasks[sink]);
    }
    return () -> {
      List<Task<?>> settled = how.now(last);
      if (settled.size() != last.size()) {
        throw new IllegalStateException(
            "Only " + settled.size() + " of " + last.size() + " tasks settled");
      }
    };
  }

  /** The tasks of a graph, by number. */
  static Task<?>[] tasks(Graph graph, IntFunction<Body> bodies) {
    Task<?>[] tasks = new Task<?>[graph.tasks()];
    for (int task = 0; task < tasks.length; task++) {
      tasks[task] = Task.of((Callable<@Nullable Object>) bodies.apply(task));
      for (int i = 0; i < graph.degree(task); i++) {
        tasks[task].require(tasks[graph.prerequisite(task, i)]);
      }
    }
    return tasks;
  }
}
