package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A graph of trivial tasks, built before it is run; just before, the sequential loop runs the same.
 *
 * @param title what the table calls the graph
 * @param graph the graph
 * @param nanos how long a round lasts; one run at least
 */
record TrivialMake(String title, Graph graph, long nanos) implements Case {
  /** With fewer tasks a collection takes longer than what it spares. */
  private static final int LEAST_TASKS_FOR_COLLECTIONS = 100_000;

  @Override
  public String group() {
    return "";
  }

  @Override
  public void warmUp(Turn turn) throws Exception {
    Object unused = measure(turn);
  }

  @Override
  public Map<String, Double> measure(Turn turn) throws Exception {
    Engine loop = Rival.SEQUENTIAL.engine();
    List<Double> runs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    long begin = System.nanoTime();
    do {
      double unit = run(loop);
      double run = run(turn.engine());
      runs.add(run / graph.tasks());
      ratios.add(run / unit);
    } while (System.nanoTime() - begin < nanos);
    return Map.of(Mixed.NANOS, Range.median(runs), Mixed.RATIO, Range.median(ratios));
  }

  private double run(Engine engine) throws Exception {
    if (graph.tasks() >= LEAST_TASKS_FOR_COLLECTIONS) {
      System.gc(); // so that no run pays for the garbage of another
    }
    Engine.Built built = engine.build(graph, graph::body);
    long begin = System.nanoTime();
    built.run();
    return System.nanoTime() - begin;
  }
}
