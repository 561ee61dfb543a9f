package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.function.IntFunction;

/** This project without a make: the calling thread dispatches the tasks in order, by hand. */
final class Dispatching implements Engine {

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Task<?>[] tasks = Taskloom.tasks(graph, bodies);
    return () -> {
      for (Task<?> task : tasks) {
        TaskState state = task.dispatch();
        if (state != TaskState.DONE) {
          throw new IllegalStateException("A task ended " + state);
        }
      }
    };
  }
}
