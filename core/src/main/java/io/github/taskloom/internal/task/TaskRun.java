package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.TaskConsumer;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.report.Described;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task's function, by the thread that holds the task RUNNING, up to the CAS that
 * settles it. Other threads can only add a {@link CancelRequest}. But one that may be left behind
 * ({@link LimitedRun}) may be settled by the thread that gives it up.
 */
final class TaskRun<T extends @Nullable Object> {
  private final TaskNode<T> task;
  private final @Nullable EffectivePolicy effective;

  // Of use where there is an effective policy alone.
  private final Instant start;
  private final long began;

  /** How the run ends; null for DONE. */
  private @Nullable End end;

  /** An end other than DONE: by CANCEL or ERROR, and why. */
  private record End(TaskEvent event, Throwable why) {}

  private TaskRun(TaskNode<T> task, @Nullable EffectivePolicy effective) {
    this.task = task;
    this.effective = effective;
    this.start = effective == null ? Instant.EPOCH : Instant.now();
    this.began = effective == null ? 0 : effective.clock().nanoTime();
  }

  /** Runs the function and settles the task; never throws what the function threw. */
  static <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task, Callable<? extends T> function) {
    TaskStatus running = task.status();
    if (running.detail() instanceof CancelRequest) {
      return new TaskRun<>(task, null).settle(running, null); // cancelled before it began
    }
    return perform(task, running, function);
  }

  /**
   * As {@link #perform(TaskNode, Callable)}, after a look at the status.
   *
   * @param running how the task stood after the claim, without a cancel request
   */
  static <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task, TaskStatus running, Callable<? extends T> function) {
    T value;
    try {
      value = function.call();
    } catch (Throwable thrown) { // an Error counts as any exception
      return new TaskRun<>(task, null).settleThrown(running, thrown);
    }
    if (task.extras() == null && running.isPlain()) {
      task.value(value); // before the CAS, which publishes it
      if (task.settlePlainRun(running)) {
        return TaskState.DONE; // without an object for the run: most end here
      }
    } else if (Extras.isPlain(task, running.attempt())) {
      task.value(value);
      if (task.settleRun(running, TaskEvent.DONE, null) == running) {
        return TaskState.DONE;
      }
    }
    TaskRun<T> run = new TaskRun<>(task, null);
    try {
      run.examined(running, value);
    } catch (Throwable thrown) { // by a hook, as if by the function
      return run.settleThrown(running, thrown);
    }
    return run.settle(running, value);
  }

  /**
   * As {@link #perform(TaskNode, Callable)}, under an effective policy.
   *
   * @param guard what the attempt is called through, the function and what follows it before the
   *     end; it learns of one that is not called, too, since the clock's thread, which gives the
   *     task up, may be settling it at this moment
   * @return the state that it settled in; PENDING if another attempt follows
   */
  static <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task,
      Callable<? extends T> function,
      EffectivePolicy effective,
      UnaryOperator<Callable<? extends T>> guard) {
    TaskStatus running = task.status();
    TaskRun<T> run = new TaskRun<>(task, effective);
    effective.policy().begin(running.attempt(), run.began);
    boolean cancelled = running.detail() instanceof CancelRequest; // before it began
    T value;
    try {
      Callable<T> attempt = cancelled ? run::nothing : () -> run.examined(running, function.call());
      value = guard.apply(attempt).call();
    } catch (Abandonment late) {
      return task.state(); // settled by another thread, without us
    } catch (Throwable thrown) {
      return run.settleThrown(running, thrown);
    }
    return run.settle(running, value);
  }

  @SuppressWarnings("NullAway") // a cancelled run has no value
  private T nothing() {
    return null;
  }

  /** Settles a task whose function has ended by an exception. */
  static TaskState endedBy(TaskNode<?> task, TaskStatus running, Throwable thrown) {
    return new TaskRun<>(task, null).settleThrown(running, thrown);
  }

  private TaskState settleThrown(TaskStatus running, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      FunctionKind.stuck(TaskRepair.userFunction(task)); // it waits: not on a caller's thread again
      if (running.detail() instanceof Runner runner
          && task.status() == running
          && InterruptTrace.isOfThisThread(thrown)) {
        runner.interrupted(); // a caller's own: its make stops, and asks this task to end
      }
    }
    end = ended(thrown);
    return settle(running, null);
  }

  /**
   * Decides what a result leads to, and tells the hooks of one that is to lead to DONE. Tests and
   * hooks are called only as long as the status is the one of the claim: a cancel request comes
   * before them, and once the attempt was given up none may run beside the next one.
   *
   * @throws Exception as a hook does; a test's is an end like any
   */
  private T examined(TaskStatus running, T value) throws Exception {
    if (task.status() != running) {
      return value;
    }
    int attempt = running.attempt();
    end = tested(value, attempt);
    Policy<T> policy = task.policy();
    if (policy == null || TaskRepair.isByValue(task)) {
      return value;
    }
    for (TaskConsumer<? super T> hook : policy.beforeDone()) {
      if (end == null && task.status() == running) {
        hook.accept(value);
        end = signalled(attempt);
      }
    }
    ResultWriter writer = policy.writer();
    if (end == null && writer != null && task.status() == running) {
      writer.write(task, attempt, value);
      end = signalled(attempt);
    }
    return value;
  }

  /** The run state of the attempt was cancelled; null if not. */
  private @Nullable End signalled(int attempt) {
    RunSignal asked = Extras.runStateIfAsked(task, attempt);
    return asked != null && asked.isCancelled()
        ? cancelled(task.name() + " was cancelled", null)
        : null;
  }

  /** What an exception of the function leads to. */
  private End ended(Throwable thrown) {
    if (thrown instanceof CancelledException why) {
      return new End(TaskEvent.CANCEL, why);
    }
    Policy<T> policy = task.policy();
    if (policy != null && policy.isCancelledOnException()) {
      return cancelled(
          task.name() + " is cancelled by an exception, as cancelOnException says", thrown);
    }
    return new End(TaskEvent.ERROR, thrown);
  }

  /** What a result leads to, before a hook has seen it. */
  private @Nullable End tested(T value, int attempt) {
    End signalled = signalled(attempt);
    if (signalled != null) {
      return signalled;
    }
    try {
      Policy<T> policy = task.policy();
      boolean isGiven = TaskRepair.isByValue(task); // by hand: it is asked nothing
      if (policy != null && !isGiven && policy.isCancelledBy(value)) {
        return cancelled(task.name() + " is cancelled by its result, as cancelOnResult says", null);
      }
      RetryRule retry = effective == null || isGiven ? null : effective.retry();
      return retry != null && retry.isFailure(value)
          ? new End(
              TaskEvent.ERROR,
              new TaskException(
                  task,
                  task.name()
                      + " returned "
                      + Described.of(value)
                      + ", which its retry rule counts as a failure"))
          : null;
    } catch (Throwable thrown) { // the test is no function: what it throws is a failure
      return new End(TaskEvent.ERROR, thrown);
    }
  }

  private End cancelled(String why, @Nullable Throwable cause) {
    return new End(TaskEvent.CANCEL, new CancelledException(task, why, cause));
  }

  private TaskState settle(TaskStatus running, @Nullable T value) {
    TaskStatus expected = running;
    while (true) {
      if (expected.detail() instanceof CancelRequest request) {
        request.settle(end != null && InterruptTrace.isOfThisThread(end.why()));
        heed(request);
      }
      End now = end;
      task.value(now == null ? value : null); // before the CAS, which publishes it
      TaskEvent event = now == null ? TaskEvent.DONE : now.event();
      Throwable why = now == null ? null : now.why();
      TaskState to = Objects.requireNonNull(BaseTask.TRANSITIONS.next(TaskState.RUNNING, event));
      boolean last = expected.detail() instanceof CancelRequest request && !request.mayBeFollowed();
      Backoff next =
          effective == null
              ? null
              : effective.ended(task, expected.attempt(), start, began, to, why, last);
      TaskStatus witness =
          next == null
              ? task.settleRun(expected, event, why)
              : task.settleRun(expected, TaskEvent.AGAIN, next);
      if (witness == expected) {
        return next == null ? to : TaskState.PENDING;
      }
      expected = witness; // the only thing that can have come between is a cancel request
    }
  }

  /**
   * A result, or the end by the interrupt that came with the request, is a cancellation; whatever
   * comes when the time is up is too late. Where the end does not tell of the interrupt, it may be
   * one by it all the same: it carries the reason.
   */
  private void heed(CancelRequest request) {
    End before = end;
    if (request.timeout() != null) {
      if (before != null && before.why() != request.timeout()) {
        Suppressed.add(request.timeout(), before.why());
      }
      end = new End(TaskEvent.ERROR, request.timeout());
      return;
    }
    if (before == null) {
      end = new End(TaskEvent.CANCEL, request.why());
    } else if (before.event() == TaskEvent.ERROR && InterruptTrace.isIn(before.why())) {
      Suppressed.add(request.why(), before.why());
      end = new End(TaskEvent.CANCEL, request.why());
    } else {
      Suppressed.add(before.why(), request.why());
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
}
