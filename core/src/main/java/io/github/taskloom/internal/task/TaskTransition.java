package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.observe.Observers;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a task with all that belongs to it, by the thread whose CAS makes it, in this
 * order: what the CAS would lose is saved, the CAS, the result that is waited for, the callbacks.
 */
final class TaskTransition {
  private TaskTransition() {}

  /** By an event that is allowed; returns the witness of the CAS. */
  static TaskStatus make(TaskNode<?> task, TaskStatus expected, TaskEvent event, TaskStatus next) {
    if (task.observers() != null && next.state().isSettled()) {
      return TaskTelling.during(task, () -> made(task, expected, event, next, true));
    }
    return made(task, expected, event, next, false);
  }

  /**
   * As {@link #make}, once it is known whether this thread tells the callbacks.
   *
   * @param hasEntered whether this thread has entered the callbacks of a task that settles, and so
   *     tells them; else {@link TaskNode#tellLate} looks whether there are any by now
   */
  private static TaskStatus made(
      TaskNode<?> task, TaskStatus expected, TaskEvent event, TaskStatus next, boolean hasEntered) {
    leaving(task, expected, event);
    TaskStatus witness = task.swing(expected, next);
    if (witness == expected) {
      if (hasEntered) {
        entered(task, event, next);
        told(task, Objects.requireNonNull(task.observers()), expected, event, next);
      } else {
        task.tellLate(expected, event, next);
      }
    }
    return witness;
  }

  /**
   * Before the CAS: saves what it would lose, the result of a settled attempt or the function of a
   * repair.
   */
  @SuppressWarnings("unchecked") // a repair of this task put it there
  private static <T extends @Nullable Object> void leaving(
      TaskNode<T> task, TaskStatus from, TaskEvent event) {
    if (event == TaskEvent.RETRY) {
      TaskResults.complete(task, from);
    } else if (from.detail() instanceof Replacement<?> replacement) {
      TaskRepair.install(task, (Replacement<T>) replacement);
    }
  }

  /** After it, before the callbacks. */
  static void entered(TaskNode<?> task, TaskEvent event, TaskStatus to) {
    if (to.state().isSettled()) {
      TaskResults.complete(task, to);
    } else if (event == TaskEvent.PREPARED) {
      TaskCancellation.cancelIfPrepared(task);
    } else if (event == TaskEvent.RETRY) {
      TaskEdges.linkAgain(task);
    }
  }

  /** The callbacks; returns the witness of the CAS that has made it. */
  static TaskStatus told(
      TaskNode<?> task,
      Observers<TaskState, TaskEvent> current,
      TaskStatus from,
      TaskEvent event,
      TaskStatus to) {
    current.tell(
        Task.class,
        new Transition<>(
            task,
            from.state(),
            event,
            to.state(),
            Instant.now(),
            to.sequence(),
            to.attempt(),
            shown(to.detail())));
    return from;
  }

  /** What users see of a detail: why, and nothing of who runs or waits for the task. */
  private static @Nullable Object shown(@Nullable Object detail) {
    if (detail instanceof Restored restored) {
      return restored.toString(); // the value is the result's alone
    }
    return detail instanceof Throwable || detail instanceof String ? detail : null;
  }
}
