package io.github.taskloom.internal.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cancelling a task with others that it drags along. */
public final class Cancellation {
  private Cancellation() {}

  public static List<TaskNode<?>> withDependents(TaskNode<?> task, String reason) {
    Set<TaskNode<?>> dragged = new LinkedHashSet<>(); // tasks are equal by identity
    Deque<TaskNode<?>> open = new ArrayDeque<>(List.of(task));
    for (TaskNode<?> next = open.poll(); next != null; next = open.poll()) {
      if (dragged.add(next)) {
        Collections.addAll(open, next.dependentNodes());
      }
    }
    return cancel(dragged, task, reason);
  }

  /** Those that only the task needs, or that only such tasks need. */
  public static List<TaskNode<?>> withPrerequisites(TaskNode<?> task, String reason) {
    Set<TaskNode<?>> dragged = new LinkedHashSet<>();
    dragged.add(task);
    Deque<TaskNode<?>> open = new ArrayDeque<>(List.of(task.required()));
    for (TaskNode<?> next = open.poll(); next != null; next = open.poll()) {
      // Looked at again whenever another of those that need it is dragged along.
      if (!dragged.contains(next) && dragged.containsAll(next.dependents())) {
        dragged.add(next);
        Collections.addAll(open, next.required());
      }
    }
    return cancel(dragged, task, reason);
  }

  /** All are asked before any callback of theirs runs. */
  private static List<TaskNode<?>> cancel(
      Set<TaskNode<?>> tasks, TaskNode<?> about, String reason) {
    List<TaskNode<?>> cancelled = new ArrayList<>();
    List<CancelRequest> requests = new ArrayList<>();
    for (TaskNode<?> task : tasks) {
      if (task.isSettled()) {
        continue;
      }
      CancelRequest request =
          TaskCancellation.request(
              task, task == about ? reason : reason + " (with " + about.name() + ")");
      if (request != null) {
        requests.add(request);
      }
      cancelled.add(task);
    }
    requests.forEach(CancelRequest::tell);
    return cancelled;
  }
}
