package io.github.taskloom.benchmarks.graph;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The shapes of the graphs. Random ones follow from their seed. */
public final class Shapes {
  private static final int[] NONE = {};

  private Shapes() {}

  public static Graph independent(int tasks) {
    return Graph.of(tasks, task -> NONE);
  }

  public static Graph chain(int tasks) {
    return chains(1, tasks);
  }

  /** Chains side by side: task t stands in chain t mod {@code chains}. */
  public static Graph chains(int chains, int length) {
    return Graph.of(chains * length, task -> task < chains ? NONE : new int[] {task - chains});
  }

  /** Layers of equal width; each task requires the one above it and that one's right neighbour. */
  public static Graph grid(int layers, int width) {
    return Graph.of(
        layers * width,
        task -> {
          if (task < width) {
            return NONE;
          }
          int above = task - width;
          int neighbour = above / width * width + (above + 1) % width;
          return width == 1 ? new int[] {above} : new int[] {above, neighbour};
        });
  }

  /**
   * Layers of these widths; each task requires two neighbours of the layer above, if it has two.
   */
  public static Graph layers(int... widths) {
    int[] begins = new int[widths.length + 1];
    for (int layer = 0; layer < widths.length; layer++) {
      begins[layer + 1] = begins[layer] + widths[layer];
    }
    return Graph.of(
        begins[widths.length],
        task -> {
          int layer = 0;
          while (task >= begins[layer + 1]) {
            layer++;
          }
          if (layer == 0) {
            return NONE;
          }
          int above = widths[layer - 1];
          int first = (task - begins[layer]) * above / widths[layer];
          int begin = begins[layer - 1];
          return above == 1
              ? new int[] {begin}
              : new int[] {begin + first, begin + (first + 1) % above};
        });
  }

  /** Independent tasks, and one that requires them all. */
  public static Graph fanIn(int tasks) {
    return Graph.of(tasks + 1, task -> task < tasks ? NONE : IntStream.range(0, tasks).toArray());
  }

  /**
   * A binary tree that ends in one task: {@code leaves} tasks without prerequisites, and each other
   * requires two.
   *
   * @param leaves a power of two
   */
  public static Graph inTree(int leaves) {
    return Graph.of(
        2 * leaves - 1,
        task -> {
          int first = 2 * (task - leaves);
          return task < leaves ? NONE : new int[] {first, first + 1};
        });
  }

  /**
   * Layers of 1,000 tasks with three different prerequisites each, nearly always from the layer
   * above, one in ten times from any; the first layer has none.
   */
  public static Graph random(int tasks, long seed) {
    int width = Math.min(1000, Math.max(1, tasks / 4));
    Random random = new Random(seed);
    return Graph.of(
        tasks,
        task -> {
          int layer = task / width;
          if (layer == 0) {
            return NONE;
          }
          int from = random.nextInt(10) == 0 ? 0 : (layer - 1) * width;
          int to = layer * width;
          int[] needs = new int[Math.min(3, to - from)];
          for (int i = 0; i < needs.length; ) {
            int chosen = random.nextInt(from, to);
            boolean fresh = true;
            for (int j = 0; j < i; j++) {
              fresh &= needs[j] != chosen;
            }
            if (fresh) {
              needs[i++] = chosen;
            }
          }
          return needs;
        });
  }

  /** The same time for every task. */
  public static Graph each(Graph graph, Graph.Kind kind, long nanos) {
    long[] all = new long[graph.tasks()];
    Arrays.fill(all, nanos);
    return graph.taking(kind, all);
  }

  /** Spinning tasks of 20 to 500 microseconds. */
  public static Graph uneven(Graph graph, long seed) {
    Random random = new Random(seed);
    long[] nanos = random.longs(graph.tasks(), 20_000, 500_001).toArray();
    return graph.taking(Graph.Kind.SPINNING, nanos);
  }

  /** Sleeping tasks of some time between two bounds, both included. */
  public static Graph sleeping(Graph graph, long least, long most, long seed) {
    long[] nanos = new Random(seed).longs(graph.tasks(), least, most + 1).toArray();
    return graph.taking(Graph.Kind.SLEEPING, nanos);
  }

  /** Every hundredth task sleeps, the others return at once. */
  public static Graph oneInHundred(Graph graph, long nanos) {
    long[] all = new long[graph.tasks()];
    for (int task = 50; task < all.length; task += 100) {
      all[task] = nanos;
    }
    return graph.taking(Graph.Kind.SLEEPING, all);
  }
}
