package io.github.taskloom;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How to make tasks: complete them and all that they require, layer by layer, each layer in a
 * structured scope of virtual threads. Immutable, reusable, safe for any thread.
 *
 * <pre>{@code
 * Make nightly = Make.defaults().failFast().parallelism(8);
 * try (Stream<Task<?>> tasks = nightly.stream(file, report)) {
 *   tasks.forEach(task -> log.info("{} is {}", task.name(), task.state()));
 * }
 * }</pre>
 *
 * <ol>
 *   <li>A task in PREPARE or a cycle: an exception, before anything runs.
 *   <li>A task that runs or is queued elsewhere is waited for.
 *   <li>A PENDING task with a prerequisite that is FAILED or ABORT fails; else with one that is
 *       CANCELLED it is cancelled; else its prerequisites are made first, and it is dispatched once
 *       all are DONE. This is looked at on the states when the make begins, and again when all
 *       prerequisites have settled.
 *   <li>Settled tasks stay as they are: nothing runs again without {@link Task#retry()}.
 *   <li>What a layer did happens-before the next one.
 *   <li>No thread outlives the call. When the calling thread is interrupted, nothing more starts,
 *       what runs is cancelled and waited for, the rest stays PENDING, and the interrupt flag is
 *       set again on return.
 *   <li>Tasks that are ready start in the order of the arguments and of {@code require} calls.
 * </ol>
 *
 * <p>Functions run on virtual threads that run one task after another: what a task leaves in a
 * thread-local is there for the next one. The scoped values of the caller are bound in them, and
 * they have its context class loader and its inheritable thread-locals, as threads that the caller
 * had started. Threads of the engine that run no task belong to no caller and have nothing of it.
 * Never throws what a function threw.
 *
 * <p>A task that is held up holds up nothing else, as long as it blocks as virtual threads do. Up
 * to JDK 23 one that blocks inside {@code synchronized} holds a carrier, and on any JDK one that
 * blocks in a class initializer or a native call does: as many of them as there are cores hold up
 * all virtual threads of the process, and tasks that wait for each other there may wait for ever
 * (thread dumps show them; an interrupt of the caller ends the make). So do functions that only
 * compute: they take all carriers for as long as they run, from the rest of the process, too. For
 * both there is {@link #queue(Executor)} with an executor of platform threads.
 *
 * @param order when a task starts
 * @param stopsOnFailure whether nothing more starts after a task has settled that is not DONE
 * @param cancelsOnFailure whether then what runs is cancelled, too
 * @param executor runs the tasks in place of the make's own threads; null for those
 * @param parallelism the most tasks that run, or are queued in the executor, at a time
 * @param threadPerTask whether each task runs on a thread of its own
 * @param retry the rule for tasks that have none of their own; null for one attempt
 * @param timeout how long the make may take; null for as long as it takes
 * @param grace how long a function may go on after an interrupt by {@code timeout}
 * @param clock the clock that backoffs and limits go by
 * @since 0.1.0
 */
public record Make(
    Order order,
    boolean stopsOnFailure,
    boolean cancelsOnFailure,
    @Nullable Executor executor,
    int parallelism,
    boolean threadPerTask,
    @Nullable Retry retry,
    @Nullable Duration timeout,
    Duration grace,
    TaskClock clock) {
  private static final Make DEFAULTS =
      new Make(
          Order.LAYERED,
          false,
          false,
          null,
          Integer.MAX_VALUE,
          false,
          null,
          null,
          Limits.USUAL_GRACE,
          TaskClock.system());

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code parallelism} is less than 1, {@code timeout} not
   *     positive, or {@code grace} negative
   */
  public Make {
    Objects.requireNonNull(order);
    Objects.requireNonNull(clock);
    if (timeout != null) {
      Limits.ensurePositive("The timeout of a make", timeout);
    }
    Limits.ensureNotNegative("A grace time", grace);
    if (parallelism < 1) {
      throw new IllegalArgumentException("The parallelism is less than 1: " + parallelism);
    }
  }

  /**
   * Goes on after a failure, on the make's own threads, as many as there are tasks that block.
   *
   * @return the defaults
   */
  public static Make defaults() {
    return DEFAULTS;
  }

  /**
   * The same in another order.
   *
   * @param other when a task starts
   * @return a new value
   */
  public Make order(Order other) {
    return new Make(
        other,
        stopsOnFailure,
        cancelsOnFailure,
        executor,
        parallelism,
        threadPerTask,
        retry,
        timeout,
        grace,
        clock);
  }

  /**
   * The same, but once a task has settled in another state than DONE, nothing more is started: what
   * runs is waited for, the rest stays PENDING, ready for the next make; what an executor has not
   * begun is taken back. One that was {@linkplain CancelledException#isNotNeeded() not needed} is
   * no reason to stop, nor is a given task that had settled before the make began.
   *
   * @return a new value
   */
  public Make failFast() {
    return failing(true, false);
  }

  /**
   * As {@link #failFast()}, and what runs is cancelled then.
   *
   * @return a new value
   */
  public Make failFastCancelling() {
    return failing(true, true);
  }

  /**
   * The same, but a task that is ready goes to QUEUED, and the executor dispatches it. A rejection
   * by the executor is a failed attempt: another one follows if the task's {@link Retry} says so,
   * else the task fails with the rejection. The make waits for what it queued: an executor that
   * drops it holds the make until its time is up, the calling thread is interrupted or the stream
   * closed.
   *
   * <p>A make that is called in a thread of its own executor waits for other threads of that: a
   * bounded executor whose threads all do so never ends, a ForkJoinPool makes up for them.
   *
   * <p>A make that stops takes back what no thread has begun: QUEUED to PENDING, ready for the next
   * make; the executor then finds nothing to do. With {@link #parallelism(int)} so many tasks at
   * most are at the executor at a time, queued or running.
   *
   * @param other the executor
   * @return a new value
   */
  public Make queue(Executor other) {
    return threads(other, parallelism, threadPerTask);
  }

  /**
   * The same with a limit on the tasks that run at a time, on the make's own threads or in its
   * executor. Tasks that wait for each other need as many threads: a limit below that would have
   * them wait for ever.
   *
   * @param most the limit
   * @return a new value
   * @throws IllegalArgumentException if it is less than 1
   */
  public Make parallelism(int most) {
    return threads(executor, most, threadPerTask);
  }

  /**
   * The same, but each task runs on a new virtual thread of its own, for those who need
   * thread-locals or the thread's identity to be a task's own. It costs about a microsecond a task.
   *
   * @return a new value
   */
  public Make withThreadPerTask() {
    return threads(executor, parallelism, true);
  }

  /**
   * The same with a retry rule for all tasks that have none of their own.
   *
   * @param rule the rule
   * @return a new value
   */
  public Make retry(Retry rule) {
    return timing(Objects.requireNonNull(rule), timeout, grace, clock);
  }

  /**
   * The same with a limit on the time that the make takes. When it is up, nothing more starts; what
   * runs is interrupted, gets its grace time, and fails with a {@link TaskTimeoutException}; the
   * rest stays PENDING. A function that ignores the interrupt is abandoned: the make does not wait
   * for it.
   *
   * <p>So that it can be left behind, each task runs on a virtual thread of its own outside of the
   * caller's scope: it does not see the caller's scoped values. What is left behind is settled by a
   * platform thread, which needs nothing that a function could hold; callbacks of the task run
   * there. The make's own threads are virtual: it returns only once they get a carrier, which
   * functions that compute without end on all of them do not leave; with {@link #queue(Executor)}
   * and platform threads it returns in time.
   *
   * @param limit the limit
   * @return a new value
   * @throws IllegalArgumentException if it is not positive
   */
  public Make timeout(Duration limit) {
    return timing(retry, Objects.requireNonNull(limit), grace, clock);
  }

  /**
   * The same with another grace time, for {@link #timeout()}; one second unless it is said.
   *
   * @param time how long a function may go on after it was interrupted because time was up
   * @return a new value
   * @throws IllegalArgumentException if it is negative
   */
  public Make grace(Duration time) {
    return timing(retry, timeout, time, clock);
  }

  /**
   * The same by another clock, for tests.
   *
   * @param other what backoffs, limits and grace times go by
   * @return a new value
   */
  public Make clock(TaskClock other) {
    return timing(retry, timeout, grace, other);
  }

  /** Whether only so many tasks may be at the executor at a time. */
  boolean limitsExecutor() {
    return executor != null && parallelism < Integer.MAX_VALUE;
  }

  private Make failing(boolean stops, boolean cancels) {
    return new Make(
        order, stops, cancels, executor, parallelism, threadPerTask, retry, timeout, grace, clock);
  }

  private Make threads(@Nullable Executor runs, int most, boolean each) {
    return new Make(
        order, stopsOnFailure, cancelsOnFailure, runs, most, each, retry, timeout, grace, clock);
  }

  private Make timing(
      @Nullable Retry rule, @Nullable Duration limit, Duration after, TaskClock by) {
    return new Make(
        order,
        stopsOnFailure,
        cancelsOnFailure,
        executor,
        parallelism,
        threadPerTask,
        rule,
        limit,
        after,
        by);
  }

  /**
   * Makes tasks and streams each given one as it settles.
   *
   * <p>Lazy: the make begins with the first element that is asked for, and then runs ahead of the
   * stream. Closing the stream early stops the make: nothing more starts, what runs is cancelled
   * and waited for, the rest stays PENDING. So close it, best in a {@code try}: a stream that is
   * left alone before its end goes on making. It is read, and best closed, by the thread that reads
   * it first, and within the structured scope it was begun in.
   *
   * <p>The first element throws {@link io.github.taskloom.fsm.FsmException} if a task, given or
   * required, is in PREPARE, {@link CycleException} if tasks require each other in a circle, {@link
   * TaskException} if it would wait for a task that the calling thread runs.
   *
   * @param tasks the tasks; one that is given twice comes once
   * @return the given tasks in the order in which they settle, settled ones first
   */
  public Stream<Task<?>> stream(Collection<? extends Task<?>> tasks) {
    MakeCall call = new MakeCall(this, tasks);
    return StreamSupport.<Task<?>>stream(call, false).onClose(call::close);
  }

  /**
   * As {@link #stream(Collection)}.
   *
   * @param tasks the tasks
   * @return the given tasks in the order in which they settle
   */
  public Stream<Task<?>> stream(Task<?>... tasks) {
    return stream(List.of(tasks));
  }

  /**
   * Makes tasks and returns when they have settled.
   *
   * @param tasks the tasks; one that is given twice comes once
   * @return the given tasks in the order in which they settled; those that did not, under {@link
   *     #failFast()} or after an interrupt, are not among them
   * @throws io.github.taskloom.fsm.FsmException if a task, given or required, is in PREPARE;
   *     nothing was run
   * @throws CycleException if tasks require each other in a circle; nothing was run
   * @throws TaskException if it would wait for a task that the calling thread runs; nothing was run
   */
  public List<Task<?>> now(Collection<? extends Task<?>> tasks) {
    return new MakeCall(this, tasks).toEnd();
  }

  /**
   * As {@link #now(Collection)}.
   *
   * @param tasks the tasks
   * @return the given tasks in the order in which they settled
   */
  public List<Task<?>> now(Task<?>... tasks) {
    return now(List.of(tasks));
  }

  /**
   * Makes tasks in the background: a virtual thread of its own calls {@link #now}, and the executor
   * dispatches the tasks as after {@link #queue}. Completing the future from outside by an
   * exception stops the make: by {@code cancel}, or by {@code orTimeout}.
   *
   * @param executor dispatches the tasks
   * @param tasks the tasks
   * @return the given tasks in the order in which they settled, or what {@link #now} threw
   */
  public CompletableFuture<List<Task<?>>> later(
      Executor executor, Collection<? extends Task<?>> tasks) {
    CompletableFuture<List<Task<?>>> future = new CompletableFuture<>();
    MakeCall call = new MakeCall(queue(executor), tasks);
    Thread.startVirtualThread(
        () -> {
          try {
            future.complete(call.toEnd());
          } catch (Throwable thrown) { // whoever waits on the future must learn of it
            future.completeExceptionally(thrown);
          }
        });
    CompletableFuture<?> unused =
        future.whenComplete(
            (settled, thrown) -> {
              if (thrown != null) {
                call.stopApart(
                    "the future of its make was completed"); // cancelled, or its time was up:
                // nobody waits for the tasks any more
              }
            });
    return future;
  }

  /**
   * As {@link #later(Executor, Collection)}.
   *
   * @param executor dispatches the tasks
   * @param tasks the tasks
   * @return the given tasks in the order in which they settled
   */
  public CompletableFuture<List<Task<?>>> later(Executor executor, Task<?>... tasks) {
    return later(executor, List.of(tasks));
  }
}
