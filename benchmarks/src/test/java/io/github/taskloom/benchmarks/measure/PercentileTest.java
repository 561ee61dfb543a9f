package io.github.taskloom.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {
  /** Of a hundred numbers the ninety-ninth is the 99th percentile. */
  @Test
  void of_hundredNumbers_isTheRank() {
    List<Double> numbers = IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList();
    assertEquals(50, Percentile.of(numbers, 50));
    assertEquals(99, Percentile.of(numbers, 99));
    assertEquals(100, Percentile.of(numbers, 100));
  }

  /** Of few numbers each percentile is one of them. */
  @Test
  void of_fewNumbers_isOneOfThem() {
    assertEquals(7, Percentile.of(List.of(7.0), 1));
    assertEquals(7, Percentile.of(List.of(7.0), 99));
    assertEquals(2, Percentile.of(List.of(3.0, 1.0, 2.0), 50));
    assertEquals(3, Percentile.of(List.of(3.0, 1.0, 2.0), 99));
  }
}
