package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.policy.EdgeRule;
import java.util.Objects;

/**
 * How edges of a task come and go: while it is PREPARE or PENDING. The task that requires decides;
 * the far end, which the prerequisite holds, is made to agree.
 */
final class TaskEdges {
  private TaskEdges() {}

  static TaskNode<?> other(Task<?> required) {
    return TaskNode.of(Objects.requireNonNull(required, "A prerequisite is null"));
  }

  static void require(TaskNode<?> task, TaskNode<?> other) {
    if (other == task) {
      throw new IllegalArgumentException(task.name() + " cannot require itself");
    }
    ensureMayRequire(task, task.status(), other);
    if (!Edges.add(TaskNode.PREREQUISITES, task, other)) {
      return;
    }
    TaskStatus now = renew(task);
    if (!mayChangeEdges(now)) {
      Edges.remove(TaskNode.PREREQUISITES, task, other);
      match(task, other);
      ensureMayRequire(task, now, other);
    }
    link(task, other);
  }

  static void require(TaskNode<?> task, TaskNode<?> other, EdgeRule rule) {
    ensureMayRequire(task, task.status(), other);
    if (rule != EdgeRule.DONE || task.policy() != null) {
      // Before the edge: it is seen with its rule alone.
      task.extrasToWrite().policyToWrite().rule(other, rule);
    }
    require(task, other);
    renew(task); // also where the edge was there: a dispatch by the old rule loses its CAS
  }

  static void unrequire(TaskNode<?> task, TaskNode<?> other) {
    TaskStatus now = task.status();
    if (!mayChangeEdges(now)) {
      throw new TaskStateException(
          task,
          task.name()
              + " is "
              + now.state()
              + ": it cannot be rid of "
              + other.name()
              + " any more; edges are taken back while PREPARE or PENDING");
    }
    Edges.remove(TaskNode.PREREQUISITES, task, other);
    // Where the task was dispatched meanwhile, that thread saw the edge met, or not at all.
    renew(task);
    Policy<?> policy = task.policy();
    if (policy != null && !task.requires(other)) {
      policy.rule(other, EdgeRule.DONE); // after the CAS: a reader of the edge judges by its rule
    }
    match(task, other);
  }

  /** After a retry: a task that was settled may have been let go of by what it requires. */
  static void linkAgain(TaskNode<?> task) {
    for (TaskNode<?> prerequisite : task.required()) {
      link(task, prerequisite);
    }
  }

  /**
   * PENDING anew after a change of the prerequisites: a thread that looked at them before and would
   * dispatch or settle the task by what it saw loses its CAS.
   *
   * @return the status that was left, or that in which the task is not PENDING
   */
  private static TaskStatus renew(TaskNode<?> task) {
    TaskStatus now = task.status();
    while (now.state() == TaskState.PENDING) {
      TaskStatus witness = task.renew(now);
      if (witness == now) {
        return now;
      }
      now = witness;
    }
    return now;
  }

  private static boolean mayChangeEdges(TaskStatus now) {
    return now.state() == TaskState.PENDING || now.state() == TaskState.PREPARE;
  }

  private static void ensureMayRequire(TaskNode<?> task, TaskStatus now, TaskNode<?> other) {
    if (!mayChangeEdges(now)) {
      throw new TaskStateException(
          task,
          task.name()
              + " is "
              + now.state()
              + ": it cannot require "
              + other.name()
              + " any more; edges are added while PREPARE or PENDING");
    }
  }

  /** Makes the far end of an edge hold this task, after it has let go of what is past. */
  private static void link(TaskNode<?> task, TaskNode<?> prerequisite) {
    if (prerequisite.holdsManyDependents() && prerequisite.isSettled()) {
      Edges.sweep(
          TaskNode.DEPENDENTS,
          prerequisite,
          dependent -> Dropped.isPastAndNothingOpenBehind(prerequisite, dependent),
          dependent -> lookAgain(prerequisite, dependent));
    }
    match(task, prerequisite);
  }

  /**
   * After a dependent was let go of. One that is retried at the same time links itself after its
   * CAS to PENDING: either that comes after the removal and puts it back, or this look, which comes
   * after the removal, too, sees it PENDING.
   */
  private static void lookAgain(TaskNode<?> prerequisite, TaskNode<?> dependent) {
    if (!Dropped.isPastAndNothingOpenBehind(prerequisite, dependent)) {
      match(dependent, prerequisite);
    }
  }

  /**
   * Makes the far end of an edge agree with the near one, which decides. Each thread that has
   * changed one of them calls this, and it begins again where the near end has changed meanwhile:
   * so the last change there is followed by a look.
   */
  private static void match(TaskNode<?> task, TaskNode<?> prerequisite) {
    boolean required;
    do {
      required = task.requires(prerequisite);
      if (required) {
        Edges.add(TaskNode.DEPENDENTS, prerequisite, task);
      } else {
        Edges.remove(TaskNode.DEPENDENTS, prerequisite, task);
      }
    } while (task.requires(prerequisite) != required);
  }
}
