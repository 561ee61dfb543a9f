package io.github.taskloom.cli.simulate;

/**
 * Lists of tasks, first in, first out. A task is in one list at a time: ready, on its way, waiting
 * at a member, or ended; so one number for each task is enough for all of them.
 */
final class Chains {
  private static final int NONE = -1;

  private final int[] next;

  Chains(int tasks) {
    next = new int[tasks];
  }

  /** One of the lists. */
  final class Chain {
    private int head = NONE;
    private int tail = NONE;
    private int size;

    int size() {
      return size;
    }

    void add(int task) {
      next[task] = NONE;
      if (size++ == 0) {
        head = task;
      } else {
        next[tail] = task;
      }
      tail = task;
    }

    /** Takes the oldest; there is one. */
    int poll() {
      int task = head;
      head = next[task];
      size--;
      return task;
    }

    /** Moves the oldest into a list of their own. */
    Chain poll(int count) {
      Chain moved = new Chain();
      for (int i = 0; i < count; i++) {
        moved.add(poll());
      }
      return moved;
    }
  }
}
