package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A graph of trivial tasks, each of which is put on record.
 *
 * @param title what the table calls it
 * @param graph the graph
 * @param fewer the same with fewer tasks, for what has an fsync for each
 * @param nanos how long a round lasts; one run at least
 */
record RecordedMake(String title, Graph graph, Graph fewer, long nanos) implements Case {

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
    Graph made = turn.rival() == Rival.JOURNAL_EVERY ? fewer : graph;
    List<Double> runs = new ArrayList<>();
    long begin = System.nanoTime();
    do {
      System.gc(); // so that no run pays for the garbage of another
      Engine.Built built = turn.engine().build(made, made::body);
      long start = System.nanoTime();
      built.run();
      runs.add((System.nanoTime() - start) / 1e3 / made.tasks());
    } while (System.nanoTime() - begin < nanos);
    return Map.of(Recorded.MICROS, Range.median(runs));
  }
}
