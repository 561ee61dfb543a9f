package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.Result;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.thread.Parking;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Result} is: set by the thread that settles the attempt.
 *
 * @param <T> the task's result
 */
public final class TaskResult<T extends @Nullable Object> extends OneShot<Outcome<T>>
    implements Result<T> {
  private final TaskNode<T> task;
  private final int attempt;

  /** Of an attempt that has not settled. */
  public TaskResult(TaskNode<T> task, int attempt) {
    this.task = task;
    this.attempt = attempt;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public boolean isSettled() {
    return value() != null;
  }

  @Override
  public Outcome<T> outcome() {
    Outcome<T> settled = value();
    return settled == null ? new Unsettled<>() : settled;
  }

  @Override
  public Outcome<T> join() throws InterruptedException {
    await(Long.MAX_VALUE);
    return outcome();
  }

  @Override
  public Outcome<T> join(Duration limit) throws InterruptedException {
    long nanos;
    try {
      nanos = limit.toNanos();
    } catch (ArithmeticException centuries) {
      nanos = Long.MAX_VALUE;
    }
    await(nanos);
    return outcome();
  }

  @Override
  public T get() throws InterruptedException {
    return valueOf(task, join());
  }

  /** The value of an attempt that has settled, or what it failed with or was cancelled for. */
  public static <T extends @Nullable Object> T valueOf(TaskNode<?> task, Outcome<T> settled) {
    if (settled instanceof Done<T> done) {
      return done.value();
    }
    throw why(task, settled);
  }

  private static RuntimeException why(TaskNode<?> task, Outcome<?> settled) {
    if (settled instanceof Failed<?> failed) {
      return new TaskException(
          task, task.name() + " failed: " + Described.of(failed.cause()), failed.cause());
    }
    if (settled instanceof Cancelled<?> cancelled) {
      String message = task.name() + " was cancelled: " + Described.of(cancelled.why());
      CancelledException why = cancelled.why();
      return new CancelledException(task, why.blocker(), message, why.isNotNeeded(), why);
    }
    throw new AssertionError("asked for while " + task + " is open");
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> future = new CompletableFuture<>();
    notify(
        result -> {
          Outcome<T> settled = result.outcome();
          if (settled instanceof Done<T> done) {
            future.complete(done.value());
          } else if (settled instanceof Failed<T> failed) {
            future.completeExceptionally(failed.cause());
          } else if (settled instanceof Cancelled<T> cancelled) {
            future.completeExceptionally(cancelled.why());
          }
        });
    return future;
  }

  @Override
  public Registration notify(Consumer<? super Result<T>> callback) {
    Objects.requireNonNull(callback);
    return whenSet(() -> callback.accept(this));
  }

  private void await(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (isSettled() || nanos <= 0) {
      return;
    }
    if (AtWork.isInside(task)) {
      throw new TaskStateException(task, task.name() + " waits for itself: its function may not");
    }
    long deadline = System.nanoTime() + nanos;
    Thread waiter = Thread.currentThread();
    Registration wake = whenSet(() -> LockSupport.unpark(waiter));
    try {
      while (!isSettled()) {
        if (nanos == Long.MAX_VALUE) {
          Parking.park(this);
        } else {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return;
          }
          Parking.parkNanos(this, left);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      wake.close();
    }
  }

  @Override
  public String toString() {
    return "Result[" + task.name() + ", attempt " + attempt + ", " + outcome() + "]";
  }
}
