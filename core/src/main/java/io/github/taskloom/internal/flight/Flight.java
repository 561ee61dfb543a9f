package io.github.taskloom.internal.flight;

import io.github.taskloom.TaskState;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One make as the flight recorder is told of it, by the threads that do what is told. Tasks are
 * keys, equal by identity.
 */
public interface Flight {

  /**
   * By the caller, before anything runs.
   *
   * @param goals what to call the make
   * @param tasks how many tasks it is to settle
   */
  void begins(Supplier<String> goals, int tasks);

  /** Whether it is told which tasks wait. */
  boolean asksForWaits();

  /**
   * A task waits for a thread, or for its next attempt.
   *
   * @param attempt the one that it waits for
   * @param backoff how long it is to wait at least; null if it need not
   */
  void waits(Object task, int attempt, @Nullable Duration backoff);

  /**
   * By the thread that is to call the function.
   *
   * @param name of the task, asked for if that is recorded
   * @return what is to be given back at its end; null if that is not recorded
   */
  @Nullable Object attemptBegins(Object task, Supplier<String> name, int attempt, Thread worker);

  /**
   * An attempt has ended.
   *
   * @param begun what its begin has given
   */
  void attemptEnds(@Nullable Object begun, TaskState state);

  /** A task has settled. */
  void settles(Object task, TaskState state);

  /**
   * By the thread that ends the make.
   *
   * @param stopped why it starts nothing more; null if all is settled
   */
  void ends(@Nullable String stopped);
}
