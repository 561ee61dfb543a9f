package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small graph that one thread makes again and again.
 *
 * @param title what the table calls the graph
 * @param graph the graph
 * @param virtual whether the caller is a virtual thread, not a platform thread
 * @param nanos how long a round lasts
 */
record SmallMake(String title, Graph graph, boolean virtual, long nanos) implements Case {
  private static final long SLEEP = 1_000_000;

  /** The graphs, with trivial bodies. */
  static Map<String, Graph> graphs() {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    graphs.put("1 task", Shapes.independent(1));
    graphs.put("diamond of 4", Shapes.layers(1, 2, 1));
    graphs.put("fan-in of 10", Shapes.fanIn(10));
    graphs.put("20 in 3 layers", Shapes.layers(8, 8, 4));
    return graphs;
  }

  /** The same graph with tasks that sleep. */
  static Graph sleeping(Graph graph) {
    return Shapes.each(graph, Graph.Kind.SLEEPING, SLEEP);
  }

  /** All cases, table by table. */
  static List<Case> all(long nanos) {
    List<Case> all = new ArrayList<>();
    for (boolean asleep : new boolean[] {false, true}) {
      for (boolean virtual : new boolean[] {true, false}) {
        graphs()
            .forEach(
                (title, graph) ->
                    all.add(
                        new SmallMake(title, asleep ? sleeping(graph) : graph, virtual, nanos)));
      }
    }
    return all;
  }

  @Override
  public String group() {
    return (graph.kind() == Graph.Kind.SLEEPING ? "Bodies that sleep 1 ms" : "Trivial bodies")
        + ", called from a "
        + (virtual ? "virtual" : "platform")
        + " thread";
  }

  private double micros(Engine engine, long time) throws Exception {
    Thread.Builder caller = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    return Loop.nanosPerMake(engine, graph, caller, time) / 1e3;
  }

  @Override
  public void warmUp(Turn turn) throws Exception {
    double unused = micros(turn.engine(), nanos);
  }

  @Override
  public Map<String, Double> measure(Turn turn) throws Exception {
    return Map.of(Small.MICROS, micros(turn.engine(), nanos));
  }
}
