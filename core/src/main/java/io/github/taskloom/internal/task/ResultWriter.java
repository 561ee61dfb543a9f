package io.github.taskloom.internal.task;

import org.jspecify.annotations.Nullable;

/** Writes the value of an attempt before the task is DONE with it, as the last of the attempt. */
@FunctionalInterface
public interface ResultWriter {
  /**
   * By the thread that runs the attempt.
   *
   * @throws Exception if the value cannot be written: the attempt fails with that
   */
  void write(TaskNode<?> task, int attempt, @Nullable Object value) throws Exception;
}
