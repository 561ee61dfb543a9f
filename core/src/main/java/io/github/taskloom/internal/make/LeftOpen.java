package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.TaskNode;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The given tasks that could not be settled when their turn came, since the graph was changed or a
 * prerequisite retried meanwhile: what is left open at the end is planned and made anew.
 */
final class LeftOpen {
  private static final VarHandle TASKS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "tasks", VarHandle.class, LeftOpen.class, Queue.class);

  /** Of this round; null before the first, since most makes have none. Through TASKS. */
  private volatile @Nullable Queue<TaskNode<?>> tasks;

  /**
   * A task's turn comes again: in this round if its schedule can repeat it, else in the next one.
   */
  void lookAgain(Schedule schedule, int position) {
    if (schedule.mayRepeat()) {
      schedule.again(position);
    } else {
      add(schedule, position);
    }
  }

  /** Leaves a task open, if it is a given one. */
  void add(Schedule schedule, int position) {
    if (!schedule.isGiven(position)) {
      return;
    }
    Queue<TaskNode<?>> present = tasks;
    if (present == null) {
      Queue<TaskNode<?>> fresh = new ConcurrentLinkedQueue<>();
      present = TASKS.compareAndSet(this, null, fresh) ? fresh : Objects.requireNonNull(tasks);
    }
    present.add(schedule.task(position));
  }

  /** The tasks that were left open since the last call. */
  List<TaskNode<?>> take() {
    Queue<TaskNode<?>> present = tasks;
    if (present == null) {
      return List.of();
    }
    List<TaskNode<?>> taken = new ArrayList<>();
    for (TaskNode<?> task = present.poll(); task != null; task = present.poll()) {
      taken.add(task);
    }
    return taken;
  }
}
