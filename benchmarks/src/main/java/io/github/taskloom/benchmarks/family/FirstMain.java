package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.SingleEngine;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The first make of a JVM, and its only one: writes the nanoseconds that it took. The arguments are
 * names of a {@link io.github.taskloom.benchmarks.engine.Rival} and a {@link FirstGraph}.
 */
final class FirstMain {
  private FirstMain() {}

  public static void main(String[] arguments) throws Exception {
    Graph graph = FirstGraph.valueOf(arguments[1]).graph();
    Body[] all = new Body[graph.tasks()];
    Arrays.setAll(all, graph::body);
    IntFunction<Body> bodies = task -> all[task];
    SingleEngine.prepare(arguments[0]);
    // No other class of the engine has been loaded so far.
    long begin = System.nanoTime();
    Engine engine = SingleEngine.of(arguments[0]);
    engine.build(graph, bodies).run();
    long end = System.nanoTime();
    System.out.println(end - begin);
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever threads the engine has left behind
  }
}
