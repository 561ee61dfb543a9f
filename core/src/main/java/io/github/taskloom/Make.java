package io.github.taskloom;

import io.github.taskloom.event.MakeListener;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.make.MakeCall;
import io.github.taskloom.internal.make.MakeListeners;
import io.github.taskloom.internal.make.MakeOptions;
import io.github.taskloom.internal.make.MakePreview;
import io.github.taskloom.internal.make.MakeStream;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How to make tasks: complete them and all that they require, layer by layer or eagerly ({@link
 * Order}), on virtual threads in structured scopes. Immutable, reusable, safe for any thread.
 *
 * <pre>{@code
 * Make nightly = Make.defaults().failFast().parallelism(8);
 * Report value = nightly.get(report);
 * }</pre>
 *
 * <p>Each way to run it has one name: {@link #get} gives the value of one task or throws, {@link
 * #now} a list, {@link #stream} a stream while it goes on, {@link #later} a future.
 *
 * <ol>
 *   <li>A task in PREPARE or a cycle: an exception, before anything runs.
 *   <li>A task that runs or is queued elsewhere is waited for.
 *   <li>A PENDING task with a prerequisite that is FAILED or ABORT fails; else with one that is
 *       CANCELLED it is cancelled; else its prerequisites are made first, and it is dispatched once
 *       all are DONE. This is looked at on the states when the make begins, and again when all
 *       prerequisites have settled.
 *   <li>Settled tasks stay as they are: nothing runs again without {@link Task#retry()}.
 *   <li>What a task did happens-before what requires it; in {@link Order#LAYERED} what a layer did
 *       happens-before the next one.
 *   <li>When the call returns no function that it has begun still runs, but for those that a limit
 *       was allowed to leave behind ({@link #abandonAfter}). When the calling thread is
 *       interrupted, nothing more starts, what runs is cancelled and waited for, the rest stays
 *       PENDING, and the interrupt flag is set again on return.
 *   <li>Tasks that are ready start in the order that {@link Order} tells.
 * </ol>
 *
 * <p>Functions run on virtual threads of the make. They have the caller's context class loader and
 * inheritable thread-locals, as threads that the caller had started. Threads of the engine that run
 * no task belong to no caller and have nothing of it. A task that fails is an outcome, no
 * exception: of the ways to run a make {@link #get} alone throws because of it.
 *
 * <p>The scoped values of the caller are bound in all functions that run within its call: in both
 * orders, on shared threads, on one of their own or the caller's, under {@link #parallelism}, a
 * {@link #timeout} or a {@link #retry}, and in makes that they call; for a {@link #stream} they are
 * those of its first reader. They are not bound where a thread does not belong to the call: in the
 * threads of an executor ({@link #queue}, {@link #submit}), in {@link #later}, in what {@link
 * #abandonAfter} or {@link TaskOptions#abandonAfter} may leave behind once a limit is up, in {@link
 * Task#bg()}, and in the callbacks of a task that no thread waited for ({@link Task#async}). There
 * an interceptor binds them anew: {@link #around}.
 *
 * <p>A thread costs more than a quick function. So those of a class (that of the lambda, say) whose
 * functions have taken less than 5 us so far run one after another on one thread, and so do those
 * of large layers until they are held up: what one leaves in a thread-local is there for the next
 * one. Where a quick one alone is ready, {@link #get} and {@link #now} may run it on the calling
 * thread itself, of whichever kind that is (but not on one of a ForkJoinPool), as if the caller
 * called it: it sees the thread's own thread-locals. An interrupt of the caller then reaches the
 * function directly. One that it ends by, in a method of the JDK, or leaves set ends the make as it
 * does elsewhere; one that it takes otherwise is taken, and so may be one that comes at the same
 * time as a cancel of its task. A function that turns out not to be quick holds up no other. {@link
 * #withThreadPerTask} rules all of this out.
 *
 * <p>A task that is held up holds up nothing else, as long as it blocks as virtual threads do. Up
 * to JDK 23 one that blocks inside {@code synchronized} holds a carrier, and on any JDK one that
 * blocks in a class initializer or a native call does: as many of them as there are cores hold up
 * all virtual threads of the process, and tasks that wait for each other there may wait for ever
 * (thread dumps show them; an interrupt of the caller ends the make). So do functions that only
 * compute: they take all carriers for as long as they run, from the rest of the process, too. For
 * both there is {@link #queue(Executor)} with an executor of platform threads.
 *
 * @since 0.1.0
 */
public final class Make {
  private static final Make DEFAULTS = new Make(MakeOptions.DEFAULTS);

  private final MakeOptions options;

  private Make(MakeOptions options) {
    this.options = options;
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
    return new Make(options.order(other));
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
    return new Make(options.failFast(false));
  }

  /**
   * As {@link #failFast()}, and what runs is cancelled then.
   *
   * @return a new value
   */
  public Make failFastCancelling() {
    return new Make(options.failFast(true));
  }

  /**
   * The same, but a task that is ready goes to QUEUED, and the executor dispatches it. A rejection
   * by the executor is a failed attempt: another one follows if the task's {@link Retry} says so,
   * else the task fails with the rejection. The make waits for what it queued: an executor that
   * drops it holds the make until its time is up, the calling thread is interrupted or the stream
   * closed.
   *
   * <p>A make that is called by a function which holds a thread of the same executor has a virtual
   * thread that stands in for it: one at a time, what no thread of the executor has begun runs
   * there. So a bounded executor whose threads all wait for makes of their own ends. That a
   * function has such a thread is known of those that a make has queued: who submits a call of a
   * make to an executor by hand leaves it another thread.
   *
   * <p>A make that stops takes back what no thread has begun: QUEUED to PENDING, ready for the next
   * make; the executor then finds nothing to do. With {@link #parallelism(int)} so many tasks at
   * most are at the executor at a time, queued or running.
   *
   * @param other the executor
   * @return a new value
   */
  public Make queue(Executor other) {
    return new Make(options.executor(other));
  }

  /**
   * As {@link #queue(Executor)}, with an executor that sees the task, for routing and priorities.
   * The later one of both holds.
   *
   * <pre>{@code
   * TaskExecutor routes =
   *     (task, run) -> (task.name().startsWith("db ") ? database : others).execute(run);
   * Make.defaults().submit(routes).now(report);
   * }</pre>
   *
   * <p>Which threads belong to it is known by the executor itself: give the same object to all
   * makes whose functions may make others in those threads.
   *
   * @param other the executor
   * @return a new value
   */
  public Make submit(TaskExecutor other) {
    return new Make(options.taskExecutor(other));
  }

  /**
   * The same with an interceptor around each function, in the thread that runs it, inside of those
   * that were given before: the first one is the outermost.
   *
   * <pre>{@code
   * Make timed =
   *     Make.defaults().around((task, next) -> registry.timer(task.name()).recordCallable(next));
   * }</pre>
   *
   * <p>Where a function runs stays as it is without: on the caller's own thread, or, of a stage,
   * with no thread that waits. A make without interceptors does nothing for them.
   *
   * @param inner the interceptor; what it may do, and what is inside of it, stands there
   * @return a new value
   */
  public Make around(TaskInterceptor inner) {
    return new Make(options.around(inner));
  }

  /**
   * The same, telling a listener what each make does: when it began, which task is ready, queued,
   * at work, settled, and when it ended. The make waits for no listener, whatever that does; what
   * it is told, by which thread, and what of a slow one, stands there. Several are told in turn.
   *
   * <pre>{@code
   * Make watched = Make.defaults().listener(feed::add);
   * }</pre>
   *
   * <p>It costs what the events cost, 0.2 to 0.4 us a task on one machine. A make without listeners
   * does nothing for them, beyond one look whether there is {@linkplain #listenEverywhere one for
   * all}. Each call of this method has a thread of its own while there are events: keep the value,
   * and use it for many makes.
   *
   * @param listener is told, by a thread of the engine's
   * @return a new value
   */
  public Make listener(MakeListener listener) {
    return new Make(options.listener(listener));
  }

  /**
   * As {@link #listener}, for a listener that has to have every event: none is dropped, and a make
   * returns after its last event was told. So a make takes as long as its recorder does, and one
   * that never returns holds up the end of the make. What the recorder has not been told yet is
   * kept: up to some 200 bytes a task.
   *
   * @param recorder is told, by a thread of the engine's
   * @return a new value
   */
  public Make recorder(MakeListener recorder) {
    return new Make(options.recorder(recorder));
  }

  /**
   * Has a listener told of all makes of this JVM that begin from now on, beside their own: for
   * agents and the like.
   *
   * @param listener is told as by {@link #listener}
   * @return ends it: makes that begin after that do not tell it
   */
  public static Registration listenEverywhere(MakeListener listener) {
    return MakeListeners.everywhere(listener);
  }

  /**
   * The same, recording in a journal what becomes of the tasks, so that a later run of the program
   * goes on where this one ended: a task that is DONE there, and is made of the same, is
   * {@linkplain Task#restore restored} with its value when the make begins, and does not run.
   *
   * <pre>{@code
   * try (FileJournal journal = FileJournal.open(Path.of("nightly.journal"))) {
   *   Make.defaults().journal(journal).get(report);
   * }
   * }</pre>
   *
   * <p>A task is found by its {@linkplain TaskOptions#key key}, which is its name unless it says
   * otherwise; it is made of the same if its {@linkplain TaskOptions#fingerprint fingerprint} and
   * what it requires are the same, and all of that is DONE in the run that it followed then. So
   * what requires a task that runs again runs again, too. What failed or was cancelled is recorded,
   * and runs again.
   *
   * <p>What has settled is recorded before a task that requires it begins, and before the make
   * returns, as safe as the journal promises. After the end of the process at any moment, what was
   * recorded as DONE does not run again, and what ran at that moment does: each task at least once,
   * and what is recorded as DONE once. A journal that fails ends the make with its {@link
   * io.github.taskloom.journal.JournalException}.
   *
   * <p>A value is kept by the {@linkplain TaskOptions#codec codec} of its task. One that cannot be
   * written fails the attempt; one that cannot be read has its task run again.
   *
   * @param journal where; stays open
   * @return a new value
   */
  public Make journal(Journal journal) {
    return new Make(options.journal(journal));
  }

  /**
   * What a make of these tasks would run now, and what it would restore from its {@linkplain
   * #journal journal}, and why. Nothing runs, and nothing is changed.
   *
   * @param tasks the tasks
   * @return the tasks that have not settled, given or required, each behind all that it requires
   * @throws TaskStateException as {@link #now(Collection)} does
   * @throws CycleException as {@link #now(Collection)} does
   */
  public List<Preview> preview(Collection<? extends Task<?>> tasks) {
    return MakePreview.of(options, tasks);
  }

  /**
   * As {@link #preview(Collection)}.
   *
   * @param tasks the tasks
   * @return the tasks that have not settled
   */
  public List<Preview> preview(Task<?>... tasks) {
    return preview(List.of(tasks));
  }

  /**
   * The same with a limit on the tasks that run at a time, on the make's own threads or in its
   * executor. Tasks that wait for each other need as many threads: a limit below that would have
   * them wait for ever. With a limit of 1 quick functions run on the calling thread, as one that
   * alone is ready does, and no thread is started for them.
   *
   * @param most the limit
   * @return a new value
   * @throws IllegalArgumentException if it is less than 1
   */
  public Make parallelism(int most) {
    return new Make(options.parallelism(most));
  }

  /**
   * The same, but each task runs on a new virtual thread of its own, for those who need
   * thread-locals or the thread's identity to be a task's own. It costs about a microsecond a task.
   * With {@link #queue} the executor's threads run the tasks all the same.
   *
   * @return a new value
   */
  public Make withThreadPerTask() {
    return new Make(options.withThreadPerTask());
  }

  /**
   * The same with a retry rule for all tasks that have none of their own.
   *
   * @param rule the rule
   * @return a new value
   */
  public Make retry(Retry rule) {
    return new Make(options.retry(rule));
  }

  /**
   * The same with a limit on the time that the make takes. When it is up, nothing more starts; what
   * runs is interrupted, waited for, and fails with a {@link TaskTimeoutException}; the rest stays
   * PENDING. Functions that go on for a second after their interrupt are told in the log. A service
   * that has to answer in time leaves them behind: {@link #abandonAfter}.
   *
   * @param limit the limit
   * @return a new value
   * @throws IllegalArgumentException if it is not positive
   */
  public Make timeout(Duration limit) {
    return new Make(options.timeout(limit));
  }

  /**
   * The same, but functions are left behind that go on for so long after they were interrupted
   * because a limit was up, the make's or the task's; for tasks that {@linkplain
   * TaskOptions#abandonAfter say nothing of it} themselves. Only then does a thread outlive the
   * make.
   *
   * <p>So that it can be left behind, each task with a limit, and under a limit of the make each
   * task, runs on a virtual thread of its own outside of the caller's scope: it does not see the
   * caller's scoped values. What is left behind is settled by a platform thread, which needs
   * nothing that a function could hold; callbacks of the task run there. The make's own threads are
   * virtual: it returns only once they get a carrier, which functions that compute without end on
   * all of them do not leave; with {@link #queue(Executor)} and platform threads it returns in
   * time.
   *
   * <p>It is functions that are left behind. A callback that goes on past the limit of the make is
   * left behind where it runs on a thread of an executor or of another make, and the log tells of
   * it; on a thread of this make it is waited for.
   *
   * @param grace how long after the interrupt; zero for at once
   * @return a new value
   * @throws IllegalArgumentException if it is negative
   */
  public Make abandonAfter(Duration grace) {
    return new Make(options.abandonAfter(grace));
  }

  /**
   * The same by another clock, for tests.
   *
   * @param other what backoffs, limits and grace times go by
   * @return a new value
   */
  public Make clock(TaskClock other) {
    return new Make(options.clock(other));
  }

  /**
   * Makes a task and gives its value.
   *
   * <pre>{@code
   * Report value = Make.defaults().failFast().timeout(Duration.ofSeconds(5)).get(report);
   * }</pre>
   *
   * @param goal the task
   * @param <T> its result
   * @return what its function returned; null if that returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled; the reason is the cause
   * @throws MakeStoppedException if the make stopped before the task settled: it failed fast, its
   *     time was up, or the calling thread was interrupted, whose interrupt flag is then set
   * @throws TaskStateException if the task, or what it requires, is in PREPARE, or if it would wait
   *     for a task that the calling thread runs; nothing was run
   * @throws CycleException if tasks require each other in a circle; nothing was run
   */
  public <T extends @Nullable Object> T get(Task<T> goal) {
    return new MakeCall(options, List.of(goal)).value(goal);
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
   * <p>The first element throws {@link TaskStateException} if a task, given or required, is in
   * PREPARE, or if it would wait for a task that the calling thread runs, {@link CycleException} if
   * tasks require each other in a circle.
   *
   * @param tasks the tasks; one that is given twice comes once
   * @return the given tasks in the order in which they settle, settled ones first
   */
  public Stream<Task<?>> stream(Collection<? extends Task<?>> tasks) {
    MakeStream stream = new MakeStream(options, tasks);
    return StreamSupport.<Task<?>>stream(stream, false).onClose(stream::close);
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
   * @throws TaskStateException if a task, given or required, is in PREPARE, or if it would wait for
   *     a task that the calling thread runs; nothing was run
   * @throws CycleException if tasks require each other in a circle; nothing was run
   */
  public List<Task<?>> now(Collection<? extends Task<?>> tasks) {
    return new MakeCall(options, tasks).toEnd();
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
   * Makes tasks in the background: a virtual thread of its own calls {@link #now}; with {@link
   * #queue} the executor dispatches the tasks. The thread sees none of the caller's scoped values,
   * since it may outlive the caller. Completing the future from outside by an exception stops the
   * make: by {@code cancel}, or by {@code orTimeout}. What runs is cancelled then; the future is
   * complete before that has ended.
   *
   * @param tasks the tasks
   * @return the given tasks in the order in which they settled, or what {@link #now} threw
   */
  public CompletableFuture<List<Task<?>>> later(Collection<? extends Task<?>> tasks) {
    return new MakeCall(options, tasks).later();
  }

  /**
   * As {@link #later(Collection)}.
   *
   * @param tasks the tasks
   * @return the given tasks in the order in which they settled
   */
  public CompletableFuture<List<Task<?>>> later(Task<?>... tasks) {
    return later(List.of(tasks));
  }

  @Override
  public String toString() {
    return options.toString().replace("MakeOptions", "Make");
  }
}
