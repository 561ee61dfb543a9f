package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds and reopens what failed or was cancelled only because of a task that is repaired now. */
final class Reopening {
  private Reopening() {}

  /**
   * Each task is looked at again whenever one of its prerequisites was reopened, so the order in
   * which they are met does not matter.
   */
  static List<Task<?>> of(Task<?> repaired) {
    List<Task<?>> reopened = new ArrayList<>();
    Deque<Task<?>> open = new ArrayDeque<>(repaired.dependents());
    for (Task<?> task = open.poll(); task != null; task = open.poll()) {
      Status<TaskState> now = task.status();
      if (isByPrerequisite(now)
          && !isStillHindered(task)
          && task.move(now, TaskEvent.RETRY, null) == now) {
        reopened.add(task);
        open.addAll(task.dependents());
      }
    }
    return reopened;
  }

  static boolean isByPrerequisite(Status<TaskState> status) {
    return switch (status.state()) {
      case FAILED -> status.detail() instanceof BlockedException;
      case CANCELLED -> status.detail() instanceof CancelledException why && why.blocker() != null;
      default -> false;
    };
  }

  static boolean isStillHindered(Task<?> task) {
    Hindrance hindrance = Hindrance.among(task);
    return hindrance != null && hindrance.decides();
  }
}
