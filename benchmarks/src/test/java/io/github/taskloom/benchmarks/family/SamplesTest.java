package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.benchmarks.engine.Rival;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Rival BASE = Rival.FUTURES_VIRTUAL;

  private static Sample sample(String title, Rival rival, double figure) {
    return new Sample("group", title, rival, Map.of("figure", figure), null);
  }

  private final Samples samples =
      new Samples(
          List.of(
              sample("one", BASE, 10),
              sample("one", Rival.DISPATCH, 1),
              sample("one", BASE, 20),
              sample("one", Rival.DISPATCH, 8),
              sample("one", BASE, 40),
              sample("one", Rival.DISPATCH, 12),
              sample("other", BASE, 5),
              new Sample("group", "other", Rival.DISPATCH, Map.of(), "failed")));

  /** The median is over the rounds. */
  @Test
  void median_threeRounds_isTheMiddle() {
    assertEquals(20, samples.median("group", "one", BASE, "figure"));
    assertEquals(8, samples.median("group", "one", Rival.DISPATCH, "figure"));
    assertNull(samples.median("group", "one", Rival.FORK_JOIN, "figure"));
  }

  /** The ratio is that of each round to the other engine in the same round. */
  @Test
  void ratio_threeRounds_isTheMiddleOfTheRatios() {
    assertEquals(0.3, samples.ratio("group", "one", Rival.DISPATCH, BASE, "figure"));
    assertNull(samples.ratio("group", "other", Rival.DISPATCH, BASE, "figure"));
  }

  /** Titles keep their order, engines have that of the family; a failure has a sentence. */
  @Test
  void titlesAndRivals_areInOrder() {
    assertEquals(List.of("group"), samples.groups());
    assertEquals(List.of("one", "other"), samples.titles("group"));
    assertEquals(List.of(BASE, Rival.DISPATCH), samples.rivals("group", new Small()));
    assertEquals(List.of("Taskloom, dispatch() by hand, group other: failed."), samples.failures());
  }
}
