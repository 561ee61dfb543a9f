package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Virtual threads that each make a graph of their own again and again, for some time. */
final class Callers {
  private Callers() {}

  /**
   * What the callers did.
   *
   * @param millis of each make, its building included
   * @param used from the first begin to the last end
   */
  record Load(List<Double> millis, Resources used) {}

  /**
   * Has all of them call at once.
   *
   * @param graphs one for each caller
   * @param nanos for how long makes are begun
   * @throws Exception if the engine fails
   */
  static Load run(Engine engine, List<Graph> graphs, long nanos) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<double[]>> callers = new ArrayList<>();
    for (Graph graph : graphs) {
      FutureTask<double[]> caller = new FutureTask<>(caller(engine, graph, nanos, start));
      callers.add(caller);
      Thread unused = Thread.ofVirtual().start(caller);
    }
    Resources before = Resources.now();
    start.countDown();
    List<double[]> parts = new ArrayList<>();
    for (FutureTask<double[]> caller : callers) {
      parts.add(caller.get());
    }
    Resources used = Resources.now().since(before);
    return new Load(parts.stream().flatMapToDouble(Arrays::stream).boxed().toList(), used);
  }

  private static Callable<double[]> caller(
      Engine engine, Graph graph, long nanos, CountDownLatch start) {
    Body[] bodies = new Body[graph.tasks()];
    Arrays.setAll(bodies, graph::body);
    return () -> {
      double[] millis = new double[64];
      int makes = 0;
      start.await();
      long first = System.nanoTime();
      long begin = first;
      do {
        engine.build(graph, task -> bodies[task]).run();
        long end = System.nanoTime();
        if (makes == millis.length) {
          millis = Arrays.copyOf(millis, 2 * makes);
        }
        millis[makes++] = (end - begin) / 1e6;
        begin = end;
      } while (begin - first < nanos);
      return Arrays.copyOf(millis, makes);
    };
  }
}
