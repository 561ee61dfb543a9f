package io.github.taskloom;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
public final class Task<T extends @Nullable Object> extends LinkedTask {
  private static final VarHandle FUNCTION = field("function", Callable.class);
  private static final VarHandle RESULT = field("result", Result.class);
  private static final VarHandle POLICY = field("policy", Policy.class);

  /** Null for one that uses none of it; once there it stays. Written through POLICY. */
  private volatile @Nullable Policy<T> policy;

  /** Replaced by a repair, as {@link #install} says; dropped when DONE, with all it captures. */
  private @Nullable Callable<? extends T> function;

  /** Guarded by the state: written only by the thread that holds the task RUNNING. */
  private @Nullable T value;

  /** That of the present attempt or of an earlier one; null until somebody asks. */
  private volatile @Nullable Result<T> result;

  Task(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(name, initial);
    this.function = Objects.requireNonNull(function, "A task needs a function");
    if (policy != null) {
      POLICY.set(this, policy); // plain: nobody else can see the task yet
    }
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

  // ---- edges; see also LinkedTask

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

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  private T input() {
    TaskState now = state();
    if (now != TaskState.DONE) {
      throw new TaskException(this, name() + " is " + now + ": it has no result to pass on");
    }
    return value;
  }

  // ---- running

  /**
   * Runs the function in the calling thread if nothing blocks it, and settles the task. A
   * prerequisite that is ABORT aborts this task instead.
   *
   * @return the state it settled in
   * @throws BlockedException if a prerequisite blocks; nothing has changed
   * @throws FsmException if the task is neither PENDING nor QUEUED
   */
  public TaskState dispatch() {
    Runner runner = Runner.here();
    TaskState settled = performOn(runner, () -> TaskClaim.claim(this, runner), this::perform);
    return settled == null ? TaskState.ABORT : settled;
  }

  /**
   * Dispatches the task in a new virtual thread. The claim is made before this returns; the thread
   * sees none of the caller's scoped values, since it may outlive the caller.
   *
   * @return the thread, started; it ends when the task has settled
   * @throws BlockedException if a prerequisite blocks; nothing has changed
   * @throws FsmException if the task is neither PENDING nor QUEUED
   */
  public Thread bg() {
    Runner[] claimed = new Runner[1]; // null where there is nothing to run
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  if (claimed[0] != null) {
                    performOn(claimed[0], () -> true, this::perform);
                  }
                });
    Runner runner = new Runner(null, thread);
    runner.carriedDuring(
        () -> {
          if (TaskClaim.claim(this, runner)) {
            claimed[0] = runner;
          }
        });
    thread.start();
    return thread;
  }

  /**
   * Calls the function in the calling thread whatever the state and the blockers are; for those who
   * know why. One that is PENDING, QUEUED, FAILED or CANCELLED is brought to RUNNING and settles as
   * after {@link #dispatch()}. In PREPARE and RUNNING the function is called, and the task stays as
   * it is: it may then overlap itself.
   *
   * @return what became of this call
   * @throws FsmException if the task is DONE or ABORT
   */
  public Outcome<T> run() {
    Runner runner = Runner.here();
    while (true) {
      Status<TaskState> now = status();
      switch (now.state()) {
        case FAILED, CANCELLED -> transition(now, TaskEvent.RETRY, null);
        case PENDING, QUEUED -> {
          if (performOn(runner, () -> enterRun(now, runner) == now, this::perform) != null) {
            return outcome();
          }
        }
        case PREPARE, RUNNING -> {
          Callable<? extends T> mine = function;
          if (mine != null) { // else it became DONE just now
            runner.task(this);
            return TaskRun.alone(mine, runner);
          }
        }
        case DONE, ABORT ->
            throw new TaskException(this, name() + " is " + now.state() + ": it cannot run again");
      }
    }
  }

  /** The CAS that claims the task for a runner; returns its witness. */
  Status<TaskState> enterRun(Status<TaskState> expected, Runner runner) {
    runner.task(this); // before the CAS, so that whoever sees us RUNNING there finds us
    return transitionTo(expected, TaskEvent.DISPATCH, runner.running());
  }

  /**
   * Claims the task and runs it, on a runner that the thread does not carry yet: it does so during
   * the claim, too, so that a callback on RUNNING which would wait for its own task is told.
   *
   * @return the state it settled in; null if the claim failed
   */
  @Nullable TaskState performOn(
      Runner runner, BooleanSupplier claim, Supplier<TaskState> performs) {
    TaskState[] settled = new TaskState[1];
    try {
      runner.carriedDuring(
          () -> {
            if (claim.getAsBoolean()) {
              settled[0] = performs.get();
            }
          });
    } catch (Throwable thrown) {
      if (!breakOff(runner, thrown)) {
        throw thrown;
      }
      return TaskState.FAILED;
    }
    return settled[0];
  }

  /**
   * Settles the task as FAILED if that runner has left it RUNNING: the stack or the memory ended
   * within the engine, not within the function.
   *
   * @return false if there was nothing to settle
   */
  boolean breakOff(Runner runner, Throwable thrown) {
    Status<TaskState> now = status();
    while (Runner.runs(runner, now)) {
      if (now.detail() instanceof CancelRequest request) {
        request.settle();
      }
      Status<TaskState> witness = settleRun(now, TaskEvent.ERROR, thrown);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  /** After {@link #enterRun}: runs the function and settles. */
  TaskState perform() {
    return TaskRun.perform(this, Objects.requireNonNull(function));
  }

  /** As {@link #perform()}, under a retry rule or limits; PENDING if another attempt follows. */
  TaskState perform(Terms terms, UnaryOperator<Callable<? extends T>> guard) {
    return TaskRun.perform(this, guard.apply(Objects.requireNonNull(function)), terms);
  }

  /** For the run alone: one settles, or learns of a cancel request. */
  Status<TaskState> settleRun(
      Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    Status<TaskState> witness = transition(expected, event, detail);
    if (witness == expected && event == TaskEvent.DONE) {
      function = null;
    }
    return witness;
  }

  /** For the run alone, before it settles. */
  void value(@Nullable T computed) {
    value = computed;
  }

  /** Whether a result leads to DONE whatever it is, unless there is a cancel request. */
  boolean isPlain(int attempt) {
    Policy<T> mine = policy;
    return (mine == null || mine.isPlain()) && runStateIfAsked(attempt) == null;
  }

  boolean isCancelledOnException() {
    Policy<T> mine = policy;
    return mine != null && mine.isCancelledOnException();
  }

  boolean isCancelledBy(T computed) {
    Policy<T> mine = policy;
    return mine != null && !isRepairedByValue() && mine.isCancelledBy(computed);
  }

  /** A value that was given by hand is asked nothing. */
  boolean isRepairedByValue() {
    return function instanceof Replacement<?> replacement && replacement.isValue();
  }

  @Nullable Policy<T> policy() {
    return policy;
  }

  /** For those who have something to write into it. */
  Policy<T> policyToWrite() {
    Policy<T> mine = policy;
    if (mine == null) {
      Policy<T> fresh = new Policy<>(false, null, null, null);
      @SuppressWarnings("unchecked") // the field holds nothing else
      Policy<T> witness = (Policy<T>) POLICY.compareAndExchange(this, null, fresh);
      mine = witness == null ? fresh : witness;
    }
    return mine;
  }

  /**
   * The attempts that a {@link Retry} or a time limit has kept a record of: those of the present
   * series, which begins anew when the task is retried by hand.
   *
   * @return oldest first, as far as they have ended; empty for a task that has neither
   */
  public List<Attempt> attempts() {
    Policy<T> mine = policy;
    return mine == null ? List.of() : mine.attempts();
  }

  /** Whether a FAILED attempt is one that another follows, so that nothing is final yet. */
  private boolean isRetried(Status<TaskState> now) {
    Policy<T> mine = policy;
    return mine != null && now.state() == TaskState.FAILED && mine.isRetried(now.attempt());
  }

  // ---- ending and beginning again

  /**
   * Cancels this task; returns at once and is never lost.
   *
   * <p>PENDING and QUEUED go to CANCELLED. RUNNING gets its run state cancelled and its thread
   * interrupted, and the function decides how fast it ends; the interrupt reaches that function or
   * nobody. In PREPARE it is remembered until the task is prepared. In the other states nothing
   * happens.
   */
  @Override
  public void cancel() {
    told(requestCancel(null));
  }

  /**
   * Cancels this task as {@link #cancel()} does, and says why: the reason is part of the {@link
   * CancelledException} that the outcome, the history and whoever waits for the result show.
   *
   * @param reason half a sentence, as in "the user has gone"
   */
  public void cancel(String reason) {
    told(requestCancel(Objects.requireNonNull(reason)));
  }

  private static void told(@Nullable CancelRequest request) {
    if (request != null) {
      request.tell();
    }
  }

  /** Cancels this task only if no thread has begun it. */
  void cancelIfQueued(String reason) {
    Status<TaskState> now = status();
    while (now.state() == TaskState.QUEUED) {
      Status<TaskState> witness = transition(now, TaskEvent.CANCEL, cancelled(reason));
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  private CancelledException cancelled(@Nullable String reason) {
    String what = name() + " was cancelled";
    return new CancelledException(this, reason == null ? what : what + ": " + reason, null);
  }

  /**
   * Cancels as {@link #cancel()}, but leaves it to the caller to tell the run state's callbacks:
   * whoever cancels several reaches all of them first.
   *
   * @return the request, whose callbacks are still to be told; null if there is none
   */
  @Nullable CancelRequest requestCancel(@Nullable String reason) {
    Status<TaskState> now = status();
    while (true) {
      Status<TaskState> witness;
      switch (now.state()) {
        case PENDING, QUEUED -> witness = transition(now, TaskEvent.CANCEL, cancelled(reason));
        case RUNNING -> {
          if (!(now.detail() instanceof Runner runner)) {
            return null; // asked already
          }
          CancelRequest request = new CancelRequest(runner, cancelled(reason));
          witness = place(request, now);
          if (witness == now) {
            return request;
          }
        }
        case PREPARE -> {
          super.cancel();
          return null;
        }
        default -> {
          return null;
        }
      }
      if (witness == now) {
        return null;
      }
      now = witness;
    }
  }

  /**
   * Cancels this task if that runner runs it.
   *
   * @return the request, whose callbacks are still to be told; null if it was not for this call
   */
  @Nullable CancelRequest cancelOn(Runner runner, String reason) {
    Status<TaskState> now = status();
    while (now.detail() == runner) {
      CancelRequest request = new CancelRequest(runner, cancelled(reason));
      Status<TaskState> witness = place(request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  /** As {@link #cancelOn}, because time is up: the task is to fail with that. */
  @Nullable CancelRequest expireOn(Runner runner, TaskTimeoutException timeout) {
    Status<TaskState> now = status();
    while (now.detail() == runner) {
      CancelledException why = new CancelledException(this, timeout.getMessage(), timeout);
      CancelRequest request = new CancelRequest(runner, why, timeout);
      Status<TaskState> witness = place(request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  private Status<TaskState> place(CancelRequest request, Status<TaskState> running) {
    Status<TaskState> witness = amend(running, withDetail(running, request));
    if (witness == running) {
      request.deliver(runStateIfAsked(running.attempt()));
    }
    return witness;
  }

  /**
   * Replaces the function of a task that is FAILED or CANCELLED, and opens a new attempt: it is
   * PENDING afterwards, and the next make runs the new function. To let the tasks go on that failed
   * because of this one, call {@link #reopenDependents()}.
   *
   * @param repaired computes the result from now on
   * @throws FsmException if the task is neither FAILED nor CANCELLED
   */
  public void repair(Callable<? extends T> repaired) {
    reopen(Objects.requireNonNull(repaired, "A task needs a function"), false);
  }

  /**
   * Gives a task that is FAILED or CANCELLED its result by hand: it is DONE afterwards, whatever
   * its prerequisites are. To let the tasks go on that failed because of this one, call {@link
   * #reopenDependents()}.
   *
   * @param repaired the result
   * @throws FsmException if the task is neither FAILED nor CANCELLED
   */
  public void repair(T repaired) {
    reopen(() -> repaired, true);
    Runner runner = Runner.here();
    while (true) {
      Status<TaskState> now = status();
      if (now.state() != TaskState.PENDING && now.state() != TaskState.QUEUED) {
        return; // another thread was faster to dispatch it: it runs the same function
      }
      if (performOn(runner, () -> enterRun(now, runner) == now, this::perform) != null) {
        return;
      }
    }
  }

  private void reopen(Callable<? extends T> repaired, boolean isValue) {
    Status<TaskState> now = status();
    while (now.state() == TaskState.FAILED || now.state() == TaskState.CANCELLED) {
      Replacement<T> replacement = new Replacement<>(repaired, now.attempt() + 1, isValue);
      Status<TaskState> witness = transition(now, TaskEvent.RETRY, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
    throw new TaskException(
        this, name() + " is " + now.state() + ": only a FAILED or CANCELLED task can be repaired");
  }

  /**
   * By every thread that is about to leave the status that a repair led to, so that nobody gets
   * past it without. A late one finds its attempt or a later one there and changes nothing.
   */
  private void install(Replacement<T> replacement) {
    Object now = FUNCTION.getVolatile(this);
    while (now != null
        && !(now instanceof Replacement<?> other && other.attempt() >= replacement.attempt())) {
      Object witness = FUNCTION.compareAndExchange(this, now, replacement);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /**
   * Brings the tasks back to PENDING that failed or were cancelled only because of this one: those
   * behind it, directly or not, that a prerequisite settled and of whose prerequisites none is
   * FAILED, CANCELLED or ABORT any more. Call it once this task is repaired.
   *
   * @return the tasks that were reopened, in the order of their edges
   */
  public List<Task<?>> reopenDependents() {
    return Reopening.of(this);
  }

  @Override
  public TaskState fire(TaskEvent event, @Nullable Object detail) {
    return super.fire(event, reason(event, detail));
  }

  @Override
  public boolean tryFire(TaskEvent event, @Nullable Object detail) {
    return super.tryFire(event, reason(event, detail));
  }

  /** Whoever sees a task settled finds an exception that says why. */
  private @Nullable Object reason(TaskEvent event, @Nullable Object detail) {
    String because = detail == null ? "" : ": " + Described.of(detail);
    Throwable cause = detail instanceof Throwable thrown ? thrown : null;
    return switch (event) {
      case CANCEL ->
          cause instanceof CancelledException
              ? cause
              : new CancelledException(this, name() + " was cancelled" + because, cause);
      case ERROR -> cause != null ? cause : new TaskException(this, name() + " failed" + because);
      case ABORT ->
          new TaskException(
              this, name() + " was aborted" + because, cause != null ? cause : failure());
      default -> detail;
    };
  }

  /** How a run begins and ends is the run's: an event from outside cannot settle it. */
  @Override
  protected boolean allows(Status<TaskState> from, TaskEvent event) {
    return event != TaskEvent.DISPATCH
        && from.state() != TaskState.RUNNING
        && super.allows(from, event);
  }

  @Override
  protected String advice(Status<TaskState> from, TaskEvent event) {
    if (from.state() == TaskState.RUNNING) {
      return "; its function decides how the run ends, cancel() asks it to";
    }
    return event == TaskEvent.DISPATCH ? "; call dispatch(), bg() or make()" : "";
  }

  // ---- results

  /**
   * The result of the present attempt, to wait for.
   *
   * @return the same object throughout an attempt
   */
  public Result<T> result() {
    while (true) {
      int attempt = status().attempt();
      Result<T> current = result;
      if (current != null && current.attempt() > attempt) {
        continue; // we have read an old status: a newer result must not be replaced
      }
      // An open one of an earlier attempt waits for what the attempts after it lead to.
      if (current == null || (current.attempt() < attempt && current.isSettled())) {
        Result<T> fresh = new Result<>(this, attempt);
        if (!RESULT.compareAndSet(this, current, fresh)) {
          continue;
        }
        current = fresh;
      }
      // Whoever settles an attempt looks at the field after its CAS, and whoever opens the next one
      // before. So if the attempt still stands now, somebody will complete this result or has.
      Status<TaskState> now = status();
      if (now.attempt() == attempt) {
        if (now.state().isSettled() && !isRetried(now)) {
          current.set(outcome(now));
        }
        return current;
      }
    }
  }

  /** What would be forgotten by the CAS to come: a settled attempt's result, a repair. */
  @Override
  @SuppressWarnings("unchecked") // repair() of this task put it there
  protected void leaving(Status<TaskState> from, TaskEvent event) {
    if (event == TaskEvent.RETRY) {
      complete(from);
    } else if (from.detail() instanceof Replacement<?> replacement) {
      install((Replacement<T>) replacement);
    }
  }

  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    if (to.state().isSettled()) {
      complete(to);
    } else {
      super.entered(from, event, to);
    }
  }

  private void complete(Status<TaskState> settled) {
    Result<T> asked = result;
    if (asked != null && asked.attempt() <= settled.attempt() && !isRetried(settled)) {
      asked.set(outcome(settled));
    }
  }

  /**
   * What became of the present attempt, without waiting.
   *
   * @return the outcome; {@link Unsettled} before it settles
   */
  public Outcome<T> outcome() {
    return outcome(status());
  }

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  private Outcome<T> outcome(Status<TaskState> now) {
    return switch (now.state()) {
      case DONE -> new Done<>(value);
      case FAILED, ABORT -> new Failed<>((Throwable) Objects.requireNonNull(now.detail()));
      case CANCELLED -> new Cancelled<>((CancelledException) Objects.requireNonNull(now.detail()));
      default -> new Unsettled<>();
    };
  }

  /** Why it is FAILED, CANCELLED or ABORT; null in other states. */
  @Nullable Throwable failure() {
    return status().detail() instanceof Throwable why ? why : null;
  }

  /**
   * Waits until the present attempt settles; never throws what the function threw.
   *
   * @return the outcome; never {@link Unsettled}
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
  public Outcome<T> join() throws InterruptedException {
    return result().join();
  }

  /**
   * Waits until the present attempt settles or the time is up.
   *
   * @param limit how long to wait at most; zero or less does not wait
   * @return the outcome; {@link Unsettled} if the time was up
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
  public Outcome<T> join(Duration limit) throws InterruptedException {
    return result().join(limit);
  }

  /**
   * Waits for the value of the present attempt.
   *
   * @return what the function returned; null if it returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   */
  public T get() throws InterruptedException {
    return result().get();
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

  /** For {@code make} alone: leaves {@code expected} by an event; returns the witness. */
  Status<TaskState> move(Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    return transition(expected, event, detail);
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, Task.class, type);
  }
}
