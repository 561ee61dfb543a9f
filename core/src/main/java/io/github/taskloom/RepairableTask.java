package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
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
    permits Task {
  RepairableTask(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, function, initial, policy);
  }

  /**
   * Cancels this task; returns at once and is never lost.
   *
   * <p>PENDING and QUEUED go to CANCELLED. RUNNING gets its run state cancelled and its thread
   * interrupted, and the function decides how fast it ends; the interrupt reaches that function or
   * none. What it then throws because of the interrupt is a cancellation, whatever its class: from
   * sockets and channels, wrapped or suppressed, or from a future that was cancelled; any other
   * exception fails the task, and has the reason of the cancel as suppressed. In PREPARE it is
   * remembered until the task is prepared. In the other states nothing happens.
   */
  @Override
  public void cancel() {
    told(requestCancel(null));
  }

  /**
   * Cancels this task as {@link #cancel()} does, and says why: the reason is part of the {@link
   * CancelledException} that the outcome, the history and whoever waits for the result show.
   *
   * @param reason half a sentence, as in "the user has gone"
   */
  public void cancel(String reason) {
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
  boolean takeBack(Predicate<Status<TaskState>> isOwn, String why) {
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
  Status<TaskState> takeOver(Status<TaskState> expected, Backoff own) {
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
          if (!(now.detail() instanceof Runner runner)) {
            return null; // asked already
          }
          CancelRequest request = new CancelRequest(runner, cancelled(reason));
          witness = place(request, now);
          if (witness == now) {
            return request;
          }
        }
        case PREPARE -> {
          super.cancel();
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
  @Nullable CancelRequest cancelOn(Runner runner, String reason) {
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

  /** As {@link #cancelOn}, because time is up: the task is to fail with that. */
  @Nullable CancelRequest expireOn(Runner runner, TaskTimeoutException timeout) {
    Status<TaskState> now = status();
    while (now.detail() == runner) {
      CancelledException why = new CancelledException(self(), timeout.getMessage(), timeout);
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

  /**
   * Replaces the function of a task that is FAILED or CANCELLED, and opens a new attempt: it is
   * PENDING afterwards, and the next make runs the new function. To let the tasks go on that failed
   * because of this one, call {@link #reopenDependents()}.
   *
   * @param repaired computes the result from now on
   * @throws FsmException if the task is neither FAILED nor CANCELLED
   */
  public void repair(Callable<? extends T> repaired) {
    reopen(Objects.requireNonNull(repaired, "A task needs a function"), false);
  }

  /**
   * Gives a task that is FAILED or CANCELLED its result by hand: it is DONE afterwards, whatever
   * its prerequisites are. To let the tasks go on that failed because of this one, call {@link
   * #reopenDependents()}.
   *
   * @param repaired the result
   * @throws FsmException if the task is neither FAILED nor CANCELLED
   */
  public void repair(T repaired) {
    reopen(() -> repaired, true);
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
    throw new TaskException(
        this, name() + " is " + now.state() + ": only a FAILED or CANCELLED task can be repaired");
  }

  /**
   * Brings the tasks back to PENDING that failed or were cancelled only because of this one: those
   * behind it, directly or not, that a prerequisite settled and of whose prerequisites none is
   * FAILED, CANCELLED or ABORT any more. Call it once this task is repaired.
   *
   * @return the tasks that were reopened, in the order of their edges
   */
  public List<Task<?>> reopenDependents() {
    return Reopening.of(self());
  }

  @Override
  public TaskState fire(TaskEvent event, @Nullable Object detail) {
    return super.fire(event, reason(event, detail));
  }

  @Override
  public boolean tryFire(TaskEvent event, @Nullable Object detail) {
    return super.tryFire(event, reason(event, detail));
  }

  /** Whoever sees a task settled finds an exception that says why. */
  private @Nullable Object reason(TaskEvent event, @Nullable Object detail) {
    String because = detail == null ? "" : ": " + Described.of(detail);
    Throwable cause = detail instanceof Throwable thrown ? thrown : null;
    return switch (event) {
      case CANCEL ->
          cause instanceof CancelledException
              ? cause
              : new CancelledException(self(), name() + " was cancelled" + because, cause);
      case ERROR -> cause != null ? cause : new TaskException(this, name() + " failed" + because);
      case ABORT ->
          new TaskException(
              this, name() + " was aborted" + because, cause != null ? cause : failure());
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
  Status<TaskState> move(Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    return transition(expected, event, detail);
  }
}
