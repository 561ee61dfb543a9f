package io.github.taskloom;

import io.github.taskloom.internal.task.Declared;
import io.github.taskloom.internal.task.DeclaredOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task with options, whose inputs and function are still to come.
 *
 * <pre>{@code
 * Task<Integer> sum = Task.builder("sum").inputs(a, b)
 *     .retry(Retry.times(3))
 *     .timeout(Duration.ofSeconds(30))
 *     .run((x, y) -> x + y);
 * }</pre>
 *
 * <p>{@code run} ends it with a function that gives a result, {@code runAsync} with one that gives
 * a stage of it, {@code runAction} with one that gives none; options come before that, before or
 * after the inputs. Not thread-safe. May end several times, each time with a task of its own.
 *
 * @since 0.1.0
 */
public final class TaskDeclaration extends TaskOptions<@Nullable Object, TaskDeclaration> {
  TaskDeclaration(String name) {
    super(new DeclaredOptions<>(name));
  }

  /**
   * Takes the result of another task, which it requires.
   *
   * @param first gives the first input
   * @param <A> the first input
   * @return the same declaration, with inputs
   */
  public <A extends @Nullable Object> TaskInputs.One<A> inputs(Task<A> first) {
    return new TaskInputs.One<>(options, first);
  }

  /**
   * Takes the results of two tasks, which it requires in this order.
   *
   * @param first gives the first input
   * @param second gives the second input
   * @param <A> the first input
   * @param <B> the second input
   * @return the same declaration, with inputs
   */
  public <A extends @Nullable Object, B extends @Nullable Object> TaskInputs.Two<A, B> inputs(
      Task<A> first, Task<B> second) {
    return new TaskInputs.Two<>(options, first, second);
  }

  /**
   * Takes the results of three tasks, which it requires in this order.
   *
   * @param first gives the first input
   * @param second gives the second input
   * @param third gives the third input
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @return the same declaration, with inputs
   */
  public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      TaskInputs.Three<A, B, C> inputs(Task<A> first, Task<B> second, Task<C> third) {
    return new TaskInputs.Three<>(options, first, second, third);
  }

  /**
   * Takes the results of four tasks, which it requires in this order.
   *
   * @param first gives the first input
   * @param second gives the second input
   * @param third gives the third input
   * @param fourth gives the fourth input
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <D> the fourth input
   * @return the same declaration, with inputs
   */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      TaskInputs.Four<A, B, C, D> inputs(
          Task<A> first, Task<B> second, Task<C> third, Task<D> fourth) {
    return new TaskInputs.Four<>(options, first, second, third, fourth);
  }

  /**
   * Takes the results of any number of tasks of any kinds, which it requires in this order.
   *
   * @param tasks give the inputs
   * @return the same declaration, with inputs
   */
  public TaskInputs.Many inputs(List<? extends Task<?>> tasks) {
    return new TaskInputs.Many(options, tasks);
  }

  /**
   * Ends the declaration with a function that takes no inputs.
   *
   * @param function computes the result
   * @param <R> the result
   * @return a new task
   */
  public <R extends @Nullable Object> Task<R> run(Callable<? extends R> function) {
    return options.build(function, null);
  }

  /**
   * Ends the declaration with a function that takes no inputs and gives a stage, whose value is the
   * result: all that {@link Task#async(String, Callable)} says holds, under these options.
   *
   * <pre>{@code
   * Task<String> page = Task.builder("fetch")
   *     .retry(Retry.times(3))
   *     .timeout(Duration.ofSeconds(30))
   *     .runAsync(() -> client.sendAsync(url));
   * }</pre>
   *
   * @param function gives the stage, not null; may throw
   * @param <R> the result
   * @return a new task
   * @throws NullPointerException if the function is null
   * @since 0.1.0
   */
  public <R extends @Nullable Object> Task<R> runAsync(
      Callable<? extends CompletionStage<? extends R>> function) {
    return options.build(Declared.<R>awaiting(function), null);
  }

  /**
   * Ends the declaration with an action that takes no inputs and gives no result.
   *
   * @param action what to do
   * @return a new task; its result is null
   */
  public Task<@Nullable Object> runAction(TaskAction action) {
    return options.build(Declared.from(action), null);
  }
}
