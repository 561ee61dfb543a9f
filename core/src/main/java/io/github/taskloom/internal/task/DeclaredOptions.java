package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskConsumer;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
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
 * What has been said of a task that is being declared; may build several.
 *
 * @param <T> what is known of their results
 */
public final class DeclaredOptions<T extends @Nullable Object> {
  private final String name;
  private TaskState initial = TaskState.PENDING;
  private boolean cancelOnException;
  private final List<TaskConsumer<? super T>> beforeDone = new ArrayList<>(0);
  private final List<Consumer<? super Transition<TaskState, TaskEvent>>> trackers =
      new ArrayList<>(0);
  private final List<Task<?>> required = new ArrayList<>(0);
  private final Map<Task<?>, EdgeRule> ruled = new LinkedHashMap<>(0); // equal by identity
  private int history;
  private @Nullable Retry retry;
  private @Nullable Duration timeout;
  private @Nullable Duration totalTimeout;
  private @Nullable Duration abandonAfter;
  private @Nullable JournalTerms journal;

  public DeclaredOptions(String name) {
    this.name = Objects.requireNonNull(name, "The name of a task is null");
  }

  public void cancelOnException() {
    cancelOnException = true;
  }

  public void beforeDone(TaskConsumer<? super T> hook) {
    beforeDone.add(Objects.requireNonNull(hook, "The hook is null"));
  }

  public void track(Consumer<? super Transition<TaskState, TaskEvent>> callback) {
    trackers.add(Objects.requireNonNull(callback));
  }

  public void keepHistory(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("The history's capacity is negative: " + capacity);
    }
    history = capacity;
  }

  public void require(Task<?>... prerequisites) {
    required.addAll(List.of(prerequisites));
  }

  public void require(Task<?> prerequisite, EdgeRule rule) {
    ruled.put(Objects.requireNonNull(prerequisite), Objects.requireNonNull(rule));
  }

  public void retry(Retry rule) {
    retry = Objects.requireNonNull(rule);
  }

  public void timeout(Duration limit) {
    Limits.ensurePositive("A timeout", limit);
    timeout = limit;
  }

  public void totalTimeout(Duration limit) {
    Limits.ensurePositive("A timeout", limit);
    totalTimeout = limit;
  }

  public void abandonAfter(Duration grace) {
    Limits.ensureNotNegative("A grace time", grace);
    abandonAfter = grace;
  }

  public void key(String key) {
    journal = journalTerms().key(Objects.requireNonNull(key, "The key is null"));
  }

  public void fingerprint(String text) {
    journal = journalTerms().fingerprint(Objects.requireNonNull(text, "The fingerprint is null"));
  }

  public void codec(ValueCodec<?> codec) {
    journal = journalTerms().codec(Objects.requireNonNull(codec, "The codec is null"));
  }

  private JournalTerms journalTerms() {
    return journal == null ? JournalTerms.NONE : journal;
  }

  public void prepare() {
    initial = TaskState.PREPARE;
  }

  /** A new task behind its inputs and what else it requires. */
  public <R extends T> Task<R> build(
      Callable<? extends R> function,
      @Nullable Predicate<? super R> cancelOnResult,
      Task<?>... inputs) {
    Limits limits =
        timeout == null && totalTimeout == null && abandonAfter == null
            ? null
            : new Limits(timeout, totalTimeout, abandonAfter);
    List<TaskConsumer<? super R>> hooks = List.copyOf(beforeDone);
    boolean isPlain = !cancelOnException && cancelOnResult == null && hooks.isEmpty();
    Policy<R> policy =
        isPlain && retry == null && limits == null && journal == null
            ? null
            : new Policy<>(cancelOnException, cancelOnResult, hooks, retry, limits, journal);
    TaskNode<R> task = new TaskNode<>(name, function, initial, policy);
    if (history > 0) {
      task.keepHistory(history);
    }
    trackers.forEach(task::onTransition);
    for (Task<?> input : inputs) {
      task.require(input);
    }
    required.forEach(task::require);
    ruled.forEach(task::require);
    return task;
  }
}
