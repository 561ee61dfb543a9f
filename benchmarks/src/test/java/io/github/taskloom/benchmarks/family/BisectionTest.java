package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.family.Bisection.Found;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {
  /** A threshold between the bounds is found, as closely as it is asked for. */
  @ParameterizedTest
  @ValueSource(doubles = {20.1, 37, 500, 1_234, 19_900})
  void least_knownThreshold_isFound(double threshold) throws Exception {
    Found found = Bisection.least(20, 20_000, 1.1, number -> number >= threshold);
    assertEquals(0, found.side());
    assertTrue(
        found.number() >= threshold && found.number() <= 1.1 * threshold,
        () -> found + " for " + threshold);
  }

  /** Each test halves what is left: three decades to a tenth take eight. */
  @Test
  void least_threeDecades_takesFewTests() throws Exception {
    List<Double> tested = new ArrayList<>();
    Found unused =
        Bisection.least(
            20,
            20_000,
            1.1,
            number -> {
              tested.add(number);
              return number >= 100;
            });
    assertEquals(20, tested.getFirst());
    assertEquals(8, tested.size());
  }

  /** Where the least bound passes, the threshold is below it; where the greatest fails, above. */
  @Test
  void least_beyondTheBounds_isABound() throws Exception {
    assertEquals(new Found(20, -1), Bisection.least(20, 20_000, 1.1, number -> true));
    assertEquals(new Found(20_000, 1), Bisection.least(20, 20_000, 1.1, number -> false));
  }

  /** The table tells a bound from a number. */
  @Test
  void toString_bounds_haveASign() {
    assertEquals("< 0.020", new Found(0.02, -1).toString());
    assertEquals("0.50", new Found(0.5, 0).toString());
    assertEquals("> 20.00", new Found(20, 1).toString());
  }
}
