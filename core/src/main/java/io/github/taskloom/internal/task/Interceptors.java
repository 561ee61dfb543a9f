package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.TaskInterceptor;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.report.Report;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors of a make, around each function that it calls; immutable, the outermost first.
 * Of a function that gives a stage they are around its call alone, not around the wait.
 */
public final class Interceptors {
  private final TaskInterceptor[] outermostFirst;

  private Interceptors(TaskInterceptor... outermostFirst) {
    this.outermostFirst = outermostFirst;
  }

  /**
   * With one more, inside of those that are there.
   *
   * @param outer null for none
   */
  public static Interceptors with(@Nullable Interceptors outer, TaskInterceptor inner) {
    Objects.requireNonNull(inner, "An interceptor is null");
    if (outer == null) {
      return new Interceptors(inner);
    }
    int size = outer.outermostFirst.length;
    TaskInterceptor[] all = Arrays.copyOf(outer.outermostFirst, size + 1);
    all[size] = inner;
    return new Interceptors(all);
  }

  /**
   * Those of one make, by the thread that calls it. Where one throws, those before it are told of
   * the end.
   */
  public Interceptors forMake(Collection<? extends Task<?>> goals) {
    TaskInterceptor[] mine = new TaskInterceptor[outermostFirst.length];
    int given = 0;
    try {
      for (; given < mine.length; given++) {
        TaskInterceptor present = outermostFirst[given];
        mine[given] =
            Objects.requireNonNull(
                present.forMake(), () -> present + " has no interceptor for a make: it gave null");
      }
      return new Interceptors(mine);
    } catch (Throwable thrown) {
      new Interceptors(Arrays.copyOf(mine, given)).makeEnds(goals);
      throw thrown;
    }
  }

  /** By the thread that ends the make: those of {@link #forMake} are told, the innermost first. */
  public void makeEnds(Collection<? extends Task<?>> goals) {
    List<Task<?>> given = List.copyOf(goals);
    for (int i = outermostFirst.length - 1; i >= 0; i--) {
      TaskInterceptor told = outermostFirst[i];
      try {
        told.makeEnds(given);
      } catch (Throwable thrown) { // the make has ended all the same
        Report.warn(
            TaskInterceptor.class, "An interceptor has failed at the end of a make", thrown);
      }
    }
  }

  /** As {@link TaskNode#perform()}, with these around the function. */
  public <T extends @Nullable Object> TaskState perform(TaskNode<T> task) {
    return TaskRun.perform(task, around(task, Objects.requireNonNull(task.function())));
  }

  /** A task's function with these around it; a value that was given by hand is no function. */
  @SuppressWarnings("unchecked") // what an interceptor returns is its author's word
  <T extends @Nullable Object> Callable<? extends T> around(
      TaskNode<T> task, Callable<? extends T> function) {
    if (TaskRepair.isByValue(task)) {
      return function;
    }
    return function instanceof StageFunction<? extends T> stage
        ? () -> stage.call(task, this)
        : () -> (T) call(0, task, function, false);
  }

  /** Calls a function that gives a stage inside of these, in the calling thread. */
  @Nullable Object callForStage(TaskNode<?> task, Callable<? extends @Nullable Object> function)
      throws Exception {
    return call(0, task, function, true);
  }

  private @Nullable Object call(
      int depth,
      TaskNode<?> task,
      Callable<? extends @Nullable Object> function,
      boolean isForStage)
      throws Exception {
    if (depth == outermostFirst.length) {
      return function.call();
    }
    Next next = new Next(depth + 1, task, function, isForStage);
    TaskInterceptor outer = outermostFirst[depth];
    try {
      return isForStage ? outer.aroundStage(task, next) : outer.around(task, next);
    } finally {
      next.isOver = true;
    }
  }

  /** What an interceptor calls: what is inside of it, once, in its own thread, before its end. */
  private final class Next implements Callable<@Nullable Object> {
    private final int depth;
    private final TaskNode<?> task;
    private final Callable<? extends @Nullable Object> function;
    private final boolean isForStage;
    private final Thread thread = Thread.currentThread();

    // By that thread alone.
    private boolean isCalled;
    private boolean isOver;

    Next(
        int depth,
        TaskNode<?> task,
        Callable<? extends @Nullable Object> function,
        boolean isForStage) {
      this.depth = depth;
      this.task = task;
      this.function = function;
      this.isForStage = isForStage;
    }

    @Override
    public @Nullable Object call() throws Exception {
      if (Thread.currentThread() != thread) {
        throw refused("by another thread than " + thread);
      }
      if (isOver) {
        throw refused("after the interceptor has ended");
      }
      if (isCalled) {
        throw refused("a second time; another attempt is a matter of a Retry");
      }
      isCalled = true;
      return Interceptors.this.call(depth, task, function, isForStage);
    }

    private TaskStateException refused(String how) {
      return new TaskStateException(
          task,
          "An interceptor of "
              + task.name()
              + " has called next "
              + how
              + ": it may do so once, in its own thread, before it ends");
    }

    @Override
    public String toString() {
      return "next of " + task.name();
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(outermostFirst);
  }
}
