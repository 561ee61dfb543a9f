package io.github.taskloom.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * Whom a thread is at work for: it runs a task, or something that the function of a task waits for,
 * in this thread or another. Asked by that thread or by one that the answer concerns; what it says
 * of a task of another thread may be over at once.
 */
public final class AtWork {
  private AtWork() {}

  /** The innermost task that the calling thread is at work for; null outside of any. */
  public static @Nullable TaskNode<?> currentTask() {
    Runner innermost = Runner.current();
    Runner atWork = innermost == null ? null : innermost.atWork();
    return atWork == null ? null : atWork.task();
  }

  /** Whether the calling thread is at work for a task: runs it, or something that it waits for. */
  public static boolean isInside(TaskNode<?> task) {
    return isInside(Runner.current(), task);
  }

  /** Whether a thread is, of which the innermost runner is known. */
  public static boolean isInside(@Nullable Runner innermost, TaskNode<?> task) {
    for (Runner runner = innermost; runner != null; runner = runner.outer()) {
      if (Runner.runs(runner, task.status())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a thread is at a task, its function or a callback of it, and goes on with it then. */
  public static boolean isFor(@Nullable Runner innermost, TaskNode<?> task) {
    for (Runner runner = innermost; runner != null; runner = runner.outer()) {
      if (runner.task() == task) {
        return true;
      }
    }
    return false;
  }

  /** Whether a runner is that one, or at work for it. */
  public static boolean isWithin(Runner innermost, Runner other) {
    for (Runner runner = innermost; runner != null; runner = runner.outer()) {
      if (runner == other) {
        return true;
      }
    }
    return false;
  }

  /** Whether a runner, or what it runs inside of, holds a thread of that executor. */
  public static boolean holdsThreadOf(Runner innermost, Object executor) {
    for (Runner runner = innermost; runner != null; runner = runner.outer()) {
      if (runner.isThreadOf(executor)) {
        return true;
      }
    }
    return false;
  }
}
