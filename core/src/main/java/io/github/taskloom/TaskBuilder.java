package io.github.taskloom;

import io.github.taskloom.internal.task.DeclaredOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A task with options whose function takes no inputs.
 *
 * <pre>{@code
 * Task<Token> login = Task.builder("login", () -> auth.login(user))
 *     .cancelOnException()
 *     .cancelOnResult(Token::isExpired)
 *     .track(System.out)
 *     .build();
 * }</pre>
 *
 * <p>Not thread-safe. A builder may build several tasks.
 *
 * @param <T> the result
 * @since 0.1.0
 */
public final class TaskBuilder<T extends @Nullable Object> extends TaskOptions<T, TaskBuilder<T>> {
  private final Callable<? extends T> function;
  private @Nullable Predicate<? super T> cancelOnResult;

  TaskBuilder(String name, Callable<? extends T> function) {
    super(new DeclaredOptions<>(name));
    this.function = Objects.requireNonNull(function, "A task needs a function");
  }

  /**
   * A result that passes the test cancels the task; a test that throws fails it with that. It is
   * part of the attempt, as the function is: under its time limits, and interrupted with it.
   *
   * @param test runs in the thread of the function, after it
   * @return this
   */
  public TaskBuilder<T> cancelOnResult(Predicate<? super T> test) {
    cancelOnResult = Objects.requireNonNull(test);
    return this;
  }

  /**
   * Builds a task.
   *
   * @return a new task
   */
  public Task<T> build() {
    return options.build(function, cancelOnResult);
  }
}
