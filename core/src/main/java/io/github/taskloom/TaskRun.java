package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task's function, by the thread whose CAS brought the task to RUNNING, up to the CAS
 * that settles it. Nobody else settles a RUNNING task; others can only add a {@link CancelRequest}.
 */
final class TaskRun<T extends @Nullable Object> {
  private final Task<T> task;
  private @Nullable Throwable failure;
  private @Nullable CancelledException cancellation;

  private TaskRun(Task<T> task) {
    this.task = task;
  }

  /** Runs the function and settles the task; never throws what the function threw. */
  static <T extends @Nullable Object> TaskState perform(
      Task<T> task, Callable<? extends T> function) {
    return new TaskRun<>(task).perform(function);
  }

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  private TaskState perform(Callable<? extends T> function) {
    Status<TaskState> running = task.status();
    T value = null;
    if (!(running.detail() instanceof CancelRequest)) { // else cancelled before it began
      try {
        value = function.call();
        examine(value, running.attempt());
      } catch (Throwable thrown) { // an Error counts as any exception
        failure = thrown;
      }
    }
    return settle(running, value);
  }

  private void examine(T value, int attempt) {
    RunState asked = task.runStateIfAsked(attempt);
    if (asked != null && asked.isCancelled()) {
      cancellation = new CancelledException(task, task.name() + " was cancelled", null);
    } else if (task.isCancelledBy(value)) {
      cancellation =
          new CancelledException(
              task, task.name() + " is cancelled by its result, as cancelOnResult says", null);
    }
  }

  private TaskState settle(Status<TaskState> running, T value) {
    Status<TaskState> expected = running;
    while (true) {
      if (expected.detail() instanceof CancelRequest request) {
        request.settle();
        heed(request);
      }
      Status<TaskState> witness = attempt(expected, value);
      if (witness == expected) {
        return settled();
      }
      expected = witness; // the only thing that can have come between is a cancel request
    }
  }

  private Status<TaskState> attempt(Status<TaskState> expected, T value) {
    Throwable thrown = failure;
    if (thrown == null && cancellation == null) {
      task.value(value); // before the CAS, which publishes it
      return task.settleRun(expected, TaskEvent.DONE, null);
    }
    task.value(null);
    if (thrown == null) {
      return task.settleRun(expected, TaskEvent.CANCEL, cancellation);
    }
    if (thrown instanceof CancelledException cancelled) {
      return task.settleRun(expected, TaskEvent.CANCEL, cancelled);
    }
    if (task.isCancelledOnException()) {
      return task.settleRun(
          expected,
          TaskEvent.CANCEL,
          new CancelledException(
              task,
              task.name() + " is cancelled by an exception, as cancelOnException says",
              thrown));
    }
    return task.settleRun(expected, TaskEvent.ERROR, thrown);
  }

  private TaskState settled() {
    if (failure == null) {
      return cancellation == null ? TaskState.DONE : TaskState.CANCELLED;
    }
    return failure instanceof CancelledException || task.isCancelledOnException()
        ? TaskState.CANCELLED
        : TaskState.FAILED;
  }

  /** A result, or the end by the interrupt that came with the request, is a cancellation. */
  private void heed(CancelRequest request) {
    if (failure == null) {
      cancellation = request.why();
    } else if (endedByInterrupt(failure)) {
      if (failure != request.why()) {
        request.why().addSuppressed(failure);
      }
      failure = null;
      cancellation = request.why();
    }
  }

  private static boolean endedByInterrupt(Throwable thrown) {
    int links = 0;
    for (Throwable cause = thrown; cause != null && links++ < 100; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }
}
