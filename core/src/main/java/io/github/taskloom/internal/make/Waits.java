package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.FunctionWait;
import io.github.taskloom.internal.task.MadeInside;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskTelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: a task for the makes inside its function and its callbacks, a make for what
 * it runs and for what it found running, or at its callbacks, elsewhere. A make adds that last kind
 * of wait first and looks for a circle then. Every circle has such a wait in it, so the make that
 * adds the last one finds it.
 */
public final class Waits {
  private Waits() {}

  /** Whether a task waits, by any path, for something that the caller runs in. */
  static boolean leadBack(TaskNode<?> from, @Nullable Runner caller) {
    if (caller == null) {
      return false;
    }
    Set<Runner> seen = new HashSet<>();
    Deque<Runner> open = new ArrayDeque<>();
    addRunner(open, from);
    for (Runner runner = open.poll(); runner != null; runner = open.poll()) {
      if (seen.add(runner)) {
        if (AtWork.isWithin(caller, runner)) {
          return true;
        }
        for (FunctionWait made : MadeInside.of(runner)) {
          made.forEachRunner(open::add);
          made.waitedFor().forEach(task -> addRunner(open, task));
        }
      }
    }
    return false;
  }

  private static void addRunner(Deque<Runner> open, TaskNode<?> task) {
    open.addAll(TaskTelling.tellers(task));
    Object detail = task.status().detail();
    if (detail instanceof Runner runner) {
      open.add(runner);
    } else if (detail instanceof CancelRequest request && request.runner() != null) {
      open.add(request.runner());
    }
  }
}
