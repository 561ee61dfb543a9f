package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A graph that is run right after it was built, and another time when its tasks have become old
 * objects.
 *
 * @param title what the table calls the results
 * @param graph the graph
 * @param bodies of the tasks
 * @param nanos how long a round lasts; both once at least
 */
record AgedMake(String title, Graph graph, IntFunction<Body> bodies, long nanos) implements Case {

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
    List<Run> young = new ArrayList<>();
    List<Run> old = new ArrayList<>();
    long begin = System.nanoTime();
    do {
      young.add(run(turn.engine(), false));
      old.add(run(turn.engine(), true));
    } while (System.nanoTime() - begin < nanos);
    double youngNanos = median(young);
    double oldNanos = median(old);
    return Map.of(
        Old.YOUNG,
        youngNanos / graph.tasks(),
        Old.OLD,
        oldNanos / graph.tasks(),
        Old.RATIO,
        oldNanos / youngNanos,
        Old.COLLECTIONS,
        Range.median(young.stream().map(run -> (double) run.collections()).toList()));
  }

  private static double median(List<Run> runs) {
    return Range.median(runs.stream().map(run -> (double) run.nanos()).toList());
  }

  /**
   * One run.
   *
   * @param collections from before the building to the end of the run
   */
  private record Run(long nanos, long collections) {}

  private Run run(Engine engine, boolean old) throws Exception {
    System.gc();
    long collections = Resources.now().collections();
    Engine.Built built = engine.build(graph, bodies);
    if (old) {
      System.gc(); // moves all that lives among the old
      System.gc();
    }
    long begin = System.nanoTime();
    built.run();
    long end = System.nanoTime();
    return new Run(end - begin, Resources.now().collections() - collections);
  }
}
