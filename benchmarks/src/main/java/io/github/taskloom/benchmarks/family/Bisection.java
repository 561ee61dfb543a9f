package io.github.taskloom.benchmarks.family;

import java.util.Locale;

/** Finds the least number that passes a test which all greater ones pass, too. */
final class Bisection {
  private Bisection() {}

  /** A test that may fail to run. */
  @FunctionalInterface
  interface Test {
    boolean passes(double number) throws Exception;
  }

  /**
   * What was found.
   *
   * @param side 0 if it is the number; -1 if it is less, 1 if it is more than the number, which is
   *     a bound
   */
  record Found(double number, int side) {
    @Override
    public String toString() {
      String sign = side < 0 ? "< " : side > 0 ? "> " : "";
      return sign + String.format(Locale.ROOT, number < 0.1 ? "%.3f" : "%.2f", number);
    }
  }

  /**
   * Halves the ratio of the bounds until it is small enough. The upper bound, where a test takes
   * longest, is tested only if nothing below it passes.
   *
   * @param precision the ratio at most of a number that passes to one that does not
   * @return the least number that was seen to pass
   * @throws Exception what the test throws
   */
  static Found least(double low, double high, double precision, Test test) throws Exception {
    if (test.passes(low)) {
      return new Found(low, -1);
    }
    double fails = low;
    double passes = high;
    while (passes / fails > precision) {
      double middle = Math.sqrt(fails * passes);
      if (test.passes(middle)) {
        passes = middle;
      } else {
        fails = middle;
      }
    }
    return passes < high || test.passes(high) ? new Found(passes, 0) : new Found(high, 1);
  }
}
