package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.TaskEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Finds and reopens what failed or was cancelled only because of a task that is repaired now. */
final class Reopening {
  private Reopening() {}

  /**
   * Each task is looked at again whenever one of its prerequisites was reopened, so the order in
   * which they are met does not matter.
   */
  static List<TaskNode<?>> of(TaskNode<?> repaired) {
    List<TaskNode<?>> reopened = new ArrayList<>();
    Deque<TaskNode<?>> open = new ArrayDeque<>(List.of(repaired.dependentNodes()));
    for (TaskNode<?> task = open.poll(); task != null; task = open.poll()) {
      TaskStatus now = task.status();
      if (isByPrerequisite(now)
          && !isStillHindered(task)
          && task.move(now, TaskEvent.RETRY, null) == now) {
        reopened.add(task);
        Collections.addAll(open, task.dependentNodes());
      }
    }
    return reopened;
  }

  static boolean isByPrerequisite(TaskStatus status) {
    return switch (status.state()) {
      case FAILED -> status.detail() instanceof PrerequisiteException;
      case CANCELLED -> status.detail() instanceof CancelledException why && why.blocker() != null;
      default -> false;
    };
  }

  static boolean isStillHindered(TaskNode<?> task) {
    Blocker blocker = Blocker.among(task);
    return blocker != null && blocker.decides();
  }
}
