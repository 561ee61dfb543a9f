package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.function.IntFunction;

/** No engine at all: the calling thread calls the bodies one after another. */
final class SequentialCalls implements Engine {

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    return () -> {
      for (int task = 0; task < graph.tasks(); task++) {
        bodies.apply(task).run();
      }
    };
  }
}
