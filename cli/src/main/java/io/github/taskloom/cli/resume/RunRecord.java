package io.github.taskloom.cli.resume;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The record of the last run of a task file: lines of JSON, one for each task that was DONE, or
 * counted as that because of the run before.
 *
 * <p>A run that begins puts a new record in the place of the old one, in one step and with all that
 * it keeps of it: whenever it is killed, there is the old one or the new one. Not for two runs at
 * once, which the lock of the log folder keeps apart.
 */
public final class RunRecord {
  private final Path path;
  private final String file;
  private final Map<String, TaskEntry> tasks = new HashMap<>();
  private final Map<String, String> definitions = new HashMap<>();

  /**
   * @param path where the record is; it need not be there
   * @param directory where commands run
   */
  public RunRecord(Path path, TaskFile file, Path directory) {
    this.path = path;
    this.file = whole(file.path());
    String folder = whole(directory);
    for (TaskEntry task : file.tasks()) {
      tasks.put(task.name(), task);
      definitions.put(task.name(), Definition.of(task, folder));
    }
  }

  /**
   * What the last run has left.
   *
   * @param order all tasks of the file, each behind all that it needs
   * @throws InputException when the record cannot be read, or is that of another file
   */
  public Earlier read(List<Task<?>> order) {
    List<TaskEntry> entries =
        order.stream().map(Task::name).map(tasks::get).filter(Objects::nonNull).toList();
    return new RecordReader(path, file)
        .read()
        .map(recorded -> Earlier.of(entries, definitions, recorded))
        .orElse(Earlier.NOTHING);
  }

  /**
   * Begins the record of a new run.
   *
   * @param kept the tasks that count as DONE from the start
   * @throws InputException when it cannot be written
   */
  public Recording begin(Collection<String> kept) {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    try {
      FileOutputStream out = new FileOutputStream(next.toFile());
      Recording recording = new Recording(path, out, definitions);
      try {
        out.write(RecordLine.first(file));
        for (String task : kept) {
          recording.done(task);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        return recording;
      } catch (IOException e) {
        recording.close();
        Files.deleteIfExists(next);
        throw e;
      }
    } catch (IOException e) {
      throw new InputException(path, null, "cannot be written: " + e, e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The same for the same thing, from wherever it is named and through whatever link. */
  private static String whole(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      // A pipe has no such path; a folder that is not there is refused before anything runs.
      return path.toAbsolutePath().normalize().toString();
    }
  }
}
