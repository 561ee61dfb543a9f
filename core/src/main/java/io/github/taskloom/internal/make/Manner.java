package io.github.taskloom.internal.make;

import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.FunctionKind;

/** Who works off a part of a make, beside the thread that goes on with the graph. */
enum Manner {
  /** The worker of the make, which is the one that goes on. */
  HERE,
  /** A thread for each task. */
  THREAD_EACH,
  /** A worker, which the thread that goes on forks, and attends from then on. */
  BY_WORKER,
  /** A maker, since the thread that goes on is not to fork any. */
  BY_MAKER;

  /** Up to so many tasks that are ready at a time have a thread each, unless they are quick. */
  private static final int FEW = 64;

  /** And so have up to so many, if they are known to be slow: more would take too much memory. */
  private static final int MANY = 1 << 14;

  /**
   * How a graph's present part is worked off.
   *
   * @param isWorker whether the make's worker is the thread that goes on
   * @param canFork whether the thread that goes on may fork others
   */
  static Manner of(
      MakeOptions how, Schedule schedule, WorkSource present, boolean isWorker, boolean canFork) {
    if (how.threadPerTask()) {
      return canFork ? THREAD_EACH : BY_MAKER;
    }
    boolean several = how.parallelism() > 1 && (present.left() > 1 || present.mayGrow());
    if (isWorker && !several) {
      return HERE;
    }
    if (how.parallelism() > 1 && how.executor() == null && isWorthAThreadEach(schedule, present)) {
      return canFork ? THREAD_EACH : BY_MAKER;
    }
    if (isWorker) {
      return HERE;
    }
    return canFork ? BY_WORKER : BY_MAKER;
  }

  private static boolean isWorthAThreadEach(Schedule schedule, WorkSource present) {
    int start = schedule.start();
    int size = schedule.end() - start;
    if (size > FEW) {
      // All must be ready: what becomes so goes on faster on the thread that made it so.
      return size <= MANY
          && present.left() == size
          && FunctionKind.isSlow(schedule.task(start))
          && FunctionKind.isSlow(schedule.task(start + size / 2))
          && FunctionKind.isSlow(schedule.task(start + size - 1));
    }
    Class<?> quick = null; // mostly all are of one kind
    for (int position = start; position < start + size; position++) {
      Class<?> kind = FunctionKind.of(schedule.task(position));
      if (kind != null && kind != quick) {
        if (!FunctionKind.isQuick(kind)) {
          return true;
        }
        quick = kind;
      }
    }
    return false;
  }
}
