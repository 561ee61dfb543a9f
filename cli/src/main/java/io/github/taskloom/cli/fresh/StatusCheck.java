package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.TaskEntry;
import org.jspecify.annotations.Nullable;

/** Runs a script that tells whether a task has anything to do. */
@FunctionalInterface
public interface StatusCheck {
  /**
   * Returns when the script has ended.
   *
   * @return null if it ended with 0: there is nothing to do; else how it ended
   * @throws Exception when the task is to end without having run
   */
  @Nullable String whyToRun(TaskEntry task, String script) throws Exception;
}
