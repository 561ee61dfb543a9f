package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Shapes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OldTest {
  /** No size of the heap is given, whatever was asked for. */
  @Test
  void jvmArguments_heapAskedFor_haveNone() {
    List<String> arguments = new Old().jvmArguments(List.of("-Xms6g", "-Xmx6g"));
    assertFalse(arguments.stream().anyMatch(argument -> argument.startsWith("-Xm")));
  }

  /** Young and old tasks are both run, and the ratio is that of their times. */
  @ParameterizedTest
  @EnumSource(
      value = Rival.class,
      names = {"TASKLOOM_LAYERED", "FUTURES_RESULTS", "FORK_JOIN_RESULTS"})
  void measure_agedMake_hasBothTimes(Rival rival) throws Exception {
    try (Engine engine = rival.engine()) {
      AgedMake aged = new AgedMake("fresh", Shapes.independent(100), Body::fresh, 0);
      Map<String, Double> figures = aged.measure(new Turn(rival, engine));
      double young = figures.get(Old.YOUNG);
      double old = figures.get(Old.OLD);
      assertTrue(young > 0 && old > 0, figures::toString);
      assertEquals(old / young, figures.get(Old.RATIO), 1e-6);
      assertTrue(figures.get(Old.COLLECTIONS) >= 0, figures::toString);
    }
  }

  /** A row for each engine and sort of result. */
  @Test
  void tables_oneRound_haveARowPerEngine() {
    Map<String, Double> figures =
        Map.of(Old.YOUNG, 70.4, Old.OLD, 240.0, Old.RATIO, 3.4, Old.COLLECTIONS, 0.0);
    Samples samples =
        new Samples(List.of(new Sample("", "null", Rival.TASKLOOM_EAGER, figures, null)));
    assertEquals(
        "| null | **Taskloom, eager** | 70 | 240 | 3.40 (3.40 to 3.40) | 0 |",
        new Old().tables(samples).lines().toList().getLast().replaceAll(" +", " "));
  }
}
