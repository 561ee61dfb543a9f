package io.github.taskloom.dashboard.internal.report;

import io.github.taskloom.dashboard.internal.data.Ints;

/** The other ends of the edges of each task. */
final class Neighbours {
  /** Where the edges of a task begin, among all that are sorted by task; one more for the end. */
  private final int[] firsts;

  private final int[] others;

  private Neighbours(int[] firsts, int[] others) {
    this.firsts = firsts;
    this.others = others;
  }

  static Neighbours of(int tasks, Ints here, Ints there) {
    int[] firsts = new int[tasks + 1];
    for (int i = 0; i < here.size(); i++) {
      firsts[here.get(i) + 1]++;
    }
    for (int task = 0; task < tasks; task++) {
      firsts[task + 1] += firsts[task];
    }
    int[] next = firsts.clone();
    int[] others = new int[here.size()];
    for (int i = 0; i < here.size(); i++) {
      others[next[here.get(i)]++] = there.get(i);
    }
    return new Neighbours(firsts, others);
  }

  Ints of(int task) {
    Ints those = new Ints();
    for (int i = firsts[task]; i < firsts[task + 1]; i++) {
      those.add(others[i]);
    }
    return those;
  }
}
