package io.github.taskloom.benchmarks.graph;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbered tasks, each with prerequisites of lower numbers, and how long each works or sleeps.
 * Immutable; the engines read it and build objects of their own kind.
 */
public final class Graph {
  /** What the time of a task is spent on. */
  public enum Kind {
    /** All tasks return at once. */
    TRIVIAL,
    /** Tasks keep a core busy. */
    SPINNING,
    /** Tasks block their thread; those of no length return at once. */
    SLEEPING
  }

  private final int[] starts;
  private final int[] edges;
  private final Kind kind;
  private final long @Nullable [] nanos;

  private Graph(int[] starts, int[] edges, Kind kind, long @Nullable [] nanos) {
    this.starts = starts;
    this.edges = edges;
    this.kind = kind;
    this.nanos = nanos;
  }

  /**
   * A graph of trivial tasks.
   *
   * @param prerequisites of each task, by number; in any order, without duplicates
   */
  public static Graph of(int tasks, IntFunction<int[]> prerequisites) {
    int[] starts = new int[tasks + 1];
    int[] edges = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      int[] needs = prerequisites.apply(task);
      int end = starts[task] + needs.length;
      if (end > edges.length) {
        edges = Arrays.copyOf(edges, Math.max(end, edges.length * 2));
      }
      System.arraycopy(needs, 0, edges, starts[task], needs.length);
      starts[task + 1] = end;
    }
    return new Graph(starts, Arrays.copyOf(edges, starts[tasks]), Kind.TRIVIAL, null);
  }

  /** The same graph with tasks that take their time. */
  public Graph taking(Kind what, long[] nanoseconds) {
    if (nanoseconds.length != tasks()) {
      throw new IllegalArgumentException(
          nanoseconds.length + " durations for " + tasks() + " tasks");
    }
    return new Graph(starts, edges, what, nanoseconds.clone());
  }

  public int tasks() {
    return starts.length - 1;
  }

  public int edges() {
    return edges.length;
  }

  public Kind kind() {
    return kind;
  }

  /** How many prerequisites a task has. */
  public int degree(int task) {
    return starts[task + 1] - starts[task];
  }

  /** A prerequisite of a task; its number is lower than the task's. */
  public int prerequisite(int task, int index) {
    return edges[starts[task] + index];
  }

  /** How many tasks require each task. */
  public int[] dependentCounts() {
    int[] counts = new int[tasks()];
    for (int edge : edges) {
      counts[edge]++;
    }
    return counts;
  }

  /** The numbers of the tasks that nothing requires, ascending. */
  public int[] sinks() {
    int[] counts = dependentCounts();
    int[] sinks = new int[tasks()];
    int found = 0;
    for (int task = 0; task < counts.length; task++) {
      if (counts[task] == 0) {
        sinks[found++] = task;
      }
    }
    return Arrays.copyOf(sinks, found);
  }

  /** What each task does when it is measured. */
  public Body body(int task) {
    long length = nanos == null ? 0 : nanos[task];
    if (length == 0) {
      return Body.trivial(task);
    }
    return kind == Kind.SPINNING ? Body.spinning(length) : Body.sleeping(length);
  }

  /** The sum of all tasks' times. */
  public long totalNanos() {
    return nanos == null ? 0 : Arrays.stream(nanos).sum();
  }

  /** The critical path: the longest sum along prerequisites. */
  public long pathNanos() {
    if (nanos == null) {
      return 0;
    }
    long longest = 0;
    long[] ends = new long[tasks()];
    for (int task = 0; task < ends.length; task++) {
      long begin = 0;
      for (int i = 0; i < degree(task); i++) {
        begin = Math.max(begin, ends[prerequisite(task, i)]);
      }
      ends[task] = begin + nanos[task];
      longest = Math.max(longest, ends[task]);
    }
    return longest;
  }

  /**
   * The least time that any engine could need: the critical path, and what the cores can do at
   * most. The cost of tasks that return at once counts as nothing.
   */
  public long idealNanos(int cores) {
    long path = pathNanos();
    return kind == Kind.SPINNING ? Math.max(path, totalNanos() / cores) : path;
  }
}
