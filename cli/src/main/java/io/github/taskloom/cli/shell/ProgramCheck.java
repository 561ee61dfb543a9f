package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.util.Collection;
import java.util.Set;

/**
 * Refuses a {@code shell} that is not there before anything runs. A path is not looked at: an
 * earlier task may make it. Nor is a name that is looked for in the folders that the task itself
 * names.
 */
public final class ProgramCheck {
  private ProgramCheck() {}

  /**
   * Checks the shells of tasks.
   *
   * @param tasks the names of those that are to be run
   * @throws InputException when one of them is not there
   */
  public static void check(TaskFile file, Collection<String> tasks) {
    Set<String> wanted = Set.copyOf(tasks);
    for (TaskEntry task : file.tasks()) {
      if (task.script() == null || !wanted.contains(task.name())) {
        continue;
      }
      String program = task.execution().interpreter().program();
      if (!Programs.isPath(program)
          && !task.environment().containsKey("PATH")
          && Programs.find(program, System.getenv()).isEmpty()) {
        throw new InputException(
            task.file(),
            task.position(),
            "task " + Names.quoted(task.name()) + ": " + Programs.notFound(program));
      }
    }
  }
}
