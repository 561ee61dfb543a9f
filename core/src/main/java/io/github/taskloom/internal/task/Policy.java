package io.github.taskloom.internal.task;

import io.github.taskloom.TaskConsumer;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What only some tasks have: options, the rules of their edges, and the record of their attempts. A
 * task that uses none of it holds no object of this kind.
 */
public final class Policy<T extends @Nullable Object> {
  private final boolean cancelOnException;
  private final @Nullable Predicate<? super T> cancelOnResult;

  /** Told of a result that is to lead to DONE, in this order. */
  private final List<TaskConsumer<? super T>> beforeDone;

  private final @Nullable Retry retry;
  private final @Nullable Limits limits;
  private final @Nullable JournalTerms journal;

  /** Of a make that records the task, from its begin to its end. */
  private volatile @Nullable ResultWriter writer;

  /** The rules that are not {@link EdgeRule#DONE}, by prerequisite; tasks are equal by identity. */
  private final Map<TaskNode<?>, EdgeRule> rules = new ConcurrentHashMap<>(0);

  // A series is what one retry rule makes; an attempt that is opened otherwise begins a new one.
  // Written by the thread that holds the task RUNNING; read by any.

  private volatile AttemptLog attempts = AttemptLog.NONE;

  /** The attempt that the next one follows by a rule; 0 if there is none. */
  private volatile int followed;

  private volatile long seriesBegan;

  Policy(
      boolean cancelOnException,
      @Nullable Predicate<? super T> cancelOnResult,
      List<TaskConsumer<? super T>> beforeDone,
      @Nullable Retry retry,
      @Nullable Limits limits,
      @Nullable JournalTerms journal) {
    this.cancelOnException = cancelOnException;
    this.cancelOnResult = cancelOnResult;
    this.beforeDone = beforeDone;
    this.retry = retry;
    this.limits = limits;
    this.journal = journal;
  }

  boolean isCancelledOnException() {
    return cancelOnException;
  }

  boolean isCancelledBy(T computed) {
    return cancelOnResult != null && cancelOnResult.test(computed);
  }

  List<TaskConsumer<? super T>> beforeDone() {
    return beforeDone;
  }

  public @Nullable Retry retry() {
    return retry;
  }

  @Nullable Limits limits() {
    return limits;
  }

  /** Whether each result leads to DONE at once, as far as this policy goes. */
  boolean isPlain() {
    return !cancelOnException && cancelOnResult == null && beforeDone.isEmpty() && writer == null;
  }

  // ---- a journal

  /** What the task says of itself for a journal; null if nothing. */
  public @Nullable JournalTerms journal() {
    return journal;
  }

  @Nullable ResultWriter writer() {
    return writer;
  }

  void writer(@Nullable ResultWriter by) {
    writer = by;
  }

  // ---- edges

  public void rule(TaskNode<?> prerequisite, EdgeRule rule) {
    if (rule == EdgeRule.DONE) {
      rules.remove(prerequisite);
    } else {
      rules.put(prerequisite, rule);
    }
  }

  public EdgeRule rule(TaskNode<?> prerequisite) {
    EdgeRule rule = rules.get(prerequisite);
    return rule == null ? EdgeRule.DONE : rule;
  }

  public boolean hasRules() {
    return !rules.isEmpty();
  }

  // ---- attempts

  public List<Attempt> attempts() {
    return attempts.kept();
  }

  /** How many attempts the series has had. */
  int attemptsMade() {
    return attempts.made();
  }

  /** By the thread that has claimed an attempt. */
  void begin(int attempt, long nanoTime) {
    if (attempts.made() == 0 || followed != attempt - 1) {
      attempts = AttemptLog.NONE;
      seriesBegan = nanoTime;
    }
  }

  /** How long the series of attempts has taken so far. */
  Duration elapsed(long nanoTime) {
    return Duration.ofNanos(nanoTime - seriesBegan);
  }

  /** By the thread that is about to settle an attempt; again if it ends otherwise after all. */
  void record(Attempt ended) {
    attempts = attempts.with(ended);
  }

  /** By the same thread, before the CAS that ends the attempt; 0 if it is the last. */
  void follow(int attempt) {
    followed = attempt;
  }
}
