package io.github.taskloom.cli.simulate;

import java.util.Arrays;

/** The layers of a graph, and the longest way through it. */
final class Layering {
  /** The steps of one copy, layer after layer. */
  private final int[] ordered;

  /** Where each layer begins in there; one more at the end. */
  private final int[] first;

  private final double criticalPath;

  private Layering(int[] ordered, int[] first, double criticalPath) {
    this.ordered = ordered;
    this.first = first;
    this.criticalPath = criticalPath;
  }

  static Layering of(Graph graph) {
    int steps = graph.steps();
    int[] open = new int[steps];
    int[] ordered = new int[steps];
    double[] ends = new double[steps];
    int known = 0;
    for (int step = 0; step < steps; step++) {
      open[step] = graph.needs(step);
      if (open[step] == 0) {
        ordered[known++] = step;
      }
    }
    int[] first = {0};
    double longest = 0;
    for (int at = 0, end = known; at < end; end = known) {
      for (; at < end; at++) {
        int step = ordered[at];
        ends[step] += graph.nanos(step);
        longest = Math.max(longest, ends[step]);
        for (int i = 0; i < graph.dependents(step); i++) {
          int dependent = graph.dependent(step, i);
          ends[dependent] = Math.max(ends[dependent], ends[step]);
          if (--open[dependent] == 0) {
            ordered[known++] = dependent;
          }
        }
      }
      first = Arrays.copyOf(first, first.length + 1);
      first[first.length - 1] = at;
    }
    if (known < steps) {
      throw new IllegalArgumentException("tasks need each other in a circle");
    }
    return new Layering(ordered, first, longest);
  }

  /** In nanoseconds. */
  double criticalPath() {
    return criticalPath;
  }

  int step(int place) {
    return ordered[place];
  }

  /** The place of the first step of a layer; of one more than there are, the end. */
  int first(int layer) {
    return first[layer];
  }

  int layers() {
    return first.length - 1;
  }

  /** The least time of any schedule that waits for each layer, in nanoseconds. */
  double layerByLayer(Graph graph, long slots) {
    double sum = 0;
    for (int layer = 0; layer < layers(); layer++) {
      long longest = 0;
      double work = 0;
      for (int at = first[layer]; at < first[layer + 1]; at++) {
        longest = Math.max(longest, graph.nanos(ordered[at]));
        work += graph.nanos(ordered[at]);
      }
      sum += Math.max((double) longest, work * graph.copies() / slots);
    }
    return sum;
  }
}
