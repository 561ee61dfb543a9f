package io.github.taskloom.benchmarks.graph;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that computes for a while without a look at the clock, so many iterations of a fixed loop:
 * an xorshift generator, whose steps depend on each other and cannot be drawn together.
 *
 * @param iterations how many
 */
public record Arithmetic(int iterations) implements Body {
  private static final int SAMPLES = 5_000;
  private static final int SAMPLE_ITERATIONS = 20_000;

  @Override
  public @Nullable Object call() {
    long x = 1;
    for (int i = 0; i < iterations; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    if (x == 0) { // never, but the compiler has to run the loop to know
      throw new IllegalStateException("A generator of random numbers came to 0");
    }
    return null;
  }

  /**
   * Measures the loop in the calling thread.
   *
   * @return nanoseconds of an iteration, undisturbed: the least of many samples
   */
  public static double nanosPerIteration() {
    Arithmetic sample = new Arithmetic(SAMPLE_ITERATIONS);
    long least = IntStream.range(0, SAMPLES).mapToLong(any -> nanos(sample)).min().orElseThrow();
    return (double) least / SAMPLE_ITERATIONS;
  }

  private static long nanos(Arithmetic sample) {
    long begin = System.nanoTime();
    sample.run();
    return System.nanoTime() - begin;
  }
}
