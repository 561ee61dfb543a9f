package io.github.taskloom;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.thread.Parking;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt of a task, to wait for. {@link Task#retry()} opens a new attempt with a
 * result of its own; this one stays what it was. The attempts that a {@link Retry} makes in a row
 * have one result, which is there when no further one is to come.
 *
 * <p>Every way to settle completes it: nobody who waits waits for ever. Lock-free; every method may
 * be called from any thread, virtual or not. What the function did happens-before what follows a
 * wait.
 *
 * @param <T> the task's result
 * @since 0.1.0
 */
public final class Result<T extends @Nullable Object> extends OneShot<Outcome<T>> {
  private final Task<T> task;
  private final int attempt;

  Result(Task<T> task, int attempt) {
    this.task = task;
    this.attempt = attempt;
  }

  /**
   * The attempt, counted from 1; of several in a row, that in which the result was asked for first.
   *
   * @return the attempt
   */
  public int attempt() {
    return attempt;
  }

  /**
   * Whether the attempt has settled.
   *
   * @return true if so
   */
  public boolean isSettled() {
    return value() != null;
  }

  /**
   * What became of the attempt, without waiting.
   *
   * @return the outcome; {@link Unsettled} while it is open
   */
  public Outcome<T> outcome() {
    Outcome<T> settled = value();
    return settled == null ? new Unsettled<>() : settled;
  }

  /**
   * Waits until the attempt settles; never throws what the function threw.
   *
   * @return the outcome; never {@link Unsettled}
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
  public Outcome<T> join() throws InterruptedException {
    await(Long.MAX_VALUE);
    return outcome();
  }

  /**
   * Waits until the attempt settles or the time is up.
   *
   * @param limit how long to wait at most, on a monotonic clock; zero or less does not wait
   * @return the outcome; {@link Unsettled} if the time was up
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
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

  /**
   * Waits for the value.
   *
   * @return what the function returned; null if it returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled; the reason is the cause
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   */
  public T get() throws InterruptedException {
    return switch (join()) {
      case Done<T> done -> done.value();
      case Failed<T> failed ->
          throw new TaskException(
              task, task.name() + " failed: " + Described.of(failed.cause()), failed.cause());
      case Cancelled<T> cancelled ->
          throw new CancelledException(
              task,
              task.name() + " was cancelled: " + Described.of(cancelled.why()),
              cancelled.why());
      case Unsettled<T> open ->
          throw new AssertionError("join() returned while " + task + " is open");
    };
  }

  /**
   * A future that completes as the attempt does: with the value, with what the function threw, or
   * with the {@link CancelledException}. Cancelling the future leaves the task alone.
   *
   * @return a new future
   */
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> future = new CompletableFuture<>();
    notify(
        result -> {
          switch (result.outcome()) {
            case Done<T> done -> future.complete(done.value());
            case Failed<T> failed -> future.completeExceptionally(failed.cause());
            case Cancelled<T> cancelled -> future.completeExceptionally(cancelled.why());
            case Unsettled<T> open -> throw new AssertionError("told while " + task + " is open");
          }
        });
    return future;
  }

  /**
   * Calls back once the attempt has settled: exactly once, in the thread that settles it, or now in
   * the calling thread if it is settled. A callback that throws is reported and changes nothing.
   *
   * @param callback takes this result
   * @return the handle that removes the callback
   */
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
    if (Runner.isInside(task)) {
      throw new TaskException(task, task.name() + " waits for itself: its function may not");
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
