package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.internal.report.Described;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Task} is asked to end and how it begins again: cancel, repair, events from outside.
 *
 * @param <T> the result
 */
abstract sealed class RepairableTask<T extends @Nullable Object> extends RunningTask<T>
    permits TaskNode {
  RepairableTask(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, function, initial, policy);
  }

  public final void cancel() {
    told(requestCancel(null));
  }

  public final void cancel(String reason) {
    told(requestCancel(Objects.requireNonNull(reason)));
  }

  private static void told(@Nullable CancelRequest request) {
    if (request != null) {
      request.tell();
    }
  }

  /**
   * Takes this task back from an executor: QUEUED to PENDING, if no thread has begun it.
   *
   * @param isOwn whether a status is that in which the caller has queued it; another make's is left
   *     alone
   * @param why what the transition shows; not null, so that the status is one of its own: a
   *     dispatch that looked at the prerequisites before it was queued loses its CAS
   * @return whether it is not begun, and will not be
   */
  public boolean takeBack(Predicate<Status<TaskState>> isOwn, String why) {
    Status<TaskState> now = status();
    while (isOwn.test(now)) {
      Status<TaskState> witness = transition(now, TaskEvent.UNQUEUE, why);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return now.state() == TaskState.PENDING;
  }

  /** For a make alone: takes the wait for the next attempt over; returns the witness. */
  public Status<TaskState> takeOver(Status<TaskState> expected, Backoff own) {
    return amend(expected, withDetail(expected, own));
  }

  private CancelledException cancelled(@Nullable String reason) {
    String what = name() + " was cancelled";
    return new CancelledException(self(), reason == null ? what : what + ": " + reason, null);
  }

  /**
   * Cancels as {@link #cancel()}, but leaves it to the caller to tell the run state's callbacks:
   * whoever cancels several reaches all of them first.
   *
   * @return the request, whose callbacks are still to be told; null if there is none
   */
  @Nullable CancelRequest requestCancel(@Nullable String reason) {
    Status<TaskState> now = status();
    while (true) {
      Status<TaskState> witness;
      switch (now.state()) {
        case PENDING, QUEUED -> witness = transition(now, TaskEvent.CANCEL, cancelled(reason));
        case RUNNING -> {
          if (now.detail() instanceof CancelRequest earlier) {
            if (!earlier.mayBeFollowed()) {
              return null; // asked already
            }
            witness = amend(now, withDetail(now, earlier.withCancel()));
            if (witness == now) {
              return null; // interrupted already, because its time is up
            }
            now = witness;
            continue;
          }
          if (!(now.detail() instanceof Runner runner)) {
            return null;
          }
          CancelRequest request = new CancelRequest(runner, cancelled(reason));
          witness = place(request, now);
          if (witness == now) {
            return request;
          }
        }
        case PREPARE -> {
          runState().cancel(); // remembered: read by the thread that prepares the task
          cancelIfPrepared();
          return null;
        }
        default -> {
          return null;
        }
      }
      if (witness == now) {
        return null;
      }
      now = witness;
    }
  }

  /**
   * Cancels this task if that runner runs it.
   *
   * @return the request, whose callbacks are still to be told; null if it was not for this call
   */
  public @Nullable CancelRequest cancelOn(Runner runner, String reason) {
    Status<TaskState> now = status();
    while (now.detail() == runner) {
      CancelRequest request = new CancelRequest(runner, cancelled(reason));
      Status<TaskState> witness = place(request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  /**
   * As {@link #cancelOn}, because time is up: the task is to fail with that.
   *
   * @param attempt the attempt whose time is up; the next one may run on the same runner
   */
  public @Nullable CancelRequest expireOn(
      Runner runner, int attempt, TaskTimeoutException timeout) {
    Status<TaskState> now = status();
    while (now.detail() == runner && now.attempt() == attempt) {
      CancelledException why =
          new CancelledException(self(), Objects.requireNonNull(timeout.getMessage()), timeout);
      CancelRequest request = new CancelRequest(runner, why, timeout);
      Status<TaskState> witness = place(request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  private Status<TaskState> place(CancelRequest request, Status<TaskState> running) {
    Status<TaskState> witness = amend(running, withDetail(running, request));
    if (witness == running) {
      request.deliver(runStateIfAsked(running.attempt()));
    }
    return witness;
  }

  public final void repairWith(Callable<? extends T> repaired) {
    reopen(Objects.requireNonNull(repaired, "A task needs a function"), false);
  }

  public final void completeWith(T value) {
    reopen(() -> value, true);
    Runner runner = Runner.here();
    while (true) {
      Status<TaskState> now = status();
      if (now.state() != TaskState.PENDING && now.state() != TaskState.QUEUED) {
        return; // another thread was faster to dispatch it: it runs the same function
      }
      if (performOn(runner, () -> enterRun(now, runner) == now, this::perform) != null) {
        return;
      }
    }
  }

  private void reopen(Callable<? extends T> repaired, boolean isValue) {
    Status<TaskState> now = status();
    while (now.state() == TaskState.FAILED || now.state() == TaskState.CANCELLED) {
      Replacement<T> replacement = new Replacement<>(repaired, now.attempt() + 1, isValue);
      Status<TaskState> witness = transition(now, TaskEvent.RETRY, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
    throw new TaskStateException(
        self(),
        name() + " is " + now.state() + ": only a FAILED or CANCELLED task can be repaired");
  }

  public final List<Task<?>> reopenDependents() {
    return List.copyOf(Reopening.of(self()));
  }

  public final void prepared() {
    fire(TaskEvent.PREPARED);
  }

  public final void queue() {
    fire(TaskEvent.QUEUE);
  }

  public final void fail(Throwable cause) {
    fire(TaskEvent.ERROR, Objects.requireNonNull(cause, "A failure needs its cause"));
  }

  public final void abort() {
    fire(TaskEvent.ABORT);
  }

  public final void abort(String reason) {
    fire(TaskEvent.ABORT, Objects.requireNonNull(reason));
  }

  public final void retry() {
    fire(TaskEvent.RETRY);
  }

  @Override
  public final TaskState fire(TaskEvent event, @Nullable Object detail) {
    return super.fire(event, reason(event, detail));
  }

  @Override
  public final boolean tryFire(TaskEvent event, @Nullable Object detail) {
    return super.tryFire(event, reason(event, detail));
  }

  @Override
  protected FsmException refused(String message) {
    return new TaskStateException(self(), message);
  }

  /** A thread that sees a task settled finds an exception that says why. */
  private @Nullable Object reason(TaskEvent event, @Nullable Object detail) {
    String because = detail == null ? "" : ": " + Described.of(detail);
    Throwable cause = detail instanceof Throwable thrown ? thrown : null;
    return switch (event) {
      case CANCEL ->
          cause instanceof CancelledException
              ? cause
              : new CancelledException(self(), name() + " was cancelled" + because, cause);
      case ERROR -> cause != null ? cause : new TaskException(self(), name() + " failed" + because);
      case ABORT ->
          new TaskException(
              self(), name() + " was aborted" + because, cause != null ? cause : failure());
      default -> detail;
    };
  }

  /** How a run begins and ends is the run's: an event from outside cannot settle it. */
  @Override
  protected boolean allows(Status<TaskState> from, TaskEvent event) {
    return event != TaskEvent.DISPATCH
        && event != TaskEvent.UNQUEUE
        && from.state() != TaskState.RUNNING
        && super.allows(from, event);
  }

  @Override
  protected String advice(Status<TaskState> from, TaskEvent event) {
    if (from.state() == TaskState.RUNNING) {
      return "; its function decides how the run ends, cancel() asks it to";
    }
    return switch (event) {
      case DISPATCH -> "; call dispatch(), bg() or make()";
      case UNQUEUE -> "; the make that queued it takes it back when it stops";
      default -> "";
    };
  }

  /** For {@code make} alone: leaves {@code expected} by an event; returns the witness. */
  public Status<TaskState> move(
      Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    return transition(expected, event, detail);
  }
}
