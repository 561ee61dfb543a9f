package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.scope.Carried;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs tasks, one after the other. It is the detail of the RUNNING status of its
 * task, so a canceller knows whom to interrupt from the same word that says the task runs.
 *
 * <p>Bound once per thread, not per task: to move on costs one plain write.
 */
public final class Runner {
  private static final VarHandle TASK =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "task", VarHandle.class, Runner.class, TaskNode.class);
  static final VarHandle MADE_INSIDE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "madeInside", VarHandle.class, Runner.class, List.class);
  private static final VarHandle LEFT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "left", VarHandle.class, Runner.class, boolean.class);
  private static final Carried<Runner> CARRIED = new Carried<>();

  private final @Nullable Runner outer;
  private final Thread thread;
  private final String name;

  /** Entered by each task of this runner that is not observed, instead of a new status each. */
  private final TaskStatus running = TaskStatus.plain(TaskState.RUNNING, this);

  /**
   * Written by the own thread before the CAS to RUNNING, which publishes it; read by the thread
   * that stops a make, which checks by the task's status that it still runs here.
   */
  @SuppressWarnings("UnusedVariable") // through TASK
  private @Nullable TaskNode<?> task;

  /** What {@link RunInside} says; read and written by the own thread alone. */
  @Nullable Runner inner;

  // Among the threads of its make; `older` does not change once those have published this.
  private @Nullable Runner older;

  @SuppressWarnings("UnusedVariable") // through LEFT
  private boolean left;

  /**
   * What an interrupt of the thread means that no cancel request has brought; null where it means
   * nothing, since the thread is no caller's.
   */
  private final @Nullable Runnable whenInterrupted;

  /** Whose thread it is, where it is one of an executor of the user's; by identity. */
  private final @Nullable Object executor;

  /**
   * The context class loader of a caller's thread, which goes on after the make; null for others.
   */
  private final @Nullable ClassLoader contextClassLoader;

  /** Never null; changed by {@link MadeInside} alone, through MADE_INSIDE. */
  volatile List<FunctionWait> madeInside = List.of();

  /** The make that it works for, where that is observed. */
  private @Nullable RunnerMake make; // set before it is published among the threads of that

  /**
   * What is known of the present attempt, where its make is observed and tells of its end in the
   * same turn; by the own thread alone.
   */
  private @Nullable Object begun;

  public Runner(@Nullable Runner outer, Thread thread) {
    this(outer, thread, null, null);
  }

  private Runner(
      @Nullable Runner outer,
      Thread thread,
      @Nullable Object executor,
      @Nullable Runnable whenInterrupted) {
    this.outer = outer;
    this.executor = executor;
    this.thread = thread;
    this.name = thread.getName();
    this.whenInterrupted = whenInterrupted;
    this.contextClassLoader = whenInterrupted == null ? null : thread.getContextClassLoader();
  }

  /**
   * For the thread that calls a make, which may be interrupted by others.
   *
   * @param outer what it runs in
   * @param whenInterrupted told of it, by this thread
   */
  public static Runner ofCaller(@Nullable Runner outer, Runnable whenInterrupted) {
    return new Runner(outer, Thread.currentThread(), null, whenInterrupted);
  }

  /** For the calling thread, which an executor has called a task in. */
  public static Runner ofExecutor(@Nullable Runner outer, Object executor) {
    return new Runner(outer, Thread.currentThread(), executor, null);
  }

  /** For the calling thread, inside of what it runs already. */
  public static Runner here() {
    return new Runner(CARRIED.get(), Thread.currentThread());
  }

  /** What the calling thread runs in; null outside of any task. */
  public static @Nullable Runner current() {
    return CARRIED.get();
  }

  /** This, or the next one around it that has a task; null if none has. */
  public @Nullable Runner atWork() {
    Runner runner = this;
    while (runner != null && runner.task() == null) {
      runner = runner.outer;
    }
    return runner;
  }

  /** Whether a status is RUNNING on that runner, asked to end or not. */
  public static boolean runs(Runner runner, TaskStatus status) {
    Object detail = status.detail();
    return detail == runner
        || (detail instanceof CancelRequest request && request.runner() == runner);
  }

  /** After a task, by the own thread: nothing of it reaches the next one. */
  @SuppressWarnings("ReferenceEquality") // a name that was set is another instance
  public void restore() {
    takeInterrupt();
    if (whenInterrupted != null && thread.getContextClassLoader() != contextClassLoader) {
      thread.setContextClassLoader(contextClassLoader);
    }
    if (thread.getName() != name) {
      thread.setName(name);
    }
  }

  /** Clears the own thread's interrupt: a caller's is told, any other is what a task has left. */
  public void takeInterrupt() {
    if (Thread.interrupted()) {
      interrupted();
    }
  }

  /**
   * The own thread was interrupted, and no cancel request has brought that: it is for the caller
   * that this thread is, if it is one.
   */
  public void interrupted() {
    for (Runner runner = this; runner != null; runner = runner.around()) {
      if (runner.whenInterrupted != null) {
        runner.whenInterrupted.run();
        return;
      }
    }
  }

  /** Whether this is of a caller's thread, which has been interrupted for all that is known. */
  boolean isOfCaller() {
    return whenInterrupted != null;
  }

  /** Whether the own thread is in so many functions, one inside of the other. */
  public boolean isWithin(int functions) {
    int depth = 0;
    Runner around = around();
    while (around != null && depth < functions) {
      depth++;
      around = around.around();
    }
    return depth == functions;
  }

  /** What this runs inside of, in whichever thread; null outside of any task. */
  @Nullable Runner outer() {
    return outer;
  }

  boolean isThreadOf(Object other) {
    return executor == other;
  }

  /** What the own thread runs this inside of; null where it is the outermost there. */
  @Nullable Runner around() {
    return outer != null && outer.thread == thread ? outer : null;
  }

  /** Whether the task that the own thread runs here was asked to end. */
  boolean isAskedToEnd() {
    TaskNode<?> running = task();
    return running != null
        && running.status().detail() instanceof CancelRequest request
        && request.runner() == this;
  }

  /** Whether the own thread runs this inside of a function whose task was asked to end. */
  public boolean isAskedToEndOutside() {
    for (Runner around = around(); around != null; around = around.around()) {
      if (around.isAskedToEnd()) {
        return true;
      }
    }
    return false;
  }

  /**
   * After a function: settles what it has left RUNNING inside, now that there is more stack.
   *
   * @param thrown what has ended the function, as far as is known
   */
  public void breakOffInner(@Nullable Throwable thrown) {
    if (inner != null) { // apart, so that the common case is small enough to be inlined
      RunInside.breakOffAll(this, thrown);
    }
  }

  public void carriedDuring(Runnable body) {
    CARRIED.run(this, body);
  }

  public Thread thread() {
    return thread;
  }

  /** The number of its make; 0 if that is not observed, or the task was run by hand. */
  public long make() {
    return make == null ? 0 : make.number();
  }

  public void make(RunnerMake observed) {
    make = observed;
  }

  /** By the own thread: the function of its task has given that stage. */
  void given(CompletionStage<?> stage) {
    TaskNode<?> running = task();
    if (make == null || running == null) {
      return;
    }
    TaskStatus now = running.status();
    if (runs(this, now)) { // else it was left behind, and another attempt may be at work
      make.given(running, now.attempt(), stage);
    }
  }

  public @Nullable Object begun() {
    return begun;
  }

  public void begun(@Nullable Object attempt) {
    begun = attempt;
  }

  TaskStatus running() {
    return running;
  }

  /** Opaque: a thread that stops a make has a full fence before it, a worker after its write. */
  public @Nullable TaskNode<?> task() {
    return (TaskNode<?>) TASK.getOpaque(this);
  }

  public void task(@Nullable TaskNode<?> next) {
    TASK.setOpaque(this, next);
  }

  public @Nullable Runner older() {
    return older;
  }

  public void older(@Nullable Runner next) {
    older = next;
  }

  /** Opaque: a reader of an old value looks at the task's status, or keeps this for longer. */
  public boolean hasLeft() {
    return (boolean) LEFT.getOpaque(this);
  }

  /** Its thread runs nothing for the make any more. */
  public void leave() {
    LEFT.setOpaque(this, true);
  }
}
