package io.github.taskloom.cli.run;

import io.github.taskloom.Task;
import io.github.taskloom.cli.show.TaskResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells how tasks ended, each once: after all that it needs, and before it is told that one starts
 * that needs it.
 */
final class Told {
  private final Map<Task<?>, TaskWatch> watches;
  private final Consumer<TaskResult> settled;
  private final Set<Task<?>> told = new HashSet<>(); // guarded by this

  /**
   * @param watches of all tasks; none comes later
   * @param settled is told how each task ended, by one thread at a time
   */
  Told(Map<Task<?>, TaskWatch> watches, Consumer<TaskResult> settled) {
    this.watches = watches;
    this.settled = settled;
  }

  /** By the thread that is about to run a task: all that it needs has settled. */
  synchronized void beforeStart(Task<?> task) {
    task.prerequisites().forEach(this::settled);
  }

  /** A task has settled, and with it all that it needs, or it was kept from running by some. */
  synchronized void settled(Task<?> task) {
    if (told.contains(task)) {
      return;
    }
    Deque<Step> path = new ArrayDeque<>(); // a chain may be longer than a stack
    path.push(Step.to(task));
    while (!path.isEmpty()) {
      Step last = path.getFirst();
      Task<?> before = nextUntold(last.before());
      if (before != null) {
        path.push(Step.to(before));
      } else if (told.add(path.pop().task())) {
        settled.accept(Objects.requireNonNull(watches.get(last.task())).result());
      }
    }
  }

  /** A task, and those that it needs that were not looked at yet. */
  private record Step(Task<?> task, Iterator<Task<?>> before) {
    static Step to(Task<?> task) {
      return new Step(task, task.prerequisites().iterator());
    }
  }

  private @Nullable Task<?> nextUntold(Iterator<Task<?>> prerequisites) {
    while (prerequisites.hasNext()) {
      Task<?> prerequisite = prerequisites.next();
      if (prerequisite.isSettled() && !told.contains(prerequisite)) {
        return prerequisite;
      }
    }
    return null;
  }
}
