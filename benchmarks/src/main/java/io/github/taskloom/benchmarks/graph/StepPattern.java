package io.github.taskloom.benchmarks.graph;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * The graphs of Task Bench (Slaughter et al., SC 2020): steps of equal width, whose tasks require
 * some of the step before; the first step requires nothing. Nothing goes around the edges.
 */
public enum StepPattern {
  STENCIL("stencil") {
    @Override
    int[] needs(int step, int point, int width, Random random) {
      return around(point, 1, width);
    }
  },
  /** Each point requires itself and two others, at a distance that doubles from step to step. */
  FFT("fft") {
    @Override
    int[] needs(int step, int point, int width, Random random) {
      int stages = Integer.numberOfTrailingZeros(Integer.highestOneBit(Math.max(2, width)));
      int distance = 1 << (step - 1) % stages;
      return IntStream.of(point - distance, point, point + distance)
          .filter(other -> other >= 0 && other < width)
          .toArray();
    }
  },
  NEAREST("nearest, radius 2") {
    @Override
    int[] needs(int step, int point, int width, Random random) {
      return around(point, 2, width);
    }
  },
  RANDOM("random, 3 each") {
    @Override
    int[] needs(int step, int point, int width, Random random) {
      return random.ints(0, width).distinct().limit(Math.min(3, width)).toArray();
    }
  },
  NO_COMM("no-comm") {
    @Override
    int[] needs(int step, int point, int width, Random random) {
      return new int[] {point};
    }
  };

  private final String title;

  StepPattern(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Which points of the step before a point requires. */
  abstract int[] needs(int step, int point, int width, Random random);

  /** So many steps of so many tasks; what is random follows from the seed. */
  public Graph of(int steps, int width, long seed) {
    Random random = new Random(seed);
    return Graph.of(
        steps * width,
        task -> {
          int step = task / width;
          if (step == 0) {
            return new int[0];
          }
          int[] needs = needs(step, task % width, width, random);
          for (int i = 0; i < needs.length; i++) {
            needs[i] += (step - 1) * width;
          }
          return needs;
        });
  }

  private static int[] around(int point, int radius, int width) {
    return IntStream.rangeClosed(Math.max(0, point - radius), Math.min(width - 1, point + radius))
        .toArray();
  }
}
