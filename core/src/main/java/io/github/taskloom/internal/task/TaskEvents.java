package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.internal.report.Described;
import org.jspecify.annotations.Nullable;

/** What is different of a task where its events are fired from outside, as on any machine. */
final class TaskEvents {
  private TaskEvents() {}

  /** How a run begins and ends is the run's: an event from outside cannot settle it. */
  static boolean allowsFromOutside(Status<TaskState> from, TaskEvent event) {
    return event != TaskEvent.DISPATCH
        && event != TaskEvent.UNQUEUE
        && from.state() != TaskState.RUNNING;
  }

  static String advice(Status<TaskState> from, TaskEvent event) {
    if (from.state() == TaskState.RUNNING) {
      return "; its function decides how the run ends, cancel() asks it to";
    }
    return switch (event) {
      case DISPATCH -> "; call dispatch(), bg() or make()";
      case UNQUEUE -> "; the make that queued it takes it back when it stops";
      default -> "";
    };
  }

  static TaskStateException refused(TaskNode<?> task, String message) {
    return new TaskStateException(task, message);
  }

  /** A thread that sees a task settled finds an exception that says why. */
  static @Nullable Object reason(TaskNode<?> task, TaskEvent event, @Nullable Object detail) {
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
              task, task.name() + " was aborted" + because, cause != null ? cause : task.failure());
      default -> detail;
    };
  }
}
