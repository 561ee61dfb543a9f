package io.github.taskloom.internal.queue;

import io.github.taskloom.internal.task.Edges;
import io.github.taskloom.internal.task.TaskNode;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One stay of a task in a queue: from its adding until it is taken, by one thread. */
final class Stay implements Comparable<Stay> {
  private static final VarHandle TAKEN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "taken", VarHandle.class, Stay.class, boolean.class);

  private final long number;
  private final TaskNode<?> task;

  private volatile boolean taken;

  private volatile TaskNode<?>[] prerequisites = Edges.NONE;

  /**
   * While the task is blocked: a prerequisite that was not settled after this was written, so that
   * the task is not free before its next transition. The task itself while it is a candidate. Null
   * while any change may free the task.
   */
  private volatile @Nullable TaskNode<?> guard;

  /**
   * Begins a stay.
   *
   * @param number unique in the queue, and higher than those of all that were added before
   */
  Stay(long number, TaskNode<?> task) {
    this.number = number;
    this.task = task;
  }

  TaskNode<?> task() {
    return task;
  }

  boolean isTaken() {
    return taken;
  }

  /** True for the one thread that ends the stay. */
  boolean take() {
    return TAKEN.compareAndSet(this, false, true);
  }

  /** By the thread that examines the task: those that it found. */
  void prerequisites(TaskNode<?>[] found) {
    prerequisites = found;
  }

  /** Whether the task has other prerequisites than when it was examined. */
  boolean hasOther(TaskNode<?>[] now) {
    TaskNode<?>[] then = prerequisites;
    return then != now
        && (then.length != now.length
            || (now.length > 0 && then[now.length - 1] != now[now.length - 1]));
  }

  void guard(@Nullable TaskNode<?> prerequisite) {
    guard = prerequisite;
  }

  @Nullable TaskNode<?> guard() {
    return guard;
  }

  /** Whether a change of that prerequisite may have freed the task. */
  boolean mayBeFreedBy(TaskNode<?> prerequisite) {
    TaskNode<?> guarding = guard;
    return guarding == null || guarding == prerequisite;
  }

  /** In the order of adding; 0 for itself alone, since a stay equals by identity. */
  @Override
  public int compareTo(Stay other) {
    return Long.compare(number, other.number);
  }
}
