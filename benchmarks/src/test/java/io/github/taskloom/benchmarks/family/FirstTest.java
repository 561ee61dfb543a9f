package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.engine.SingleEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstTest {
  private static final FirstMake SLEEPERS = new FirstMake(FirstGraph.SLEEPERS);

  private static Sample sample(Rival rival, double millis) {
    return new Sample("", SLEEPERS.title(), rival, Map.of(First.MILLIS, millis), null);
  }

  /** Each engine can be had without the others, and is the one that the check has seen. */
  @Test
  void of_everyRival_isTheEngineOfItsName() throws Exception {
    for (Rival rival : new First().rivals()) {
      SingleEngine.prepare(rival.name());
      try (Engine one = rival.engine();
          Engine other = SingleEngine.of(rival.name())) {
        assertSame(one.getClass(), other.getClass());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> SingleEngine.of("DISPATCH"));
  }

  /** A JVM of its own makes the graph, and tells how long that took: not less than a sleep. */
  @Test
  void measure_sleepersInFreshJvm_takesTheirTime() throws Exception {
    try (Engine engine = Rival.TASKLOOM_LAYERED.engine()) {
      double millis = SLEEPERS.measure(new Turn(Rival.TASKLOOM_LAYERED, engine)).get(First.MILLIS);
      assertTrue(millis >= 20, () -> millis + " ms");
    }
  }

  /** A JVM that ends without a figure is told with its last words. */
  @Test
  void measure_jvmFails_saysWhy() throws Exception {
    try (Engine engine = Rival.DISPATCH.engine()) {
      Turn turn = new Turn(Rival.DISPATCH, engine);
      Exception thrown = assertThrows(IllegalStateException.class, () -> SLEEPERS.measure(turn));
      assertTrue(thrown.getMessage().contains("exit code 1"), thrown::getMessage);
    }
  }

  /** Median and range of the JVMs, and the ratio to a virtual thread each. */
  @Test
  void tables_threeRounds_haveMedianAndRange() {
    Samples samples =
        new Samples(
            List.of(
                sample(Rival.TASKLOOM_EAGER, 120),
                sample(Rival.VIRTUAL_THREADS, 60),
                sample(Rival.TASKLOOM_EAGER, 90),
                sample(Rival.VIRTUAL_THREADS, 30),
                sample(Rival.TASKLOOM_EAGER, 100),
                sample(Rival.VIRTUAL_THREADS, 40)));
    List<String> lines =
        new First().tables(samples).lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals(
        "| 1,000 sleep 20 ms | **Taskloom, eager** | 100.0 | 90.0 | 120.0 | 2.50 |", lines.get(2));
  }

  /** The report does not say that the engines share a JVM. */
  @Test
  void markdown_first_tellsOfJvms() {
    FamilyReport report =
        new FamilyReport(
            new Plan(FamilyName.FIRST, true, 3, null, "", ""),
            "25.0.3 Some VM",
            Map.of(),
            List.of(),
            new Samples(List.of()),
            Duration.ofSeconds(3),
            null);
    String text = report.markdown();
    assertTrue(text.contains("\nEach figure is of a JVM of its own"), text);
    assertTrue(text.contains("engines take turns in each round; medians of 3 rounds."), text);
  }
}
