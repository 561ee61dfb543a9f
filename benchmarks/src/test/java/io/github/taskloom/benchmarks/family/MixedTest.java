package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixedTest {
  private static final Plan QUICK = new Plan(FamilyName.MIXED, true, null, null, "", "");

  /** All six shapes, in each round. */
  @Test
  void cases_quick_areTheSixShapes() {
    Mixed mixed = new Mixed();
    assertTrue(mixed.mixesCases());
    assertEquals(
        List.of(
            "independent",
            "chain",
            "square grid",
            "grid 16 wide",
            "binary in-tree",
            "random layers"),
        mixed.cases(QUICK, note -> {}).stream().map(Case::title).toList());
  }

  /** A run of trivial tasks has a time, and a ratio to the loop's. */
  @ParameterizedTest
  @EnumSource(
      value = Rival.class,
      names = {"SEQUENTIAL", "ONE_THREAD", "TASKLOOM_EAGER"})
  void measure_trivialMake_hasTimeAndRatio(Rival rival) throws Exception {
    try (Engine engine = rival.engine()) {
      TrivialMake tree = new TrivialMake("tree", Shapes.inTree(64), 0);
      Map<String, Double> figures = tree.measure(new Turn(rival, engine));
      assertEquals(Set.of(Mixed.NANOS, Mixed.RATIO), figures.keySet());
      figures.forEach((figure, number) -> assertTrue(number > 0, figure));
    }
  }

  /** A table of ratios with their range, and one of times. */
  @Test
  void tables_twoRounds_haveRatiosAndTimes() {
    Samples samples = new Samples(List.of(sample(2, 50), sample(4, 70)));
    List<String> lines =
        new Mixed().tables(samples).lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals("### Ratio to the sequential loop", lines.get(0));
    assertEquals("| **Taskloom, layered** | 3.00 (2.00 to 4.00) |", lines.get(4));
    assertEquals("| **Taskloom, layered** | 60 |", lines.get(10));
  }

  private static Sample sample(double ratio, double nanos) {
    Map<String, Double> figures = Map.of(Mixed.RATIO, ratio, Mixed.NANOS, nanos);
    return new Sample("", "chain", Rival.TASKLOOM_LAYERED, figures, null);
  }
}
