package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

/** One thread that makes the same graph again and again. */
final class Loop {
  private Loop() {}

  /**
   * The mean time of a make, the building of its graph included, in nanoseconds.
   *
   * @param caller the thread that the engine is called from
   * @param nanos for how long makes are begun
   * @throws Exception if the engine fails
   */
  static double nanosPerMake(Engine engine, Graph graph, Thread.Builder caller, long nanos)
      throws Exception {
    FutureTask<Double> loop = new FutureTask<>(() -> loop(engine, graph, nanos));
    Thread unused = caller.start(loop);
    return loop.get();
  }

  private static double loop(Engine engine, Graph graph, long nanos) throws Exception {
    Body[] bodies = new Body[graph.tasks()];
    Arrays.setAll(bodies, graph::body);
    long makes = 0;
    int batch = 1;
    long begin = System.nanoTime();
    long spent = 0;
    do {
      for (int i = 0; i < batch; i++) {
        engine.build(graph, task -> bodies[task]).run();
      }
      makes += batch;
      long now = System.nanoTime() - begin;
      if (now - spent < nanos / 100) {
        batch *= 2; // so that the clock is not read for each of the shortest
      }
      spent = now;
    } while (spent < nanos);
    return (double) spent / makes;
  }
}
