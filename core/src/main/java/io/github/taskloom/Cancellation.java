package io.github.taskloom;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cancelling a task with others that it drags along. */
final class Cancellation {
  private Cancellation() {}

  static List<Task<?>> withDependents(Task<?> task, String reason) {
    Set<Task<?>> dragged = new LinkedHashSet<>(); // tasks are equal by identity
    Deque<Task<?>> open = new ArrayDeque<>(List.of(task));
    for (Task<?> next = open.poll(); next != null; next = open.poll()) {
      if (dragged.add(next)) {
        open.addAll(next.dependents());
      }
    }
    return cancel(dragged, task, reason);
  }

  /** Those that only the task needs, or that only such tasks need. */
  static List<Task<?>> withPrerequisites(Task<?> task, String reason) {
    Set<Task<?>> dragged = new LinkedHashSet<>();
    dragged.add(task);
    Deque<Task<?>> open = new ArrayDeque<>(task.prerequisites());
    for (Task<?> next = open.poll(); next != null; next = open.poll()) {
      // Looked at again whenever another of those that need it is dragged along.
      if (!dragged.contains(next) && dragged.containsAll(next.dependents())) {
        dragged.add(next);
        open.addAll(next.prerequisites());
      }
    }
    return cancel(dragged, task, reason);
  }

  /** All are asked before any callback of theirs runs. */
  private static List<Task<?>> cancel(Set<Task<?>> tasks, Task<?> about, String reason) {
    List<Task<?>> cancelled = new ArrayList<>();
    List<CancelRequest> requests = new ArrayList<>();
    for (Task<?> task : tasks) {
      if (task.isSettled()) {
        continue;
      }
      CancelRequest request =
          task.requestCancel(task == about ? reason : reason + " (with " + about.name() + ")");
      if (request != null) {
        requests.add(request);
      }
      cancelled.add(task);
    }
    requests.forEach(CancelRequest::tell);
    return cancelled;
  }
}
