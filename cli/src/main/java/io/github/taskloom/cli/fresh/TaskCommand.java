package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.TaskEntry;

/** Runs the script of a task. */
@FunctionalInterface
public interface TaskCommand {
  /** Returns when the script has succeeded; what it throws is the task's failure. */
  void run(TaskEntry task, String script) throws Exception;
}
