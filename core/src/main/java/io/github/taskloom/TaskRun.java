package io.github.taskloom;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.fsm.Status;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task's function, by the thread whose CAS brought the task to RUNNING, up to the CAS
 * that settles it. Nobody else settles a RUNNING task; others can only add a {@link CancelRequest}.
 */
final class TaskRun<T extends @Nullable Object> {
  private final Task<T> task;

  /** How the run ends; null for DONE. */
  private @Nullable End end;

  /** An end other than DONE: by CANCEL or ERROR, and why. */
  private record End(TaskEvent event, Throwable why) {}

  private TaskRun(Task<T> task) {
    this.task = task;
  }

  /** Runs the function and settles the task; never throws what the function threw. */
  static <T extends @Nullable Object> TaskState perform(
      Task<T> task, Callable<? extends T> function) {
    Status<TaskState> running = task.status();
    if (running.detail() instanceof CancelRequest) {
      return new TaskRun<>(task).settle(running, null); // cancelled before it began
    }
    T value;
    try {
      value = function.call();
    } catch (Throwable thrown) { // an Error counts as any exception
      return new TaskRun<>(task).settleThrown(running, thrown);
    }
    if (task.isPlain(running.attempt())) {
      task.value(value); // before the CAS, which publishes it
      if (task.settleRun(running, TaskEvent.DONE, null) == running) {
        return TaskState.DONE; // without an object for the run: most end here
      }
    }
    return new TaskRun<>(task).settleReturned(running, value);
  }

  private TaskState settleThrown(Status<TaskState> running, Throwable thrown) {
    end = ended(thrown);
    return settle(running, null);
  }

  private TaskState settleReturned(Status<TaskState> running, T value) {
    // A cancel comes before the test of the result, which might throw.
    boolean asked = task.status().detail() instanceof CancelRequest;
    end = asked ? null : examined(value, running.attempt());
    return settle(running, value);
  }

  /** What an exception of the function leads to. */
  private End ended(Throwable thrown) {
    if (thrown instanceof CancelledException why) {
      return new End(TaskEvent.CANCEL, why);
    }
    if (task.isCancelledOnException()) {
      return cancelled(
          task.name() + " is cancelled by an exception, as cancelOnException says", thrown);
    }
    return new End(TaskEvent.ERROR, thrown);
  }

  /** What a result leads to. */
  private @Nullable End examined(T value, int attempt) {
    RunState asked = task.runStateIfAsked(attempt);
    if (asked != null && asked.isCancelled()) {
      return cancelled(task.name() + " was cancelled", null);
    }
    try {
      return task.isCancelledBy(value)
          ? cancelled(task.name() + " is cancelled by its result, as cancelOnResult says", null)
          : null;
    } catch (Throwable thrown) { // the test is no function: what it throws is a failure
      return new End(TaskEvent.ERROR, thrown);
    }
  }

  private End cancelled(String why, @Nullable Throwable cause) {
    return new End(TaskEvent.CANCEL, new CancelledException(task, why, cause));
  }

  private TaskState settle(Status<TaskState> running, @Nullable T value) {
    Status<TaskState> expected = running;
    while (true) {
      if (expected.detail() instanceof CancelRequest request) {
        request.settle();
        heed(request);
      }
      End now = end;
      task.value(now == null ? value : null); // before the CAS, which publishes it
      TaskEvent event = now == null ? TaskEvent.DONE : now.event();
      Status<TaskState> witness = task.settleRun(expected, event, now == null ? null : now.why());
      if (witness == expected) {
        return switch (event) {
          case DONE -> TaskState.DONE;
          case CANCEL -> TaskState.CANCELLED;
          default -> TaskState.FAILED;
        };
      }
      expected = witness; // the only thing that can have come between is a cancel request
    }
  }

  /** A result, or the end by the interrupt that came with the request, is a cancellation. */
  private void heed(CancelRequest request) {
    End before = end;
    if (before == null) {
      end = new End(TaskEvent.CANCEL, request.why());
    } else if (before.event() == TaskEvent.ERROR && endedByInterrupt(before.why())) {
      request.why().addSuppressed(before.why());
      end = new End(TaskEvent.CANCEL, request.why());
    }
  }

  /** Calls a function for its outcome alone: no state is looked at or changed. */
  static <T extends @Nullable Object> Outcome<T> alone(
      Callable<? extends T> function, Runner runner) {
    AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();
    runner.carriedDuring(
        () -> {
          try {
            outcome.set(new Done<>(function.call()));
          } catch (CancelledException why) {
            outcome.set(new Cancelled<>(why));
          } catch (Throwable thrown) { // an Error counts as any exception
            outcome.set(new Failed<>(thrown));
          }
        });
    return Objects.requireNonNull(outcome.get());
  }

  private static boolean endedByInterrupt(Throwable thrown) {
    int links = 0;
    try {
      for (Throwable cause = thrown; cause != null && links++ < 100; cause = cause.getCause()) {
        if (cause instanceof InterruptedException
            || cause instanceof ClosedByInterruptException
            || cause instanceof InterruptedIOException) {
          return true;
        }
      }
    } catch (Throwable unasked) { // one that cannot even be asked for its cause
      return false;
    }
    return false;
  }
}
