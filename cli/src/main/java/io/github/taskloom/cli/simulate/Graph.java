package io.github.taskloom.cli.simulate;

import java.util.Arrays;
import java.util.List;

/**
 * Tasks by number, with how long each runs and what waits for it; all of it some times over, side
 * by side, without the memory for that: task {@code i} of copy {@code c} is {@code c * steps + i}.
 */
public final class Graph {
  private final int copies;
  private final long[] nanos;
  private final int[] needs;
  private final int[] firstDependent;
  private final int[] dependents;
  private final Layering layering;

  private Graph(int copies, long[] nanos, List<int[]> needs) {
    this.copies = copies;
    this.nanos = nanos;
    this.needs = new int[nanos.length];
    firstDependent = new int[nanos.length + 1];
    for (int step = 0; step < nanos.length; step++) {
      this.needs[step] = needs.get(step).length;
      for (int need : needs.get(step)) {
        firstDependent[need + 1]++;
      }
    }
    Arrays.parallelPrefix(firstDependent, Integer::sum);
    dependents = new int[firstDependent[nanos.length]];
    int[] next = firstDependent.clone();
    for (int step = 0; step < nanos.length; step++) {
      for (int need : needs.get(step)) {
        dependents[next[need]++] = step;
      }
    }
    layering = Layering.of(this);
  }

  /**
   * A graph of its own.
   *
   * @param nanos how long each task runs
   * @param needs by task, the numbers of the tasks before it
   * @param copies how many of it there are, side by side
   * @throws IllegalArgumentException when tasks need each other in a circle, or there are more than
   *     two billion tasks
   */
  public static Graph of(long[] nanos, List<int[]> needs, int copies) {
    if ((long) nanos.length * copies > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d times %d tasks are more than two billion".formatted(copies, nanos.length));
    }
    return new Graph(copies, nanos.clone(), needs);
  }

  /** How many tasks there are, copies included. */
  public int size() {
    return nanos.length * copies;
  }

  /** How many tasks one copy has. */
  int steps() {
    return nanos.length;
  }

  int copies() {
    return copies;
  }

  long nanos(int task) {
    return nanos[task % nanos.length];
  }

  int needs(int task) {
    return needs[task % nanos.length];
  }

  int dependents(int task) {
    int step = task % nanos.length;
    return firstDependent[step + 1] - firstDependent[step];
  }

  int dependent(int task, int index) {
    int step = task % nanos.length;
    return task - step + dependents[firstDependent[step] + index];
  }

  Layering layering() {
    return layering;
  }

  /** The time that all run times take together, in nanoseconds. */
  double work() {
    return Arrays.stream(nanos).asDoubleStream().sum() * copies;
  }
}
