package io.github.taskloom;

import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.task.DeclaredOptions;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task that is being declared, whatever its function takes.
 *
 * <p>Not thread-safe.
 *
 * @param <T> what is known of the result: an object as long as the function is still to come
 * @param <B> the builder
 * @since 0.1.0
 */
public abstract sealed class TaskOptions<T extends @Nullable Object, B extends TaskOptions<T, B>>
    permits TaskBuilder, TaskDeclaration, TaskInputs {
  final DeclaredOptions<T> options;

  TaskOptions(DeclaredOptions<T> options) {
    this.options = options;
  }

  @SuppressWarnings("unchecked") // each kind gives itself as B
  private B self() {
    return (B) this;
  }

  /**
   * An exception cancels the task instead of failing it.
   *
   * @return this
   */
  public B cancelOnException() {
    options.cancelOnException();
    return self();
  }

  /**
   * Does something with the result before the task is DONE, as the last act of the attempt: nothing
   * sees the task DONE, and nothing that requires it begins, before the hook has returned.
   *
   * <pre>{@code
   * Task<Receipt> paid = Task.builder("pay", () -> bank.pay(order))
   *     .beforeDone(receipt -> ledger.write(receipt))
   *     .build();
   * }</pre>
   *
   * <p>The hook runs while the task is RUNNING, on the thread of the function and right after it,
   * in a make, a queue, {@link Task#dispatch()} and {@link Task#bg()} alike. The time limits of the
   * task and of its make go on, and a cancel interrupts it as it interrupts the function. It is
   * told of a result that is to lead to DONE and of no other: not of one that {@code
   * cancelOnResult} or the retry rule turns down, nor once the task was asked to end. Interceptors
   * of a make ({@link Make#around}) have ended by then, and may have made the result another one.
   *
   * <p>If it throws, the attempt ends as if the function had thrown that: the task is FAILED, or
   * tried again if its retry rule says so, which calls the function and the hook again; a {@link
   * CancelledException}, or any exception under {@link #cancelOnException}, leads to CANCELLED. One
   * that comes of the interrupt of a cancel is a cancellation. A cancel, or a limit, that comes
   * while the hook runs still prevents DONE, also if the hook returns: it may have been told of a
   * result that the task then does not have.
   *
   * <p>It is not told of a value that was given by {@link Task#completeWith}, nor of what a call by
   * {@link Task#run()} gives that leaves the state as it is. With a function that was given by
   * {@link Task#repairWith} it is told as before. Several hooks are called in the order in which
   * they were given, each when the one before has returned.
   *
   * @param hook takes the result, null if the function gave null; may throw
   * @return this
   * @throws NullPointerException if the hook is null
   * @since 0.1.0
   */
  public B beforeDone(TaskConsumer<? super T> hook) {
    options.beforeDone(hook);
    return self();
  }

  /**
   * Prints a line per transition, like {@code login PENDING->dispatch->RUNNING}.
   *
   * @param out where to
   * @return this
   */
  public B track(PrintStream out) {
    return track(out::println);
  }

  /**
   * Calls back on every transition.
   *
   * @param callback runs in the thread that makes the transition
   * @return this
   */
  public B track(Consumer<? super Transition<TaskState, TaskEvent>> callback) {
    options.track(callback);
    return self();
  }

  /**
   * Keeps the last transitions of the task, for {@link Task#history()}.
   *
   * @param capacity how many
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public B keepHistory(int capacity) {
    options.keepHistory(capacity);
    return self();
  }

  /**
   * Requires other tasks, in this order, beside those that give inputs.
   *
   * @param prerequisites the tasks
   * @return this
   */
  public B require(Task<?>... prerequisites) {
    options.require(prerequisites);
    return self();
  }

  /**
   * Requires another task under a rule.
   *
   * @param prerequisite the task
   * @param rule what has to become of it
   * @return this
   */
  public B require(Task<?> prerequisite, EdgeRule rule) {
    options.require(prerequisite, rule);
    return self();
  }

  /**
   * How often a make tries the task.
   *
   * @param rule the rule
   * @return this
   */
  public B retry(Retry rule) {
    options.retry(rule);
    return self();
  }

  /**
   * How long a make lets each attempt of the task take. When the time is up the function is
   * interrupted, and the make waits for its end; whatever it does then, the attempt has failed with
   * a {@link TaskTimeoutException}, unless the task was cancelled before. One that goes on for a
   * second after its interrupt is told in the log. To leave such a function behind instead, see
   * {@link #abandonAfter}.
   *
   * <pre>{@code
   * Task<String> page =
   *     Task.builder("page", () -> fetch(url)).timeout(Duration.ofSeconds(30)).build();
   * }</pre>
   *
   * <p>Limits are a matter of the make, as attempts are: a dispatch takes as long as it takes.
   *
   * @param limit the limit
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public B timeout(Duration limit) {
    options.timeout(limit);
    return self();
  }

  /**
   * How long all attempts of the task may take, with the backoffs between them: an attempt ends
   * when that is up as after {@link #timeout}, and none begins later.
   *
   * @param limit the limit
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public B totalTimeout(Duration limit) {
    options.totalTimeout(limit);
    return self();
  }

  /**
   * Leaves a function behind that goes on for so long after it was interrupted because a limit was
   * up, the task's or the make's: the task is then FAILED with a {@link TaskTimeoutException} that
   * says so, the make goes on, and what the function returns later is discarded. Its thread does
   * not end before it does; {@link Tasks#abandoned()} counts such threads.
   *
   * <p>So that it can be left behind, the function runs on a virtual thread of its own outside of
   * the make's scopes: it does not see the caller's scoped values. In an {@linkplain Make#queue
   * executor} it runs where that runs it. What is left behind is settled by a platform thread,
   * which needs nothing that a function could hold.
   *
   * @param grace how long after the interrupt; zero for at once
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public B abandonAfter(Duration grace) {
    options.abandonAfter(grace);
    return self();
  }

  /**
   * What a journal ({@link Make#journal}) finds the task by in the next run, in place of its name.
   * Unique among the tasks of a make.
   *
   * @param key any text
   * @return this
   */
  public B key(String key) {
    options.key(key);
    return self();
  }

  /**
   * Stands for the inputs of the task that are no tasks: a digest of its files, the version of what
   * it calls. Where it is another one than in the journal, the task runs again.
   *
   * @param fingerprint any text
   * @return this
   */
  public B fingerprint(String fingerprint) {
    options.fingerprint(fingerprint);
    return self();
  }

  /**
   * How a journal keeps the value. Without one it takes null, texts, bytes, booleans, ints, longs
   * and doubles; an attempt that gives another value under a journal fails.
   *
   * @param codec writes it, and reads it in the next run
   * @return this
   */
  public B codec(ValueCodec<? extends T> codec) {
    options.codec(codec);
    return self();
  }

  /**
   * Begins in PREPARE instead of PENDING: nothing runs the task before {@link Task#prepared()}.
   *
   * @return this
   */
  public B prepare() {
    options.prepare();
    return self();
  }
}
