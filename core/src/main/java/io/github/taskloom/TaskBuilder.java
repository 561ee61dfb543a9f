package io.github.taskloom;

import io.github.taskloom.fsm.Transition;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<Task<?>, EdgeRule> ruled = new LinkedHashMap<>(); // equal by identity
  private int history;
  private @Nullable Retry retry;
  private @Nullable Duration timeout;
  private @Nullable Duration totalTimeout;
  private Duration grace = Limits.USUAL_GRACE;

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
   * Requires another task under a rule.
   *
   * @param prerequisite the task
   * @param rule what has to become of it
   * @return this
   */
  public TaskBuilder<T> require(Task<?> prerequisite, EdgeRule rule) {
    ruled.put(Objects.requireNonNull(prerequisite), Objects.requireNonNull(rule));
    return this;
  }

  /**
   * How often a make tries the task.
   *
   * @param rule the rule
   * @return this
   */
  public TaskBuilder<T> retry(Retry rule) {
    retry = Objects.requireNonNull(rule);
    return this;
  }

  /**
   * How long a make lets each attempt of the task take. When the time is up the function is
   * interrupted; once it ends, or after the {@linkplain #grace grace time} whether it ends or not,
   * the task is FAILED with a {@link TaskTimeoutException}. A function that goes on is abandoned
   * with its thread: nobody waits for it, and what it returns is discarded.
   *
   * <pre>{@code
   * Task<String> page =
   *     Task.builder("page", () -> fetch(url)).timeout(Duration.ofSeconds(30)).build();
   * }</pre>
   *
   * <p>So that it can be left behind, the function runs on a virtual thread of its own outside of
   * the make's scopes: it does not see the caller's scoped values. In an {@linkplain Make#queue
   * executor} it runs where that runs it. Limits are a matter of the make, as attempts are: a
   * dispatch takes as long as it takes.
   *
   * @param limit the limit
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public TaskBuilder<T> timeout(Duration limit) {
    Limits.ensurePositive("A timeout", limit);
    timeout = limit;
    return this;
  }

  /**
   * How long all attempts of the task may take, with the backoffs between them: an attempt ends
   * when that is up as after {@link #timeout}, and none begins later.
   *
   * @param limit the limit
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public TaskBuilder<T> totalTimeout(Duration limit) {
    Limits.ensurePositive("A timeout", limit);
    totalTimeout = limit;
    return this;
  }

  /**
   * How long the function may go on after it was interrupted because time was up; one second unless
   * it is said.
   *
   * @param time the grace time
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public TaskBuilder<T> grace(Duration time) {
    Limits.ensureNotNegative("A grace time", time);
    grace = time;
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
    Limits limits =
        timeout == null && totalTimeout == null ? null : new Limits(timeout, totalTimeout, grace);
    Policy<T> policy =
        cancelOnException || cancelOnResult != null || retry != null || limits != null
            ? new Policy<>(cancelOnException, cancelOnResult, retry, limits)
            : null;
    Task<T> task = new Task<>(name, function, initial, policy);
    if (history > 0) {
      task.keepHistory(history);
    }
    trackers.forEach(task::onTransition);
    required.forEach(task::require);
    ruled.forEach(task::require);
    return task;
  }
}
