package io.github.taskloom.benchmarks.measure;

import java.util.Collection;

/** Percentiles by the nearest rank: each is one of the numbers. */
public final class Percentile {
  private Percentile() {}

  /**
   * The least number that so many per cent of all do not exceed.
   *
   * @param numbers in any order, at least one
   * @param percent more than 0, at most 100
   */
  public static double of(Collection<Double> numbers, double percent) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }
}
