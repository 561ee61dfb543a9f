package io.github.taskloom.internal.task;

/** What a make has in place of a thread for a task that is left to its stage. */
public interface StageWait {

  /**
   * Once, by the thread that completes the stage or cancels the task, or by the worker where one of
   * them was faster: starts a thread that takes the task over and settles it.
   */
  void start();

  /** In place of that, by the worker: the task is not left to its stage after all. */
  void drop();
}
