package io.github.taskloom.internal.make;

import io.github.taskloom.Task;
import io.github.taskloom.TaskExecutor;
import java.util.concurrent.Executor;

/** An executor that does not see the task, as one that does. */
record PlainExecutor(Executor executor) implements TaskExecutor {

  /**
   * Whose the threads are that an executor runs tasks in: the same object, by identity, in each
   * make that was given it.
   */
  static Object threadsOf(TaskExecutor executor) {
    return executor instanceof PlainExecutor plain ? plain.executor : executor;
  }

  @Override
  public void execute(Task<?> task, Runnable run) {
    executor.execute(run);
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
