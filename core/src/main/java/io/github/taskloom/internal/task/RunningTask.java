package io.github.taskloom.internal.task;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Task} runs: the ways to its function, each by one CAS that claims the task for a
 * {@link Runner}, and what its {@link TaskRun} asks and does.
 *
 * @param <T> the result
 */
abstract sealed class RunningTask<T extends @Nullable Object> extends SettlingTask<T>
    permits RepairableTask {
  private static final VarHandle FUNCTION =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "function", VarHandle.class, RunningTask.class, Callable.class);

  /** Replaced by a repair, as {@link #install} says; dropped when DONE, with all it captures. */
  private @Nullable Callable<? extends T> function;

  RunningTask(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, initial, policy);
    this.function = Objects.requireNonNull(function, "A task needs a function");
  }

  public final TaskState dispatch() {
    Runner runner = Runner.here();
    TaskState settled = performOn(runner, () -> TaskClaim.claim(self(), runner), this::perform);
    return settled == null ? TaskState.ABORT : settled;
  }

  public final Thread bg() {
    Runner[] claimed = new Runner[1]; // null where there is nothing to run
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  if (claimed[0] != null) {
                    performOn(claimed[0], () -> true, this::perform);
                  }
                });
    Runner runner = new Runner(null, thread);
    runner.carriedDuring(
        () -> {
          if (TaskClaim.claim(self(), runner)) {
            claimed[0] = runner;
          }
        });
    thread.start();
    return thread;
  }

  public final Outcome<T> run() {
    Runner runner = Runner.here();
    while (true) {
      Status<TaskState> now = status();
      switch (now.state()) {
        case FAILED, CANCELLED -> transition(now, TaskEvent.RETRY, null);
        case PENDING, QUEUED -> {
          if (performOn(runner, () -> enterRun(now, runner) == now, this::perform) != null) {
            return outcome();
          }
        }
        case PREPARE, RUNNING -> {
          Callable<? extends T> mine = function;
          if (mine != null) { // else it became DONE just now
            runner.task(self());
            return TaskRun.alone(mine, runner);
          }
        }
        case DONE, ABORT ->
            throw new TaskStateException(
                self(), name() + " is " + now.state() + ": it cannot run again");
      }
    }
  }

  /** The function as the user wrote it, for what its class tells; null once the task is DONE. */
  public @Nullable Object userFunction() {
    Object mine = function;
    if (mine instanceof Replacement<?> replacement) {
      mine = replacement.function();
    }
    return mine instanceof UserFunction<?> adapted ? adapted.function() : mine;
  }

  /** The CAS that claims the task for a runner; returns its witness. */
  public Status<TaskState> enterRun(Status<TaskState> expected, Runner runner) {
    runner.task(self()); // before the CAS, so that whoever sees us RUNNING there finds us
    return transitionTo(expected, TaskEvent.DISPATCH, runner.running());
  }

  /**
   * Claims the task and runs it, on a runner that the thread does not carry yet: it does so during
   * the claim, too, so that a callback on RUNNING which would wait for its own task is told.
   *
   * @return the state it settled in; null if the claim failed
   */
  public @Nullable TaskState performOn(
      Runner runner, BooleanSupplier claim, Supplier<TaskState> performs) {
    TaskState[] settled = new TaskState[1];
    runner.beginsInside();
    try {
      runner.carriedDuring(
          () -> {
            if (claim.getAsBoolean()) {
              settled[0] = performs.get();
            }
          });
    } catch (Throwable thrown) {
      // One that ends here by another error is settled by whoever it runs inside of.
      runner.breakOffInner(thrown);
      boolean ours = breakOff(runner, thrown);
      runner.hasEndedInside();
      if (!ours) {
        throw thrown;
      }
      return TaskState.FAILED;
    }
    runner.breakOffInner(null);
    runner.hasEndedInside();
    return settled[0];
  }

  /**
   * Settles the task as FAILED if that runner has left it RUNNING: the stack or the memory ended
   * within the engine, not within the function.
   *
   * @return false if there was nothing to settle
   */
  public boolean breakOff(Runner runner, Throwable thrown) {
    Status<TaskState> now = status();
    while (Runner.runs(runner, now)) {
      if (now.detail() instanceof CancelRequest request) {
        request.settle();
      }
      Status<TaskState> witness = settleRun(now, TaskEvent.ERROR, thrown);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  /** After {@link #enterRun}: runs the function and settles. */
  public TaskState perform() {
    return TaskRun.perform(self(), Objects.requireNonNull(function));
  }

  /** As {@link #perform()}, under a retry rule or limits; PENDING if another attempt follows. */
  public TaskState perform(Terms terms, UnaryOperator<Callable<? extends T>> guard) {
    return TaskRun.perform(self(), Objects.requireNonNull(function), terms, guard);
  }

  /** For the run alone: one settles, or learns of a cancel request. */
  public Status<TaskState> settleRun(
      Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    Status<TaskState> witness = transition(expected, event, detail);
    if (witness == expected && event == TaskEvent.DONE) {
      function = null;
    }
    return witness;
  }

  /** Whether a result leads to DONE whatever it is, unless there is a cancel request. */
  boolean isPlain(int attempt) {
    Policy<T> mine = policy();
    return (mine == null || mine.isPlain()) && runStateIfAsked(attempt) == null;
  }

  boolean isCancelledOnException() {
    Policy<T> mine = policy();
    return mine != null && mine.isCancelledOnException();
  }

  boolean isCancelledBy(T computed) {
    Policy<T> mine = policy();
    return mine != null && !isRepairedByValue() && mine.isCancelledBy(computed);
  }

  /** A value that was given by hand is asked nothing. */
  boolean isRepairedByValue() {
    return function instanceof Replacement<?> replacement && replacement.isValue();
  }

  /**
   * By every thread that is about to leave the status that a repair led to, so that nobody gets
   * past it without. A late one finds its attempt or a later one there and changes nothing.
   */
  private void install(Replacement<T> replacement) {
    Object now = FUNCTION.getVolatile(this);
    while (now != null
        && !(now instanceof Replacement<?> other && other.attempt() >= replacement.attempt())) {
      Object witness = FUNCTION.compareAndExchange(this, now, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** What would be forgotten by the CAS to come: a settled attempt's result, a repair. */
  @Override
  @SuppressWarnings("unchecked") // repair() of this task put it there
  protected void leaving(Status<TaskState> from, TaskEvent event) {
    if (event == TaskEvent.RETRY) {
      complete(from);
    } else if (from.detail() instanceof Replacement<?> replacement) {
      install((Replacement<T>) replacement);
    }
  }
}
