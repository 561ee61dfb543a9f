package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * What became of a task, for a {@code switch}.
 *
 * <pre>{@code
 * switch (file.outcome()) {
 *   case Done<Path>(var path) -> publish(path);
 *   case Failed<Path>(var cause) -> alert(cause);
 *   case Cancelled<Path>(var why) -> log.info("cancelled: {}", why);
 *   case Unsettled<Path> u -> log.info("still {}", file.state());
 * }
 * }</pre>
 *
 * <p>Immutable. That of a {@link Result} never changes once it is settled; a task that is aborted
 * afterwards says so in its own {@link Task#outcome()}.
 *
 * @param <T> the task's result
 * @since 0.1.0
 */
public sealed interface Outcome<T extends @Nullable Object> {

  /**
   * The task is DONE.
   *
   * @param value what its function returned; null if it returned null
   * @param <T> the task's result
   * @since 0.1.0
   */
  record Done<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /**
   * The task is FAILED, or given up (ABORT: then the cause is a {@link TaskException} that says
   * so).
   *
   * @param cause what its function threw, or why it failed without that: a {@link
   *     PrerequisiteException} if a prerequisite failed, a {@link TaskTimeoutException} if its time
   *     was up, a rejection by an executor, what {@link Task#fail} was given
   * @param <T> the task's result
   * @since 0.1.0
   */
  record Failed<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

  /**
   * The task is CANCELLED.
   *
   * @param why the reason
   * @param <T> the task's result
   * @since 0.1.0
   */
  record Cancelled<T extends @Nullable Object>(CancelledException why) implements Outcome<T> {}

  /**
   * The task has not settled yet.
   *
   * @param <T> the task's result
   * @since 0.1.0
   */
  record Unsettled<T extends @Nullable Object>() implements Outcome<T> {}
}
