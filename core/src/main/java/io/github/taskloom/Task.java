package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A function with prerequisites, a state and a result; it can fail, be repaired and be run again.
 *
 * <pre>{@code
 * Task<String> page = Task.of("fetch", () -> http.get(url));
 * Task<Integer> words = page.then("count", text -> text.split(" ").length);
 * words.make();
 * }</pre>
 *
 * <p>A task is a lock-free state machine: one CAS per transition decides. Immutable but for its
 * state and, while PREPARE or PENDING, its edges. A prerequisite stops blocking when it is DONE;
 * FAILED and CANCELLED ones block, so that they can be repaired and the rest run after all.
 *
 * <p>The function ends the run: a {@link CancelledException} leads to CANCELLED, another exception
 * or error to FAILED (to CANCELLED under {@code cancelOnException}), a result to DONE, or to
 * CANCELLED if {@code cancelOnResult} says so or the run was cancelled meanwhile. After {@link
 * #cancel()} an exception that tells of the interrupt leads to CANCELLED, too. What a function
 * threw is thrown by {@link #get()} alone.
 *
 * <p>Every method may be called from any thread. Whoever sees a task settled sees its result, and
 * all that its function did happens-before that.
 *
 * @param <T> the result
 * @since 0.1.0
 */
public final class Task<T extends @Nullable Object> extends RepairableTask<T> {
  Task(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, function, initial, policy);
  }

  /**
   * A task that is PENDING.
   *
   * @param name what messages and drawings call it; any text, need not be unique
   * @param function computes the result
   * @param <T> the result
   * @return the task
   */
  public static <T extends @Nullable Object> Task<T> of(
      String name, Callable<? extends T> function) {
    return new Task<>(Objects.requireNonNull(name), function, TaskState.PENDING, null);
  }

  /**
   * A task without a name of its own: one like {@code task-17} is derived when it is asked for.
   *
   * @param function computes the result
   * @param <T> the result
   * @return the task
   */
  public static <T extends @Nullable Object> Task<T> of(Callable<? extends T> function) {
    return new Task<>(null, function, TaskState.PENDING, null);
  }

  /**
   * A task without a result.
   *
   * @param name what messages and drawings call it
   * @param action what to do
   * @return the task
   */
  public static Task<@Nullable Object> of(String name, Runnable action) {
    return of(name, Executors.callable(action));
  }

  /**
   * A task without a result and without a name of its own.
   *
   * @param action what to do
   * @return the task
   */
  public static Task<@Nullable Object> of(Runnable action) {
    return of(Executors.callable(action));
  }

  /**
   * A task that takes the result of another, which it requires. The engine calls the function when
   * the result is there; it never waits inside.
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param function takes the result, all there when it is called
   * @param <A> the first input
   * @param <R> the result
   * @return the task
   */
  public static <A extends @Nullable Object, R extends @Nullable Object> Task<R> of(
      String name, Task<A> first, TaskFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    Task<R> task = of(name, () -> function.apply(first.input()));
    return requiring(task, first);
  }

  /**
   * A task that takes the results of others, which it requires in this order.
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param second gives the second input
   * @param function takes the results, all there when it is called
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   * @return the task
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Task<R> of(
          String name,
          Task<A> first,
          Task<B> second,
          TaskFunction2<? super A, ? super B, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    Task<R> task = of(name, () -> function.apply(first.input(), second.input()));
    return requiring(task, first, second);
  }

  /**
   * A task that takes the results of others, which it requires in this order.
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param second gives the second input
   * @param third gives the third input
   * @param function takes the results, all there when it is called
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <R> the result
   * @return the task
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Task<R> of(
          String name,
          Task<A> first,
          Task<B> second,
          Task<C> third,
          TaskFunction3<? super A, ? super B, ? super C, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    Task<R> task = of(name, () -> function.apply(first.input(), second.input(), third.input()));
    return requiring(task, first, second, third);
  }

  /**
   * A task that takes the results of others, which it requires in this order.
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param second gives the second input
   * @param third gives the third input
   * @param fourth gives the fourth input
   * @param function takes the results, all there when it is called
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <D> the fourth input
   * @param <R> the result
   * @return the task
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Task<R> of(
          String name,
          Task<A> first,
          Task<B> second,
          Task<C> third,
          Task<D> fourth,
          TaskFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    Task<R> task =
        of(
            name,
            () -> function.apply(first.input(), second.input(), third.input(), fourth.input()));
    return requiring(task, first, second, third, fourth);
  }

  /**
   * A task that takes the results of any number of others of one kind, as a list.
   *
   * <pre>{@code
   * Task<List<Page>> pages =
   *     Task.all("pages", urls.stream().map(url -> Task.of(url, () -> fetch(url))).toList());
   * Task<Integer> words =
   *     pages.then("count", list -> list.stream().mapToInt(Page::words).sum());
   * }</pre>
   *
   * @param name what messages and drawings call it
   * @param tasks give the inputs; one that is in the list twice gives two
   * @param <T> the inputs
   * @return the task; its result is an unmodifiable list in the order of the tasks
   */
  public static <T extends @Nullable Object> Task<List<T>> all(
      String name, List<? extends Task<? extends T>> tasks) {
    List<Task<? extends T>> inputs = List.copyOf(tasks);
    Task<List<T>> task = of(name, () -> inputs(inputs));
    return requiring(task, inputs.toArray(Task<?>[]::new));
  }

  /**
   * A new task behind this one, with a value that stands in where this one does not get DONE.
   *
   * <pre>{@code
   * Task<Rates> rates = Task.of("rates", () -> exchange.rates()).orElse("rates or old", yesterday);
   * }</pre>
   *
   * @param name its name
   * @param standIn its result if this task is FAILED, CANCELLED or ABORT
   * @return the new task, which settles as DONE
   */
  public Task<T> orElse(String name, T standIn) {
    Task<T> either = of(name, () -> state() == TaskState.DONE ? input() : standIn);
    either.require(this, EdgeRule.COMPLETED);
    return either;
  }

  /**
   * A new task behind this one, with another task that stands in where this one fails. That one is
   * made to require this task under {@link EdgeRule#FAILED}, so that it runs only then.
   *
   * @param name its name
   * @param standIn gives the result if this task is FAILED or ABORT; PREPARE or PENDING
   * @return the new task; it settles as the one of both that has run
   */
  public Task<T> orElse(String name, Task<? extends T> standIn) {
    standIn.require(this, EdgeRule.FAILED);
    Task<T> either = of(name, () -> state() == TaskState.DONE ? input() : standIn.input());
    either.require(this, EdgeRule.ANY_DONE);
    either.require(standIn, EdgeRule.ANY_DONE);
    return either;
  }

  private static <T extends @Nullable Object> List<T> inputs(List<Task<? extends T>> tasks) {
    List<T> inputs = new ArrayList<>(tasks.size());
    for (Task<? extends T> task : tasks) {
      inputs.add(task.input());
    }
    return Collections.unmodifiableList(inputs);
  }

  private static <R extends @Nullable Object> Task<R> requiring(
      Task<R> task, Task<?>... prerequisites) {
    for (Task<?> prerequisite : prerequisites) {
      task.require(prerequisite);
    }
    return task;
  }

  /**
   * Begins a task with options.
   *
   * @param name what messages and drawings call it
   * @param function computes the result
   * @param <T> the result
   * @return a builder
   */
  public static <T extends @Nullable Object> TaskBuilder<T> builder(
      String name, Callable<? extends T> function) {
    return new TaskBuilder<>(name, function);
  }

  /**
   * The task whose function the calling thread runs; also inside code that the function calls, and
   * in threads that it forks in a structured scope, where the JDK has scoped values.
   *
   * @return the task; empty outside of any
   */
  public static Optional<Task<?>> current() {
    Runner runner = Runner.current();
    return runner == null ? Optional.empty() : Optional.ofNullable(runner.task());
  }

  /**
   * Puts a task behind this one.
   *
   * @param next requires this from now on
   * @param <R> its result
   * @return {@code next}
   * @throws IllegalArgumentException if it is this task
   * @throws FsmException if it is neither PREPARE nor PENDING
   */
  public <R extends @Nullable Object> Task<R> then(Task<R> next) {
    next.require(this);
    return next;
  }

  /**
   * A new task behind this one.
   *
   * @param name its name
   * @param function computes its result
   * @param <R> its result
   * @return the new task
   */
  public <R extends @Nullable Object> Task<R> then(String name, Callable<? extends R> function) {
    Task<R> next = of(name, function);
    return then(next);
  }

  /**
   * A new task without a name behind this one.
   *
   * @param function computes its result
   * @param <R> its result
   * @return the new task
   */
  public <R extends @Nullable Object> Task<R> then(Callable<? extends R> function) {
    Task<R> next = of(function);
    return then(next);
  }

  /**
   * A new task without a result behind this one.
   *
   * @param name its name
   * @param action what to do
   * @return the new task
   */
  public Task<@Nullable Object> then(String name, Runnable action) {
    return then(of(name, action));
  }

  /**
   * A new task that takes the result of this one.
   *
   * @param name its name
   * @param function takes this task's result, which is there when it is called
   * @param <R> its result
   * @return the new task
   */
  public <R extends @Nullable Object> Task<R> then(
      String name, TaskFunction<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    return then(name, () -> function.apply(input()));
  }

  /**
   * A new task without a name that takes the result of this one.
   *
   * @param function takes this task's result, which is there when it is called
   * @param <R> its result
   * @return the new task
   */
  public <R extends @Nullable Object> Task<R> then(TaskFunction<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "A task needs a function");
    return then(() -> function.apply(input()));
  }

  /**
   * Completes this task and all that it requires, as {@link Tasks#makeNow} does.
   *
   * @return whether it is completed now: DONE, FAILED or ABORT
   * @throws FsmException if it, or what it requires, is in PREPARE; nothing was run
   * @throws CycleException if the tasks require each other in a circle; nothing was run
   */
  public boolean make() {
    Tasks.makeNow(this);
    return isCompleted();
  }
}
