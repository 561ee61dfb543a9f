package io.github.taskloom;

import io.github.taskloom.fsm.Transition;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task that is being declared.
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
public final class TaskBuilder<T extends @Nullable Object> {
  private final String name;
  private final Callable<? extends T> function;
  private TaskState initial = TaskState.PENDING;
  private boolean cancelOnException;
  private @Nullable Predicate<? super T> cancelOnResult;
  private final List<Consumer<? super Transition<TaskState, TaskEvent>>> trackers =
      new ArrayList<>();
  private final List<Task<?>> required = new ArrayList<>();
  private int history;

  TaskBuilder(String name, Callable<? extends T> function) {
    this.name = Objects.requireNonNull(name);
    this.function = Objects.requireNonNull(function);
  }

  /**
   * An exception cancels the task instead of failing it.
   *
   * @return this
   */
  public TaskBuilder<T> cancelOnException() {
    cancelOnException = true;
    return this;
  }

  /**
   * A result that passes the test cancels the task; a test that throws fails it with that.
   *
   * @param test runs in the thread of the function, after it
   * @return this
   */
  public TaskBuilder<T> cancelOnResult(Predicate<? super T> test) {
    cancelOnResult = Objects.requireNonNull(test);
    return this;
  }

  /**
   * Prints a line per transition, like {@code login PENDING->dispatch->RUNNING}.
   *
   * @param out where to
   * @return this
   */
  public TaskBuilder<T> track(PrintStream out) {
    return track(out::println);
  }

  /**
   * Calls back on every transition.
   *
   * @param callback runs in the thread that makes the transition
   * @return this
   */
  public TaskBuilder<T> track(Consumer<? super Transition<TaskState, TaskEvent>> callback) {
    trackers.add(Objects.requireNonNull(callback));
    return this;
  }

  /**
   * Keeps the last transitions of the task, for {@link Task#history()}.
   *
   * @param capacity how many
   * @return this
   */
  public TaskBuilder<T> keepHistory(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("The history's capacity is negative: " + capacity);
    }
    history = capacity;
    return this;
  }

  /**
   * Requires other tasks, in this order.
   *
   * @param prerequisites the tasks
   * @return this
   */
  public TaskBuilder<T> require(Task<?>... prerequisites) {
    required.addAll(List.of(prerequisites));
    return this;
  }

  /**
   * Begins in PREPARE instead of PENDING: nothing runs the task before its event {@code prepared}
   * is fired.
   *
   * @return this
   */
  public TaskBuilder<T> prepare() {
    initial = TaskState.PREPARE;
    return this;
  }

  /**
   * Builds a task.
   *
   * @return a new task
   */
  public Task<T> build() {
    Task.Policy<T> policy =
        cancelOnException || cancelOnResult != null
            ? new Task.Policy<>(cancelOnException, cancelOnResult)
            : null;
    Task<T> task = new Task<>(name, function, initial, policy);
    if (history > 0) {
      task.keepHistory(history);
    }
    trackers.forEach(task::onTransition);
    required.forEach(task::require);
    return task;
  }
}
