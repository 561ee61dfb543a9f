package io.github.taskloom;

import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.TaskResult;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt of a task, to wait for. {@link Task#retry()} opens a new attempt with a
 * result of its own; this one stays what it was. The attempts that a {@link Retry} makes in a row
 * have one result, which is there when no further one is to come.
 *
 * <p>Every way to settle completes it, so a wait for it ends once the task has settled. Lock-free;
 * every method may be called from any thread, virtual or not. What the function did happens-before
 * what follows a wait.
 *
 * @param <T> the task's result
 * @since 0.1.0
 */
public sealed interface Result<T extends @Nullable Object> permits TaskResult {

  /**
   * The attempt, counted from 1; of several in a row, that in which the result was asked for first.
   *
   * @return the attempt
   */
  int attempt();

  /**
   * Whether the attempt has settled.
   *
   * @return true if so
   */
  boolean isSettled();

  /**
   * What became of the attempt, without waiting.
   *
   * @return the outcome; {@link Unsettled} while it is open
   */
  Outcome<T> outcome();

  /**
   * Waits until the attempt settles; never throws what the function threw.
   *
   * @return the outcome; never {@link Unsettled}
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  Outcome<T> join() throws InterruptedException;

  /**
   * Waits until the attempt settles or the time is up.
   *
   * @param limit how long to wait at most, on a monotonic clock; zero or less does not wait
   * @return the outcome; {@link Unsettled} if the time was up
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  Outcome<T> join(Duration limit) throws InterruptedException;

  /**
   * Waits for the value.
   *
   * @return what the function returned; null if it returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled; the reason is the cause
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  T get() throws InterruptedException;

  /**
   * A future that completes as the attempt does: with the value, with what the function threw, or
   * with the {@link CancelledException}. Cancelling the future leaves the task alone.
   *
   * @return a new future
   */
  CompletableFuture<T> toCompletableFuture();

  /**
   * Calls back once the attempt has settled: exactly once, in the thread that settles it, or now in
   * the calling thread if it is settled. A callback that throws is reported and changes nothing.
   *
   * @param callback takes this result
   * @return the handle that removes the callback
   */
  Registration notify(Consumer<? super Result<T>> callback);
}
