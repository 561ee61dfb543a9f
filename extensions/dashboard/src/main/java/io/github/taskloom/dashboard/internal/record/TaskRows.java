package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.RunData;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which row a task has: by identity, some 12 bytes a task. For one thread at a time. */
final class TaskRows {
  private @Nullable Task<?>[] tasks = new Task<?>[16];
  private int[] rows = new int[16];
  private int size;

  int size() {
    return size;
  }

  /** The row of a task, or {@link RunData#NONE}. */
  int get(Task<?> task) {
    int at = slot(tasks, task);
    return tasks[at] == null ? RunData.NONE : rows[at];
  }

  void put(Task<?> task, int row) {
    if (size * 3 >= tasks.length * 2) {
      grow();
    }
    int at = slot(tasks, task);
    if (tasks[at] == null) {
      size++;
    }
    tasks[at] = task;
    rows[at] = row;
  }

  /** Gives each task another row. */
  void renumber(IntUnaryOperator change) {
    for (int i = 0; i < tasks.length; i++) {
      if (tasks[i] != null) {
        rows[i] = change.applyAsInt(rows[i]);
      }
    }
  }

  /** Calls for each task, in no order. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < tasks.length; i++) {
      Task<?> task = tasks[i];
      if (task != null) {
        visitor.visit(task, rows[i]);
      }
    }
  }

  private static int slot(@Nullable Task<?>[] tasks, Task<?> task) {
    int mask = tasks.length - 1;
    int hash = System.identityHashCode(task) * 0x9E3779B9;
    int at = (hash ^ (hash >>> 16)) & mask;
    while (tasks[at] != null && tasks[at] != task) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    @Nullable Task<?>[] larger = new Task<?>[tasks.length * 2];
    int[] largerRows = new int[larger.length];
    for (int i = 0; i < tasks.length; i++) {
      Task<?> task = tasks[i];
      if (task != null) {
        int at = slot(larger, task);
        larger[at] = task;
        largerRows[at] = rows[i];
      }
    }
    tasks = larger;
    rows = largerRows;
  }

  /** Is called for each task. */
  interface Visitor {
    void visit(Task<?> task, int row);
  }
}
