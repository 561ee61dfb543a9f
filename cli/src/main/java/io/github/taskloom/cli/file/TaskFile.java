package io.github.taskloom.cli.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a task file says.
 *
 * @param path where it was read from, for messages
 * @param tasks in the order of the file; their names are unique and not empty
 * @param defaults the names of those that are made where no target is given; none for all of them
 * @param secrets the values that are to be seen nowhere
 */
public record TaskFile(
    Path path, List<TaskEntry> tasks, List<String> defaults, Set<String> secrets) {
  /** Copies the collections. */
  public TaskFile {
    tasks = List.copyOf(tasks);
    defaults = List.copyOf(defaults);
    secrets = Set.copyOf(secrets);
  }
}
