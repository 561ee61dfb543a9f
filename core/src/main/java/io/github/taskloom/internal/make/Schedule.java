package io.github.taskloom.internal.make;

import io.github.taskloom.Order;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned graph on its way: hands out the positions of tasks that may run now, and learns of
 * those that have settled.
 */
public sealed interface Schedule permits LayeredSchedule, EagerSchedule {

  /** Plans in an order; see {@link Plan#layered}. */
  static Schedule plan(
      MakeOptions how, Collection<? extends TaskNode<?>> given, @Nullable Runner caller) {
    boolean oneAtATime = how.parallelism() == 1 && how.executor() == null;
    return how.order() == Order.LAYERED
        ? new LayeredSchedule(Plan.layered(given, caller), mayRepeatAny(how), oneAtATime)
        : new EagerSchedule(Plan.eager(given, caller), oneAtATime);
  }

  /** Whether any task's turn may have to come again in its layer. */
  private static boolean mayRepeatAny(MakeOptions how) {
    return how.retry() != null
        || how.limitsExecutor()
        || (how.executor() != null && MakeListeners.areAny(how.listeners())); // it may be paused
  }

  /** The tasks that this was planned for. */
  Collection<? extends TaskNode<?>> given();

  /** The given tasks that were settled when this was planned. */
  Collection<TaskNode<?>> settled();

  /** The tasks that were decided when this was planned. */
  List<Plan.Decision> decided();

  /** How large it is, counted now. */
  PlanSize size();

  /**
   * By the thread that goes on first, before it asks what is next: from now on tasks are ready.
   *
   * @param observed is told of that; null where none observes
   */
  void begin(@Nullable ObservedMake observed);

  /** Whether there is anything to be settled. */
  boolean hasTasks();

  /**
   * The only task that may run now, while none runs, or the first one where no two may run at a
   * time: by the thread that works the graph off, where all before has settled.
   *
   * @return its position; -1 if there are others or none, or what is next is to be had by {@link
   *     #nextPart} alone
   */
  int nextSingle();

  /** By the same thread, before it runs that one. */
  void takeSingle();

  /** By the same thread, when it has settled that one. */
  void singleSettled();

  /**
   * By the same thread, where that task has not settled but is elsewhere: from now on {@link
   * #nextPart} alone tells what is next.
   */
  void singleElsewhere();

  /** By the same thread, after that: whether others may run before it has settled. */
  boolean hasOthers();

  /** The next part to work off, after all of the one before has settled; null at the end. */
  @Nullable WorkSource nextPart();

  /** The first position of the present part. */
  int start();

  /** The position after the last one of the present part. */
  int end();

  /** What to call the present part in a thread dump. */
  String partName();

  /** The task at a position. */
  TaskNode<?> task(int position);

  /** Whether the make was given the task at a position. */
  boolean isGiven(int position);

  /** Since when a task is ready, by {@link System#nanoTime}, where the make is observed. */
  long readySince(int position);

  /**
   * Where the make is observed, before {@link #settled} or what is in its place: since then what
   * requires the task at a position may be ready.
   */
  void settledAt(int position, long nanos);

  /** As {@link #isGiven(int)}, slowly. */
  boolean isGiven(TaskNode<?> task);

  /**
   * A task has settled: returns one that may run now, or -1; further ones can be claimed.
   *
   * @param worker the calling thread's
   */
  int settled(int position, Worker worker);

  /** As {@link #settled(int, Worker)}, by a thread that runs nothing of this make. */
  void settledElsewhere(int position);

  /** Whether {@link #again} can be called. */
  boolean mayRepeat();

  /** A task that was claimed is to be claimed again: its turn was not over. */
  void again(int position);
}
