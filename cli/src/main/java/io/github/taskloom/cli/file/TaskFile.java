package io.github.taskloom.cli.file;

import java.nio.file.Path;
import java.util.List;

/**
 * What a task file says.
 *
 * @param path where it was read from, for messages
 * @param tasks in the order of the file; their names are unique and not empty
 */
public record TaskFile(Path path, List<TaskEntry> tasks) {
  /** Copies the list. */
  public TaskFile {
    tasks = List.copyOf(tasks);
  }
}
