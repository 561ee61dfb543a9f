package io.github.taskloom;

import io.github.taskloom.fsm.Machine;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.Declared;
import io.github.taskloom.internal.task.TaskFace;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
 * <p>A task is a lock-free state machine: one CAS per transition decides. What changes of it is its
 * state with the result, its edges while it is PREPARE or PENDING, its callbacks, and the function
 * that {@link #repairWith} replaces. A prerequisite stops blocking when it is DONE; FAILED and
 * CANCELLED ones block, so that they can be repaired and the rest run after all ({@link EdgeRule}
 * has other rules).
 *
 * <p>The function ends the run: a {@link CancelledException} leads to CANCELLED, another exception
 * or error to FAILED (to CANCELLED under {@code cancelOnException}), a result to DONE, or to
 * CANCELLED if {@code cancelOnResult} says so or the run was cancelled meanwhile. After {@link
 * #cancel()} an exception that tells of the interrupt leads to CANCELLED, too. What a function
 * threw is thrown by the methods that give the value alone, as the cause of a {@link
 * TaskException}: {@link #get()}, {@link Result#get()}, {@link Make#get}.
 *
 * <p>Every method may be called from any thread. A thread that sees a task settled sees its result,
 * and all that its function did happens-before that, but for a function that a time limit has left
 * behind ({@link TaskOptions#abandonAfter}).
 *
 * <p>Methods are named by what the function gives: {@code of} and {@code then} take one that gives
 * a value, {@code async} one that gives a stage of it, {@code run}, {@code thenRun} and {@code
 * thenAccept} an action that gives none. All of them may throw.
 *
 * @param <T> the result
 * @since 0.1.0
 */
public sealed interface Task<T extends @Nullable Object>
    extends TaskView, Machine<TaskState, TaskEvent> permits TaskFace {

  // ---- declared

  /**
   * A task that is PENDING.
   *
   * @param name what messages and drawings call it; any text, need not be unique
   * @param function computes the result
   * @param <T> the result
   * @return the task
   */
  static <T extends @Nullable Object> Task<T> of(String name, Callable<? extends T> function) {
    return Declared.task(name, function);
  }

  /**
   * A task without a name of its own: one like {@code task-17} is derived when it is asked for.
   *
   * @param function computes the result
   * @param <T> the result
   * @return the task
   */
  static <T extends @Nullable Object> Task<T> of(Callable<? extends T> function) {
    return new TaskNode<>(null, function, TaskState.PENDING, null);
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
  static <A extends @Nullable Object, R extends @Nullable Object> Task<R> of(
      String name, Task<A> first, TaskFunction<? super A, ? extends R> function) {
    return Declared.task(name, Declared.from(first, function), first);
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
  static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Task<R> of(
          String name,
          Task<A> first,
          Task<B> second,
          TaskFunction2<? super A, ? super B, ? extends R> function) {
    return Declared.task(name, Declared.from(first, second, function), first, second);
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
  static <
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
    return Declared.task(name, Declared.from(first, second, third, function), first, second, third);
  }

  /**
   * A task that takes the results of others, which it requires in this order. For more inputs, or
   * inputs together with options, see {@link #builder(String)}.
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
  static <
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
    Callable<R> called = Declared.from(first, second, third, fourth, function);
    return Declared.task(name, called, first, second, third, fourth);
  }

  /**
   * A task without a result.
   *
   * @param name what messages and drawings call it
   * @param action what to do
   * @return the task; its result is null
   */
  static Task<@Nullable Object> run(String name, TaskAction action) {
    return of(name, Declared.from(action));
  }

  /**
   * A task without a result and without a name of its own.
   *
   * @param action what to do
   * @return the task; its result is null
   */
  static Task<@Nullable Object> run(TaskAction action) {
    return of(Declared.from(action));
  }

  /**
   * A task whose function begins something and gives a stage of it: the task is RUNNING until the
   * stage is complete, and has its value as the result.
   *
   * <pre>{@code
   * Task<String> page = Task.async("fetch", () -> client.sendAsync(url));
   * }</pre>
   *
   * <p>The thread that runs the task calls the function. Whether it then waits for the stage
   * depends on the make and on the task:
   *
   * <ul>
   *   <li>No thread waits in a make without an executor, without a limit of threads or of time, and
   *       without a retry rule, for a task without options, rules of edges and callbacks, whose
   *       result and run state were not asked for before. The task is RUNNING without a thread; so
   *       ten thousand calls under way hold none.
   *   <li>In all other cases that thread waits: a virtual one in most makes, that of an executor
   *       with {@link Make#queue}, the calling one in {@link #dispatch()}. So all that is said of
   *       functions holds, and a stage counts as long as it takes: for the parallelism, time
   *       limits, retries, a queue.
   * </ul>
   *
   * <p>A stage that is complete already is not waited for.
   *
   * <p>The thread that completes the stage runs no callback of the task: the one that waits does,
   * or else a virtual one that comes to settle the task, and that sees no scoped values of the
   * make's caller. (Where no thread is to be had at all, the one that completes the stage or
   * cancels the task settles it.) What was done before the stage was completed is seen by what
   * requires the task.
   *
   * <p>What the stage fails with is what the function has thrown, for {@link #get()} as for a retry
   * rule; of a {@link java.util.concurrent.CompletionException} it is the cause. A null in place of
   * a stage fails the task with a {@link TaskException} that names it; the value of a stage may be
   * null.
   *
   * <p>{@link #cancel()}, and a time limit that is up, end the wait at once, and cancel the stage
   * by {@code toCompletableFuture().cancel(true)}, on the thread that waits or comes, never on the
   * one that cancels. The task then settles as after any function that was interrupted, CANCELLED
   * or FAILED with a {@link TaskTimeoutException}, whether the stage heeds its cancel or not; what
   * it gives later is discarded. Of several stages that depend on each other that one is cancelled
   * which the function has given: give the one that stops the work. A stage that something else
   * cancels has failed, with a {@link java.util.concurrent.CancellationException}.
   *
   * <p>A task that is repaired by {@link #repairWith} gets a function that gives the value itself.
   * Together with options: {@link TaskDeclaration#runAsync}.
   *
   * @param name what messages and drawings call it; any text, need not be unique
   * @param function gives the stage, not null; may throw
   * @param <T> the result
   * @return the task
   * @throws NullPointerException if the name or the function is null
   * @since 0.1.0
   */
  static <T extends @Nullable Object> Task<T> async(
      String name, Callable<? extends CompletionStage<? extends T>> function) {
    return Declared.task(name, Declared.awaiting(function));
  }

  /**
   * A task as by {@link #async(String, Callable)} that takes the result of another, which it
   * requires.
   *
   * <pre>{@code
   * Task<Html> shown = Task.async("render", page, text -> renderer.renderAsync(text));
   * }</pre>
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param function takes the result, all there when it is called, and gives the stage, not null;
   *     may throw
   * @param <A> the first input
   * @param <R> the result
   * @return the task
   * @throws NullPointerException if the name, the input or the function is null
   * @since 0.1.0
   */
  static <A extends @Nullable Object, R extends @Nullable Object> Task<R> async(
      String name,
      Task<A> first,
      TaskFunction<? super A, ? extends CompletionStage<? extends R>> function) {
    return Declared.task(name, Declared.awaiting(Declared.from(first, function)), first);
  }

  /**
   * A task as by {@link #async(String, Callable)} that takes the results of two others, which it
   * requires in this order. For more inputs see {@link #builder(String)}.
   *
   * @param name what messages and drawings call it
   * @param first gives the first input
   * @param second gives the second input
   * @param function takes the results, all there when it is called, and gives the stage, not null;
   *     may throw
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   * @return the task
   * @throws NullPointerException if the name, an input or the function is null
   * @since 0.1.0
   */
  static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Task<R> async(
          String name,
          Task<A> first,
          Task<B> second,
          TaskFunction2<? super A, ? super B, ? extends CompletionStage<? extends R>> function) {
    return Declared.task(
        name, Declared.awaiting(Declared.from(first, second, function)), first, second);
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
  static <T extends @Nullable Object> Task<List<T>> all(
      String name, List<? extends Task<? extends T>> tasks) {
    List<Task<? extends T>> inputs = List.copyOf(tasks);
    return Declared.task(name, Declared.list(inputs), inputs.toArray(Task<?>[]::new));
  }

  /**
   * Begins a task with options; {@link TaskBuilder#build()} ends it.
   *
   * @param name what messages and drawings call it
   * @param function computes the result
   * @param <T> the result
   * @return a builder
   */
  static <T extends @Nullable Object> TaskBuilder<T> builder(
      String name, Callable<? extends T> function) {
    return new TaskBuilder<>(name, function);
  }

  /**
   * Begins a task with options, and with inputs if it has any; its function comes last.
   *
   * <pre>{@code
   * Task<Html> shown = Task.builder("render").inputs(page, words)
   *     .timeout(Duration.ofSeconds(30))
   *     .run((text, n) -> render(text, n));
   * }</pre>
   *
   * @param name what messages and drawings call it
   * @return a builder
   */
  static TaskDeclaration builder(String name) {
    return new TaskDeclaration(name);
  }

  /**
   * The task whose function, or callback, the calling thread runs; the innermost of several. Also
   * inside code that the function calls, and in threads that it forks in a structured scope, where
   * the JDK has scoped values.
   *
   * @return the task; empty outside of any
   */
  static Optional<Task<?>> current() {
    return Optional.ofNullable(AtWork.currentTask());
  }

  // ---- edges

  /**
   * Adds a prerequisite: this task does not run before {@code other} is DONE. Adding it again does
   * nothing.
   *
   * @param other the prerequisite
   * @throws IllegalArgumentException if it is this task
   * @throws TaskStateException if this task is neither PREPARE nor PENDING
   */
  void require(Task<?> other);

  /**
   * Adds prerequisites, in this order, as {@link #require(Task)} does each.
   *
   * @param first the first of them
   * @param others the others
   * @throws IllegalArgumentException if one of them is this task; those before it are added
   * @throws TaskStateException if this task is neither PREPARE nor PENDING
   */
  default void require(Task<?> first, Task<?>... others) {
    require(first);
    for (Task<?> other : others) {
      require(other);
    }
  }

  /**
   * Adds a prerequisite under a rule: when this task runs, and what becomes of it if that rule can
   * not be met, is what {@link EdgeRule} says. Adding it again changes nothing but the rule.
   *
   * @param other the prerequisite
   * @param rule what has to become of it
   * @throws IllegalArgumentException if it is this task
   * @throws TaskStateException if this task is neither PREPARE nor PENDING
   */
  void require(Task<?> other, EdgeRule rule);

  /**
   * Takes a prerequisite back, whatever its rule: this task no longer waits for {@code other}. One
   * that it does not have is no error. A function that takes the result of {@code other} still
   * does, and fails if that is not there.
   *
   * <p>A dispatch, a {@code make} or a queue decides by the prerequisites it finds when it looks at
   * this task: one that comes at the same time may have found {@code other} among them. A make that
   * has begun may still make {@code other} first.
   *
   * @param other the prerequisite
   * @throws TaskStateException if this task is neither PREPARE nor PENDING
   */
  void unrequire(Task<?> other);

  /**
   * The converse of {@link #require(Task)}: {@code other} does not run before this task is DONE.
   *
   * @param other the task to block
   * @throws IllegalArgumentException if it is this task
   * @throws TaskStateException if {@code other} is neither PREPARE nor PENDING
   */
  default void block(Task<?> other) {
    other.require(this);
  }

  /**
   * What this task requires, in the order it was required.
   *
   * @return a snapshot
   */
  List<Task<?>> prerequisites();

  /**
   * The tasks that require this one, in the order they came to: all that are not settled, and all
   * that {@link #reopenDependents()} of this one could bring back.
   *
   * <p>Once this task is settled, others may be missing, so that a task which many are put behind,
   * one after the other, does not hold them all: what is DONE or ABORT, and what is FAILED or
   * CANCELLED for another reason than a prerequisite, or by one that still hinders it, if that
   * holds for all that is behind it, too. It is let go of when further tasks are put behind this
   * one; what is put behind it afterwards is found from it, not from here. One of these that is
   * retried is back when {@code retry()} has returned, behind those that came meanwhile. From its
   * own end, {@link #prerequisites()}, an edge is always seen.
   *
   * @return a snapshot
   */
  List<Task<?>> dependents();

  @Override
  default List<Task<?>> blocking() {
    return dependents();
  }

  /**
   * The prerequisites that block this task, which {@link #dispatch()} then refuses: those that have
   * not settled, and those that have settled in a state that does not meet their {@link EdgeRule},
   * for an edge without a rule FAILED or CANCELLED.
   *
   * <p>One that is ABORT and so does not meet its edge is none of them: as soon as all
   * prerequisites have settled there are no blockers, whatever the others are, and a dispatch
   * aborts this task. Of several alternatives ({@link EdgeRule#ANY_DONE}) those that are not DONE
   * block once all of them have settled and none is DONE.
   *
   * @return a snapshot, in the order of the prerequisites
   */
  List<Task<?>> blockers();

  /**
   * Whether a prerequisite blocks this task: if not, and it is PENDING or QUEUED, {@link
   * #dispatch()} runs it or aborts it.
   *
   * @return true if {@link #blockers()} has any
   */
  boolean isBlocked();

  // ---- tasks behind this one

  /**
   * Puts a task behind this one.
   *
   * @param next requires this from now on
   * @param <R> its result
   * @return {@code next}
   * @throws IllegalArgumentException if it is this task
   * @throws TaskStateException if it is neither PREPARE nor PENDING
   */
  default <R extends @Nullable Object> Task<R> then(Task<R> next) {
    next.require(this);
    return next;
  }

  /**
   * A new task that takes the result of this one.
   *
   * @param name its name
   * @param function takes this task's result, which is there when it is called
   * @param <R> its result
   * @return the new task
   */
  default <R extends @Nullable Object> Task<R> then(
      String name, TaskFunction<? super T, ? extends R> function) {
    return of(name, this, function);
  }

  /**
   * A new task behind this one, which takes nothing of it.
   *
   * @param name its name
   * @param function computes its result
   * @param <R> its result
   * @return the new task
   */
  default <R extends @Nullable Object> Task<R> thenCall(
      String name, Callable<? extends R> function) {
    Task<R> next = of(name, function);
    return then(next);
  }

  /**
   * A new task without a result that takes the result of this one.
   *
   * @param name its name
   * @param action takes this task's result, which is there when it is called
   * @return the new task; its result is null
   */
  default Task<@Nullable Object> thenAccept(String name, TaskConsumer<? super T> action) {
    return Declared.task(name, Declared.from(this, action), this);
  }

  /**
   * A new task without a result behind this one, which takes nothing of it.
   *
   * @param name its name
   * @param action what to do
   * @return the new task; its result is null
   */
  default Task<@Nullable Object> thenRun(String name, TaskAction action) {
    return then(run(name, action));
  }

  /**
   * A new task behind this one, with a value that stands in where this one does not get DONE.
   *
   * <pre>{@code
   * Task<Rates> rates = Task.of("rates", () -> exchange.rates()).orElse("rates or old", yesterday);
   * }</pre>
   *
   * @param name its name
   * @param value its result if this task is FAILED, CANCELLED or ABORT
   * @return the new task; it settles as DONE, unless it is itself cancelled or given up
   */
  default Task<T> orElse(String name, T value) {
    Task<T> either = of(name, Declared.either(this, value));
    either.require(this, EdgeRule.COMPLETED);
    return either;
  }

  /**
   * A new task behind this one, with another task that stands in where this one fails. That one is
   * made to require this task under {@link EdgeRule#FAILED}, so that it runs only then.
   *
   * @param name its name
   * @param standIn gives the result if this task is FAILED or ABORT; PREPARE or PENDING, and not
   *     the stand-in of another task: one of both might not need it
   * @return the new task; it settles as the one of both that has run; where both fail, what this
   *     task failed with is the cause, and what {@code standIn} failed with is suppressed
   * @throws TaskStateException if {@code standIn} is neither PREPARE nor PENDING
   */
  default Task<T> orElseFrom(String name, Task<? extends T> standIn) {
    Task<T> either = of(name, Declared.eitherOf(this, standIn));
    standIn.require(this, EdgeRule.FAILED);
    either.require(this, EdgeRule.ANY_DONE);
    either.require(standIn, EdgeRule.ANY_DONE);
    return either;
  }

  // ---- run

  /**
   * Completes this task and all that it requires, as {@link Tasks#makeNow} does.
   *
   * @return whether it is completed now: DONE, FAILED or ABORT
   * @throws TaskStateException if it, or what it requires, is in PREPARE, or if it would wait for a
   *     task that the calling thread runs; nothing was run
   * @throws CycleException if the tasks require each other in a circle; nothing was run
   */
  default boolean make() {
    Tasks.makeNow(this);
    return isCompleted();
  }

  /**
   * Runs the function in the calling thread if nothing blocks it, and settles the task. Where all
   * prerequisites have settled, one that is ABORT and so does not meet its edge aborts this task
   * instead. Between two attempts of a make this is an attempt of its own, at once.
   *
   * @return the state it settled in
   * @throws BlockedException if a prerequisite blocks; nothing has changed
   * @throws TaskStateException if the task is neither PENDING nor QUEUED
   */
  TaskState dispatch();

  /**
   * Dispatches the task in a new virtual thread. The claim is made before this returns; the thread
   * sees none of the caller's scoped values, since it may outlive the caller.
   *
   * @return the thread, started; it ends when the task has settled
   * @throws BlockedException if a prerequisite blocks; nothing has changed
   * @throws TaskStateException if the task is neither PENDING nor QUEUED
   */
  Thread bg();

  /**
   * Calls the function in the calling thread whatever the state and the blockers are; for those who
   * know why. One that is PENDING, QUEUED, FAILED or CANCELLED is brought to RUNNING and settles as
   * after {@link #dispatch()}. In PREPARE and RUNNING the function is called, and the task stays as
   * it is: it may then overlap itself.
   *
   * @return what became of this call
   * @throws TaskStateException if the task is DONE or ABORT
   */
  Outcome<T> run();

  // ---- events

  /**
   * Ends the preparation: PREPARE to PENDING. A task that was cancelled meanwhile is then
   * CANCELLED.
   *
   * @throws TaskStateException in any other state
   */
  void prepared();

  /**
   * Says that the task has been submitted somewhere, which will {@link #dispatch()} it: PENDING to
   * QUEUED. Makes and queues that need it wait for that.
   *
   * @throws TaskStateException in any other state
   */
  void queue();

  /**
   * Cancels this task. It is never lost, and waits for nothing; callbacks, of the task's transition
   * or of its run state, run in the calling thread.
   *
   * <p>PENDING and QUEUED go to CANCELLED. RUNNING gets its run state cancelled and its thread
   * interrupted, and the function decides how fast it ends; the interrupt reaches that function or
   * none. Where no thread runs it ({@link #async}) its stage is cancelled. What a function then
   * throws because of the interrupt is a cancellation, whatever its class: from sockets and
   * channels, wrapped or suppressed, or from a future that was cancelled; any other exception fails
   * the task, and has the reason of the cancel as suppressed. In PREPARE it is remembered until the
   * task is prepared. In the other states nothing happens.
   */
  void cancel();

  /**
   * Cancels this task as {@link #cancel()} does, and says why: the reason is part of the {@link
   * CancelledException} that the outcome, the history and those who wait for the result see.
   *
   * @param reason half a sentence, as in "the user has gone"
   */
  void cancel(String reason);

  /**
   * Fails the task without running it: PENDING or QUEUED to FAILED.
   *
   * @param cause what its outcome shows, and what {@link #get()} has as its cause
   * @throws TaskStateException in any other state; how a run ends is decided by the function
   */
  void fail(Throwable cause);

  /**
   * Gives the task up: PENDING, QUEUED, FAILED or CANCELLED to ABORT, which is terminal.
   *
   * @throws TaskStateException in any other state
   */
  void abort();

  /**
   * Gives the task up as {@link #abort()} does, and says why.
   *
   * @param reason half a sentence, which the outcome and the history show
   * @throws TaskStateException in any other state
   */
  void abort(String reason);

  /**
   * Opens a new attempt: FAILED or CANCELLED to PENDING.
   *
   * @throws TaskStateException in any other state
   */
  void retry();

  /**
   * Replaces the function of a task that is FAILED or CANCELLED, and opens a new attempt: it is
   * PENDING afterwards, and the next make runs the new function. To let the tasks go on that failed
   * because of this one, call {@link #reopenDependents()}.
   *
   * @param function computes the result from now on
   * @throws TaskStateException if the task is neither FAILED nor CANCELLED
   */
  void repairWith(Callable<? extends T> function);

  /**
   * Gives a task that is FAILED or CANCELLED its result by hand: it is DONE afterwards, whatever
   * its prerequisites are. The value is asked nothing, and the hooks of {@link
   * TaskOptions#beforeDone} are not told of it. To let the tasks go on that failed because of this
   * one, call {@link #reopenDependents()}.
   *
   * @param value the result
   * @throws TaskStateException if the task is neither FAILED nor CANCELLED
   */
  void completeWith(T value);

  /**
   * Gives a task that is PENDING the value that it had before, in an earlier run of the program for
   * instance: it is DONE afterwards, whatever its prerequisites are, and its function is never
   * called. From any thread; of a restore and a dispatch at the same time one wins.
   *
   * <pre>{@code
   * prices.restore(rows.get("prices"));
   * }</pre>
   *
   * <p>Callbacks are told of it in the calling thread, as of any transition, by the event {@link
   * TaskEvent#RESTORE} with the detail {@code "restored"}; {@link Tasks#explain} tells it, too. The
   * value is asked nothing, and the hooks of {@link TaskOptions#beforeDone} are not told of it. A
   * thread that sees the task DONE sees the value.
   *
   * @param value the result; null where T allows it
   * @throws TaskStateException if the task is not PENDING, or another thread was faster
   */
  void restore(T value);

  /**
   * Brings the tasks back to PENDING that failed or were cancelled only because of this one: those
   * behind it, directly or not, that a prerequisite settled and of whose prerequisites none is
   * FAILED, CANCELLED or ABORT any more. Call it once this task is repaired.
   *
   * @return the tasks that were reopened, in the order of their edges
   */
  List<Task<?>> reopenDependents();

  // ---- what became of it

  /**
   * What became of the present attempt, without waiting.
   *
   * @return the outcome; {@link Outcome.Unsettled} before it settles
   */
  Outcome<T> outcome();

  /**
   * The result of the present attempt, to wait for.
   *
   * @return the same object throughout an attempt
   */
  Result<T> result();

  /**
   * Waits for the value of the present attempt. Something else has to run the task: one that no
   * make, queue or dispatch holds is waited for until one does.
   *
   * @return what the function returned; null if it returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled; the reason is the cause
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  default T get() throws InterruptedException {
    return result().get();
  }

  /**
   * Waits until the present attempt settles; never throws what the function threw.
   *
   * @return the outcome; never {@link Outcome.Unsettled}
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  default Outcome<T> join() throws InterruptedException {
    return result().join();
  }

  /**
   * Waits until the present attempt settles or the time is up.
   *
   * @param limit how long to wait at most; zero or less does not wait
   * @return the outcome; {@link Outcome.Unsettled} if the time was up
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskStateException if the calling thread runs this very task, and so would wait for
   *     itself
   */
  default Outcome<T> join(Duration limit) throws InterruptedException {
    return result().join(limit);
  }

  /**
   * The number of the present attempt: a {@link #retry()}, a repair and a {@link Retry} open the
   * next one.
   *
   * @return from 1 on
   */
  int attempt();

  /**
   * The attempts that a {@link Retry}, or a time limit of the task's own, has kept a record of:
   * those of the present series, which begins anew when the task is retried by hand. Of a series of
   * more than 64 the first 16 and the last 48 are kept; {@link Attempt#number()} tells the gap.
   *
   * @return oldest first, as far as they have ended; empty for a task that has neither
   */
  List<Attempt> attempts();

  /**
   * The run state of the present attempt.
   *
   * @return the same object throughout an attempt
   */
  RunState runState();

  // ---- listened to

  /**
   * Calls back on every transition. Those of the transition by which the task settles end before a
   * task that requires it starts in a make, and before a make that waits for it returns; one that
   * does not return holds those, and nothing else. It may make other tasks, also those behind this
   * one, and wait for them in its own thread; what it begins by {@link Make#later} is a make as
   * any, for which it must not wait. Where a thread that is none of the make's runs it (an
   * executor's, or one that cancels the task), a make whose time is up reports it and does not wait
   * for it any more.
   *
   * @param callback runs in the thread that makes the transition; one that throws is reported by
   *     the logger of this class and changes nothing
   * @return the handle that removes it
   */
  @Override
  Registration onTransition(Consumer<? super Transition<TaskState, TaskEvent>> callback);

  /**
   * Calls back on every transition into a state.
   *
   * @param state the state
   * @param callback as for {@link #onTransition}
   * @return the handle that removes it
   */
  @Override
  Registration onEnter(
      TaskState state, Consumer<? super Transition<TaskState, TaskEvent>> callback);
}
