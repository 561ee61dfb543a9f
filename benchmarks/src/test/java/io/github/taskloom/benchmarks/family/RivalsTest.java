package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.measure.OrderCheck;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RivalsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Each engine runs each task of each family's graphs once, after all that it requires. */
  @ParameterizedTest
  @EnumSource(
      value = FamilyName.class,
      names = {"GRAPHS"},
      mode = EnumSource.Mode.EXCLUDE)
  void violation_everyFamily_none(FamilyName name) throws InterruptedException {
    Family family = name.family();
    for (Rival rival : family.rivals()) {
      try (Engine engine = rival.engine()) {
        for (Map.Entry<String, Graph> graph : family.checked().entrySet()) {
          assertNull(
              OrderCheck.violation(engine, graph.getValue(), LIMIT, Thread.ofVirtual()),
              () -> rival + ", " + graph.getKey());
        }
      }
    }
  }

  /** An engine that no other comparison has runs each shape in order, one graph after another. */
  @ParameterizedTest
  @EnumSource(
      value = Rival.class,
      names = {
        "ONE_THREAD",
        "FUTURES_ONE",
        "FUTURES_RESULTS",
        "FORK_JOIN_RESULTS",
        "SEQUENTIAL_RESULTS"
      })
  void violation_ownEngines_none(Rival rival) throws InterruptedException {
    try (Engine engine = rival.engine()) {
      for (Map.Entry<String, Graph> graph : OrderCheck.smallGraphs().entrySet()) {
        assertNull(OrderCheck.violation(engine, graph.getValue(), LIMIT), graph.getKey());
      }
    }
  }

  /** Each caller of each engine makes at least once, and makes go on while there is time. */
  @ParameterizedTest
  @EnumSource(
      value = Rival.class,
      names = {"TASKLOOM_LAYERED", "FUTURES_VIRTUAL", "SCOPE_PER_LAYER"})
  void run_threeCallers_eachMakes(Rival rival) throws Exception {
    try (Engine engine = rival.engine()) {
      var graphs = IntStream.range(0, 3).mapToObj(any -> Shapes.layers(4, 4, 2)).toList();
      assertEquals(3, Callers.run(engine, graphs, 0).millis().size());
      long nanos = 20_000_000;
      Callers.Load load = Callers.run(engine, graphs, nanos);
      while (load.millis().size() == 3 && nanos < LIMIT.toNanos()) { // it was held up for so long
        nanos *= 4;
        load = Callers.run(engine, graphs, nanos);
      }
      assertTrue(load.millis().size() > 3);
      assertTrue(load.used().bytes() > 0);
    }
  }

  /** A loop gives a time that is more than nothing, from either kind of thread. */
  @ParameterizedTest
  @EnumSource(
      value = Rival.class,
      names = {"TASKLOOM_TIMEOUT", "DISPATCH", "FUTURES_COMMON"})
  void nanosPerMake_eachCaller_isPositive(Rival rival) throws Exception {
    try (Engine engine = rival.engine()) {
      Graph graph = Shapes.fanIn(10);
      assertTrue(Loop.nanosPerMake(engine, graph, Thread.ofVirtual(), 1_000_000) > 0);
      assertTrue(Loop.nanosPerMake(engine, graph, Thread.ofPlatform(), 1_000_000) > 0);
    }
  }
}
