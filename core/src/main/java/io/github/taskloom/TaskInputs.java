package io.github.taskloom;

import io.github.taskloom.internal.task.Declared;
import io.github.taskloom.internal.task.DeclaredOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task with options and inputs, whose function is still to come: {@link Task#builder(String)}.
 *
 * @param <B> the number of inputs, and what they are
 * @since 0.1.0
 */
public abstract sealed class TaskInputs<B extends TaskInputs<B>>
    extends TaskOptions<@Nullable Object, B> {
  private static final String NO_INPUT = "A task that gives an input is null";

  private TaskInputs(DeclaredOptions<@Nullable Object> options) {
    super(options);
  }

  /**
   * With one input.
   *
   * @param <A> the first input
   * @since 0.1.0
   */
  public static final class One<A extends @Nullable Object> extends TaskInputs<One<A>> {
    private final Task<A> first;

    One(DeclaredOptions<@Nullable Object> options, Task<A> first) {
      super(options);
      this.first = Objects.requireNonNull(first, NO_INPUT);
    }

    /**
     * Ends the declaration.
     *
     * @param function takes the result, all there when it is called
     * @param <R> the result
     * @return a new task
     */
    public <R extends @Nullable Object> Task<R> run(TaskFunction<? super A, ? extends R> function) {
      return options.build(Declared.<A, R>from(first, function), null, first);
    }

    /**
     * Ends the declaration as {@link TaskDeclaration#runAsync} does.
     *
     * @param function takes the result, and gives the stage, not null; may throw
     * @param <R> the result
     * @return a new task
     * @throws NullPointerException if the function is null
     * @since 0.1.0
     */
    public <R extends @Nullable Object> Task<R> runAsync(
        TaskFunction<? super A, ? extends CompletionStage<? extends R>> function) {
      return options.build(Declared.<R>awaiting(Declared.from(first, function)), null, first);
    }

    /**
     * Ends the declaration with an action that gives no result.
     *
     * @param action takes the result, all there when it is called
     * @return a new task; its result is null
     */
    public Task<@Nullable Object> runAction(TaskConsumer<? super A> action) {
      return options.build(Declared.from(first, action), null, first);
    }
  }

  /**
   * With two inputs.
   *
   * @param <A> the first input
   * @param <B> the second input
   * @since 0.1.0
   */
  public static final class Two<A extends @Nullable Object, B extends @Nullable Object>
      extends TaskInputs<Two<A, B>> {
    private final Task<A> first;
    private final Task<B> second;

    Two(DeclaredOptions<@Nullable Object> options, Task<A> first, Task<B> second) {
      super(options);
      this.first = Objects.requireNonNull(first, NO_INPUT);
      this.second = Objects.requireNonNull(second, NO_INPUT);
    }

    /**
     * Ends the declaration.
     *
     * @param function takes the results, all there when it is called
     * @param <R> the result
     * @return a new task
     */
    public <R extends @Nullable Object> Task<R> run(
        TaskFunction2<? super A, ? super B, ? extends R> function) {
      return options.build(Declared.<A, B, R>from(first, second, function), null, first, second);
    }

    /**
     * Ends the declaration as {@link TaskDeclaration#runAsync} does.
     *
     * @param function takes the results, and gives the stage, not null; may throw
     * @param <R> the result
     * @return a new task
     * @throws NullPointerException if the function is null
     * @since 0.1.0
     */
    public <R extends @Nullable Object> Task<R> runAsync(
        TaskFunction2<? super A, ? super B, ? extends CompletionStage<? extends R>> function) {
      return options.build(
          Declared.<R>awaiting(Declared.from(first, second, function)), null, first, second);
    }

    /**
     * Ends the declaration with an action that gives no result.
     *
     * @param action takes the results, all there when it is called
     * @return a new task; its result is null
     */
    public Task<@Nullable Object> runAction(TaskConsumer2<? super A, ? super B> action) {
      return options.build(Declared.from(first, second, action), null, first, second);
    }
  }

  /**
   * With three inputs.
   *
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @since 0.1.0
   */
  public static final class Three<
          A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      extends TaskInputs<Three<A, B, C>> {
    private final Task<A> first;
    private final Task<B> second;
    private final Task<C> third;

    Three(DeclaredOptions<@Nullable Object> options, Task<A> first, Task<B> second, Task<C> third) {
      super(options);
      this.first = Objects.requireNonNull(first, NO_INPUT);
      this.second = Objects.requireNonNull(second, NO_INPUT);
      this.third = Objects.requireNonNull(third, NO_INPUT);
    }

    /**
     * Ends the declaration.
     *
     * @param function takes the results, all there when it is called
     * @param <R> the result
     * @return a new task
     */
    public <R extends @Nullable Object> Task<R> run(
        TaskFunction3<? super A, ? super B, ? super C, ? extends R> function) {
      return options.build(
          Declared.<A, B, C, R>from(first, second, third, function), null, first, second, third);
    }

    /**
     * Ends the declaration as {@link TaskDeclaration#runAsync} does.
     *
     * @param function takes the results, and gives the stage, not null; may throw
     * @param <R> the result
     * @return a new task
     * @throws NullPointerException if the function is null
     * @since 0.1.0
     */
    public <R extends @Nullable Object> Task<R> runAsync(
        TaskFunction3<? super A, ? super B, ? super C, ? extends CompletionStage<? extends R>>
            function) {
      return options.build(
          Declared.<R>awaiting(Declared.from(first, second, third, function)),
          null,
          first,
          second,
          third);
    }

    /**
     * Ends the declaration with an action that gives no result.
     *
     * @param action takes the results, all there when it is called
     * @return a new task; its result is null
     */
    public Task<@Nullable Object> runAction(TaskConsumer3<? super A, ? super B, ? super C> action) {
      return options.build(Declared.from(first, second, third, action), null, first, second, third);
    }
  }

  /**
   * With four inputs.
   *
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <D> the fourth input
   * @since 0.1.0
   */
  public static final class Four<
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      extends TaskInputs<Four<A, B, C, D>> {
    private final Task<A> first;
    private final Task<B> second;
    private final Task<C> third;
    private final Task<D> fourth;

    Four(
        DeclaredOptions<@Nullable Object> options,
        Task<A> first,
        Task<B> second,
        Task<C> third,
        Task<D> fourth) {
      super(options);
      this.first = Objects.requireNonNull(first, NO_INPUT);
      this.second = Objects.requireNonNull(second, NO_INPUT);
      this.third = Objects.requireNonNull(third, NO_INPUT);
      this.fourth = Objects.requireNonNull(fourth, NO_INPUT);
    }

    /**
     * Ends the declaration.
     *
     * @param function takes the results, all there when it is called
     * @param <R> the result
     * @return a new task
     */
    public <R extends @Nullable Object> Task<R> run(
        TaskFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function) {
      return options.build(
          Declared.<A, B, C, D, R>from(first, second, third, fourth, function),
          null,
          first,
          second,
          third,
          fourth);
    }

    /**
     * Ends the declaration as {@link TaskDeclaration#runAsync} does.
     *
     * @param function takes the results, and gives the stage, not null; may throw
     * @param <R> the result
     * @return a new task
     * @throws NullPointerException if the function is null
     * @since 0.1.0
     */
    public <R extends @Nullable Object> Task<R> runAsync(
        TaskFunction4<
                ? super A, ? super B, ? super C, ? super D, ? extends CompletionStage<? extends R>>
            function) {
      return options.build(
          Declared.<R>awaiting(Declared.from(first, second, third, fourth, function)),
          null,
          first,
          second,
          third,
          fourth);
    }

    /**
     * Ends the declaration with an action that gives no result.
     *
     * @param action takes the results, all there when it is called
     * @return a new task; its result is null
     */
    public Task<@Nullable Object> runAction(
        TaskConsumer4<? super A, ? super B, ? super C, ? super D> action) {
      return options.build(
          Declared.from(first, second, third, fourth, action), null, first, second, third, fourth);
    }
  }

  /**
   * With any number of inputs.
   *
   * @since 0.1.0
   */
  public static final class Many extends TaskInputs<Many> {
    private final List<Task<?>> tasks;

    Many(DeclaredOptions<@Nullable Object> options, List<? extends Task<?>> tasks) {
      super(options);
      this.tasks = List.copyOf(tasks);
    }

    /**
     * Ends the declaration.
     *
     * <pre>{@code
     * Task<String> letter = Task.builder("letter").inputs(List.of(name, street, city, land, text))
     *     .run(inputs -> inputs.get(name) + inputs.get(street) + inputs.get(text));
     * }</pre>
     *
     * @param function takes the results, all there when it is called
     * @param <R> the result
     * @return a new task
     */
    public <R extends @Nullable Object> Task<R> run(
        TaskFunction<? super Inputs, ? extends R> function) {
      Objects.requireNonNull(function, Declared.NO_FUNCTION);
      Inputs inputs = new Inputs(tasks);
      return options.build(() -> function.apply(inputs), null, tasks.toArray(Task<?>[]::new));
    }

    /**
     * Ends the declaration as {@link TaskDeclaration#runAsync} does.
     *
     * @param function takes the results, and gives the stage, not null; may throw
     * @param <R> the result
     * @return a new task
     * @throws NullPointerException if the function is null
     * @since 0.1.0
     */
    public <R extends @Nullable Object> Task<R> runAsync(
        TaskFunction<? super Inputs, ? extends CompletionStage<? extends R>> function) {
      Objects.requireNonNull(function, Declared.NO_FUNCTION);
      Inputs inputs = new Inputs(tasks);
      Callable<CompletionStage<? extends R>> begins = () -> function.apply(inputs);
      return options.build(Declared.<R>awaiting(begins), null, tasks.toArray(Task<?>[]::new));
    }

    /**
     * Ends the declaration with an action that gives no result.
     *
     * @param action takes the results, all there when it is called
     * @return a new task; its result is null
     */
    public Task<@Nullable Object> runAction(TaskConsumer<? super Inputs> action) {
      Objects.requireNonNull(action, Declared.NO_FUNCTION);
      Inputs inputs = new Inputs(tasks);
      TaskAction body = () -> action.accept(inputs);
      return options.build(Declared.from(body), null, tasks.toArray(Task<?>[]::new));
    }
  }
}
