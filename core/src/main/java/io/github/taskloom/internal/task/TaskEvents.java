package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.report.Refusal;
import org.jspecify.annotations.Nullable;

/** What is different of a task where its events are fired from outside, as on any machine. */
public final class TaskEvents {
  private TaskEvents() {}

  /** As users call it. */
  public static void fire(TaskNode<?> task, TaskEvent event) {
    fire(task, event, null);
  }

  /** As {@link #fire(TaskNode, TaskEvent)}, and says why. */
  public static void fire(TaskNode<?> task, TaskEvent event, @Nullable Object detail) {
    TaskStatus refusing = tried(task, event, reason(task, event, detail));
    if (refusing != null) {
      throw refused(task, refusing, event);
    }
  }

  /** As {@link #fire(TaskNode, TaskEvent)}; false where the event is not allowed. */
  public static boolean tryFire(TaskNode<?> task, TaskEvent event) {
    return tried(task, event, reason(task, event, null)) == null;
  }

  /** The status that refuses the event; null if it was made. */
  private static @Nullable TaskStatus tried(
      TaskNode<?> task, TaskEvent event, @Nullable Object why) {
    TaskStatus now = task.status();
    TaskResults.ensureRoomToTell(task);
    while (allowsFromOutside(now, event)) {
      TaskStatus witness = task.move(now, event, why);
      if (witness == now) {
        return null;
      }
      now = witness;
    }
    return now;
  }

  /**
   * How a run begins and ends is the run's: an event from outside cannot settle it. And a restore
   * needs a value: {@link TaskRestore}.
   */
  private static boolean allowsFromOutside(TaskStatus from, TaskEvent event) {
    return event != TaskEvent.DISPATCH
        && event != TaskEvent.UNQUEUE
        && event != TaskEvent.RESTORE
        && from.state() != TaskState.RUNNING
        && BaseTask.TRANSITIONS.next(from.state(), event) != null;
  }

  static TaskStateException refused(TaskNode<?> task, TaskStatus from, TaskEvent event) {
    String advice =
        from.state() == TaskState.RUNNING
            ? "; its function decides how the run ends, cancel() asks it to"
            : "";
    String refusal =
        Refusal.of(task.name(), from.state(), event, other -> allowsFromOutside(from, other));
    return new TaskStateException(task, refusal + advice);
  }

  /** A thread that sees a task settled finds an exception that says why. */
  private static @Nullable Object reason(
      TaskNode<?> task, TaskEvent event, @Nullable Object detail) {
    String because = detail == null ? "" : ": " + Described.of(detail);
    Throwable cause = detail instanceof Throwable thrown ? thrown : null;
    return switch (event) {
      case CANCEL ->
          cause instanceof CancelledException
              ? cause
              : new CancelledException(task, task.name() + " was cancelled" + because, cause);
      case ERROR ->
          cause != null ? cause : new TaskException(task, task.name() + " failed" + because);
      case ABORT ->
          new TaskException(
              task,
              task.name() + " was aborted" + because,
              cause != null ? cause : TaskResults.failure(task));
      default -> detail;
    };
  }
}
