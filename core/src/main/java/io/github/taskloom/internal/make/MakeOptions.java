package io.github.taskloom.internal.make;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskExecutor;
import io.github.taskloom.TaskInterceptor;
import io.github.taskloom.event.MakeListener;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.Interceptors;
import io.github.taskloom.internal.task.Limits;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Make} was told.
 *
 * @param order when a task starts
 * @param stopsOnFailure whether nothing more starts after a task has settled that is not DONE
 * @param cancelsOnFailure whether then what runs is cancelled, too
 * @param executor runs the tasks in place of the make's own threads; null for those
 * @param parallelism the most tasks that run, or are queued in the executor, at a time
 * @param threadPerTask whether each task runs on a thread of its own
 * @param retry the rule for tasks that have none of their own; null for one attempt
 * @param timeout how long the make may take; null for as long as it takes
 * @param abandonAfter how long a function may go on after an interrupt by a limit, until it is left
 *     behind; null to wait for its end
 * @param clock the clock that backoffs and limits go by
 * @param observer is told what the make does; null in most
 * @param listeners are told what the make does, and are not waited for; null in most
 * @param around the interceptors around each function; null in most
 * @param journal where it is recorded what becomes of the tasks; null for nowhere
 */
public record MakeOptions(
    Order order,
    boolean stopsOnFailure,
    boolean cancelsOnFailure,
    @Nullable TaskExecutor executor,
    int parallelism,
    boolean threadPerTask,
    @Nullable Retry retry,
    @Nullable Duration timeout,
    @Nullable Duration abandonAfter,
    TaskClock clock,
    @Nullable MakeObserver observer,
    @Nullable MakeListeners listeners,
    @Nullable Interceptors around,
    @Nullable Journal journal) {
  public static final MakeOptions DEFAULTS =
      new MakeOptions(
          Order.LAYERED,
          false,
          false,
          null,
          Integer.MAX_VALUE,
          false,
          null,
          null,
          null,
          TaskClock.system(),
          null,
          null,
          null,
          null);

  public MakeOptions {
    Objects.requireNonNull(order);
    Objects.requireNonNull(clock);
    if (timeout != null) {
      Limits.ensurePositive("The timeout of a make", timeout);
    }
    if (abandonAfter != null) {
      Limits.ensureNotNegative("A grace time", abandonAfter);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("The parallelism is less than 1: " + parallelism);
    }
  }

  /** Under which rule and limits a task runs; null for most tasks, which run without. */
  public @Nullable EffectivePolicy effectivePolicy(TaskNode<?> task, Ownership owner) {
    return effectivePolicy(task, owner, retry);
  }

  /** With another rule in place of the make's, for a task that has none of its own. */
  @Nullable EffectivePolicy effectivePolicy(
      TaskNode<?> task, Ownership owner, @Nullable Retry rule) {
    EffectivePolicy effective =
        EffectivePolicy.of(task, rule, timeout != null, abandonAfter, clock, owner);
    return effective == null || around == null ? effective : effective.with(around);
  }

  /** Whether each task is under a limit at whose end it may be left behind. */
  boolean mayAbandonAny() {
    return timeout != null && abandonAfter != null;
  }

  /** Whether a task that has no options may run without a thread: nothing counts or limits it. */
  boolean mayLeaveToStages() {
    return executor == null && parallelism == Integer.MAX_VALUE && retry == null && timeout == null;
  }

  /** Whether only so many tasks may be at the executor at a time. */
  boolean limitsExecutor() {
    return executor != null && parallelism < Integer.MAX_VALUE;
  }

  public MakeOptions order(Order other) {
    return course(other, stopsOnFailure, cancelsOnFailure);
  }

  public MakeOptions failFast(boolean cancels) {
    return course(order, true, cancels);
  }

  public MakeOptions executor(Executor other) {
    return taskExecutor(new PlainExecutor(Objects.requireNonNull(other)));
  }

  public MakeOptions taskExecutor(TaskExecutor other) {
    return threads(Objects.requireNonNull(other), parallelism, threadPerTask);
  }

  public MakeOptions parallelism(int most) {
    return threads(executor, most, threadPerTask);
  }

  public MakeOptions withThreadPerTask() {
    return threads(executor, parallelism, true);
  }

  public MakeOptions retry(Retry rule) {
    return timing(Objects.requireNonNull(rule), timeout, abandonAfter, clock);
  }

  public MakeOptions timeout(Duration limit) {
    return timing(retry, Objects.requireNonNull(limit), abandonAfter, clock);
  }

  public MakeOptions abandonAfter(Duration grace) {
    return timing(retry, timeout, Objects.requireNonNull(grace), clock);
  }

  public MakeOptions clock(TaskClock other) {
    return timing(retry, timeout, abandonAfter, other);
  }

  /** Told what the makes do. */
  MakeOptions observer(MakeObserver told) {
    return beside(told, listeners, around, journal);
  }

  public MakeOptions listener(MakeListener listener) {
    return beside(observer, MakeListeners.with(listeners, listener), around, journal);
  }

  public MakeOptions recorder(MakeListener recorder) {
    return beside(observer, MakeListeners.withRecorder(listeners, recorder), around, journal);
  }

  public MakeOptions journal(Journal recordsIn) {
    return beside(
        observer, listeners, around, Objects.requireNonNull(recordsIn, "The journal is null"));
  }

  public MakeOptions around(TaskInterceptor inner) {
    return beside(observer, listeners, Interceptors.with(around, inner), journal);
  }

  /** Those of one make, by the thread that calls it. */
  MakeOptions forMake(Collection<? extends Task<?>> goals) {
    return around == null ? this : beside(observer, listeners, around.forMake(goals), journal);
  }

  /** By the thread that ends the make; after {@link #forMake} alone. */
  void makeEnds(Collection<? extends Task<?>> goals) {
    if (around != null) {
      around.makeEnds(goals);
    }
  }

  private MakeOptions course(Order when, boolean stops, boolean cancels) {
    return new MakeOptions(
        when,
        stops,
        cancels,
        executor,
        parallelism,
        threadPerTask,
        retry,
        timeout,
        abandonAfter,
        clock,
        observer,
        listeners,
        around,
        journal);
  }

  private MakeOptions threads(@Nullable TaskExecutor runs, int most, boolean each) {
    return new MakeOptions(
        order,
        stopsOnFailure,
        cancelsOnFailure,
        runs,
        most,
        each,
        retry,
        timeout,
        abandonAfter,
        clock,
        observer,
        listeners,
        around,
        journal);
  }

  private MakeOptions timing(
      @Nullable Retry rule, @Nullable Duration limit, @Nullable Duration after, TaskClock by) {
    return new MakeOptions(
        order,
        stopsOnFailure,
        cancelsOnFailure,
        executor,
        parallelism,
        threadPerTask,
        rule,
        limit,
        after,
        by,
        observer,
        listeners,
        around,
        journal);
  }

  private MakeOptions beside(
      @Nullable MakeObserver told,
      @Nullable MakeListeners listening,
      @Nullable Interceptors intercepting,
      @Nullable Journal recordsIn) {
    return new MakeOptions(
        order,
        stopsOnFailure,
        cancelsOnFailure,
        executor,
        parallelism,
        threadPerTask,
        retry,
        timeout,
        abandonAfter,
        clock,
        told,
        listening,
        intercepting,
        recordsIn);
  }
}
