package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a task, for those who ask or wait for it. */
public final class TaskResults {
  private TaskResults() {}

  static <T extends @Nullable Object> TaskResult<T> present(TaskNode<T> task) {
    while (true) {
      int attempt = task.status().attempt();
      TaskResult<T> current = asked(task);
      if (current != null && current.attempt() > attempt) {
        continue; // an old status was read: a newer result must not be replaced
      }
      // An open one of an earlier attempt waits for what the attempts after it lead to.
      if (current == null || (current.attempt() < attempt && current.isSettled())) {
        TaskResult<T> fresh = new TaskResult<>(task, attempt);
        if (!Extras.RESULT.compareAndSet(task.extrasToWrite(), current, fresh)) {
          continue;
        }
        current = fresh;
      }
      // The thread that settles an attempt looks at the field after its CAS, and the one that opens
      // the next before. So if the attempt still stands now, one of them completes this result.
      TaskStatus now = task.status();
      if (now.attempt() == attempt) {
        if (now.state().isSettled()) {
          current.set(outcome(task, now));
        }
        return current;
      }
    }
  }

  /** Tells those who wait for an attempt that it has settled so. */
  static <T extends @Nullable Object> void complete(TaskNode<T> task, TaskStatus settled) {
    TaskResult<T> asked = asked(task);
    if (asked != null && asked.attempt() <= settled.attempt()) {
      asked.set(outcome(task, settled));
    }
  }

  /** The result of the present attempt or of an earlier one; null if none was asked for. */
  private static <T extends @Nullable Object> @Nullable TaskResult<T> asked(TaskNode<T> task) {
    Extras<T> extras = task.extras();
    return extras == null ? null : extras.result;
  }

  /**
   * Before a CAS that settles the task outside of a run: makes sure of the stack that it takes to
   * tell those who wait. In a run a frame of the engine's further down would tell them where the
   * stack ends in between.
   */
  static void ensureRoomToTell(TaskNode<?> task) {
    TaskResult<?> asked = asked(task);
    if (asked != null && asked.isWaitedFor()) {
      StackRoom.ensureAmple();
    }
  }

  static <T extends @Nullable Object> Outcome<T> outcome(TaskNode<T> task, TaskStatus now) {
    return switch (now.state()) {
      case DONE -> new Done<>(task.value(now));
      case FAILED, ABORT -> new Failed<>((Throwable) Objects.requireNonNull(now.detail()));
      case CANCELLED -> new Cancelled<>((CancelledException) Objects.requireNonNull(now.detail()));
      default -> new Unsettled<>();
    };
  }

  /** Why a task is FAILED, CANCELLED or ABORT; null in other states. */
  public static @Nullable Throwable failure(TaskNode<?> task) {
    TaskStatus now = task.status();
    return now.state().isSettled() && now.detail() instanceof Throwable why ? why : null;
  }

  /** As a dependent's function takes it. */
  static <T extends @Nullable Object> T input(TaskNode<T> task) {
    TaskStatus now = task.status();
    if (now.state() != TaskState.DONE) {
      throw new TaskException(
          task, task.name() + " is " + now.state() + ": it has no result to pass on");
    }
    return task.value(now);
  }
}
