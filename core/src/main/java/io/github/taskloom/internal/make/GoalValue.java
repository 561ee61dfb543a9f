package io.github.taskloom.internal.make;

import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResult;
import io.github.taskloom.internal.task.TaskResults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gets for a goal once its make has ended: its value, its failure, or why the make
 * stopped.
 */
final class GoalValue {
  private GoalValue() {}

  /**
   * The value.
   *
   * @param reason why the make stopped, if it did
   * @param failed the task that it failed fast by, if it did so
   * @throws MakeStoppedException if the goal has not settled
   */
  static <T extends @Nullable Object> T of(
      TaskNode<T> goal, MakeStoppedException.Reason reason, @Nullable TaskNode<?> failed) {
    Outcome<T> outcome = goal.outcome();
    if (outcome instanceof Unsettled<T>) {
      List<Task<?>> left = unsettled(goal);
      TaskNode<?> culprit = failed == null ? culprit(left) : failed;
      Throwable cause = culprit == null ? null : TaskResults.failure(culprit);
      throw new MakeStoppedException(
          goal, reason, message(goal, reason, failed, left.size()), left, cause);
    }
    return TaskResult.valueOf(goal, outcome);
  }

  private static String message(
      TaskNode<?> goal,
      MakeStoppedException.Reason reason,
      @Nullable TaskNode<?> failed,
      int left) {
    String why =
        switch (reason) {
          case FAILED_FAST ->
              failed == null
                  ? "it failed fast"
                  : "it failed fast, since " + failed.name() + " is " + failed.state();
          case TIMED_OUT -> "its time was up";
          case INTERRUPTED -> "its caller was interrupted";
          case STOPPED -> "it was stopped";
        };
    return "The make of "
        + goal.name()
        + " stopped before that settled: "
        + why
        + "; left is "
        + (left == 1 ? "this task" : "this task and " + (left - 1) + " that it requires");
  }

  /** The first that is required by what is left, and has settled in another state than DONE. */
  private static @Nullable TaskNode<?> culprit(List<Task<?>> left) {
    for (Task<?> task : left) {
      for (TaskNode<?> prerequisite : TaskNode.of(task).required()) {
        if (TaskResults.failure(prerequisite) != null) {
          return prerequisite;
        }
      }
    }
    return null;
  }

  /** The goal and all that it requires, as far as they have not settled. */
  private static List<Task<?>> unsettled(TaskNode<?> goal) {
    Set<TaskNode<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Task<?>> left = new ArrayList<>();
    Deque<TaskNode<?>> open = new ArrayDeque<>();
    open.add(goal);
    for (TaskNode<?> task = open.poll(); task != null; task = open.poll()) {
      if (!task.isSettled() && seen.add(task)) {
        left.add(task);
        Collections.addAll(open, task.required());
      }
    }
    return left;
  }
}
