package io.github.taskloom.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/** The median of some numbers, with the least and the greatest. */
public record Range(double low, double median, double high) {

  public static Range of(Collection<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Range(sorted[0], median(sorted), sorted[sorted.length - 1]);
  }

  public static double median(Collection<Double> numbers) {
    return of(numbers).median();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
