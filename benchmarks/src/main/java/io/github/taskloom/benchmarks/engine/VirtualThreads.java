package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.function.IntFunction;

/** A virtual thread for every task, started when the task is ready. */
final class VirtualThreads implements Engine {

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    CountingNode.Run run = new CountingNode.Run(graph, bodies);
    return () -> {
      run.roots().forEach(VirtualThreads::start);
      run.await();
    };
  }

  private static void start(CountingNode ready) {
    Thread unused =
        Thread.startVirtualThread(
            () -> {
              CountingNode last = ready.runAndStartAllButOne(VirtualThreads::start);
              if (last != null) {
                start(last);
              }
            });
  }
}
