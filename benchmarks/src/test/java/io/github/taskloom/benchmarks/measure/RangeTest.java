package io.github.taskloom.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangeTest {
  /** The middle one of an odd number, the mean of the middle two of an even one. */
  @Test
  void of_numbers_isMedianWithLeastAndGreatest() {
    assertEquals(new Range(1, 3, 9), Range.of(List.of(9.0, 1.0, 3.0)));
    assertEquals(new Range(1, 2.5, 9), Range.of(List.of(9.0, 1.0, 3.0, 2.0)));
    assertEquals(new Range(4, 4, 4), Range.of(List.of(4.0)));
  }
}
