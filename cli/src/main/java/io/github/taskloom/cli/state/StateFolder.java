package io.github.taskloom.cli.state;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the runs of one task file are kept: {@code .taskloom/FILE} beside it, with a folder for
 * each run. So runs of one file go on side by side, no other file has its runs here, and what moves
 * with the file is found again.
 *
 * <p>All that is here is taskloom's own: git does not see it, and of the runs that have ended the
 * oldest go when a new one begins.
 */
public final class StateFolder {
  /** So many runs stay that have ended. */
  static final int KEPT = 10;

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");
  private static final String NAME_PATTERN = "[-0-9]{10}_[0-9]{2}-[0-9]{2}-[0-9]{2}(-[0-9]+)?";

  private final Path folder;

  StateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * That of a task file.
   *
   * @param chosen where the user wants it, or null for its place beside the file
   */
  public static StateFolder of(Path taskFile, @Nullable Path chosen) {
    Path whole = taskFile.toAbsolutePath().normalize();
    Path name = whole.getFileName();
    String file = name == null ? "_" : name.toString();
    if (chosen != null) {
      // Files of one name, from several folders, may be given one place.
      String from = String.valueOf(whole.getParent());
      return new StateFolder(chosen.resolve(file + "-" + Integer.toHexString(from.hashCode())));
    }
    // A pipe has no place beside it.
    Path parent = Files.isRegularFile(taskFile) ? taskFile.getParent() : null;
    Path beside = parent == null ? Path.of("") : parent;
    return new StateFolder(beside.resolve(".taskloom").resolve(file));
  }

  /**
   * A new run.
   *
   * @param tasks the names of all tasks that may ask for a file
   * @throws InputException when it cannot be written
   */
  public RunFolder begin(Collection<String> tasks) {
    try {
      Files.createDirectories(folder);
      Path ignored = folder.resolve(".gitignore");
      if (Files.notExists(ignored)) {
        Files.writeString(ignored, "*\n");
      }
      removeOldest();
      return RunFolder.create(newFolder(), tasks);
    } catch (IOException e) {
      throw new InputException(
          folder, null, "cannot keep state here (--state DIR names another place): " + e, e);
    }
  }

  private Path newFolder() throws IOException {
    String name = NAME.format(LocalDateTime.now(ZoneId.systemDefault()));
    for (int number = 1; ; number++) {
      Path run = folder.resolve(number == 1 ? name : name + "-" + number);
      try {
        return Files.createDirectory(run);
      } catch (FileAlreadyExistsException e) {
        // Another run of this second has it: the next number.
      }
    }
  }

  private void removeOldest() throws IOException {
    List<Path> ended = ended();
    for (Path run : ended.subList(Math.min(KEPT - 1, ended.size()), ended.size())) {
      RunFolder.remove(run);
    }
  }

  /** The record of the run that ended last; nothing if there is none. */
  public Optional<Path> lastRecord() {
    try {
      return ended().stream().map(RunFolder::recordIn).filter(Files::exists).findFirst();
    } catch (IOException e) {
      throw new InputException(folder, null, "cannot be read: " + e, e);
    }
  }

  /**
   * The record of a run.
   *
   * @throws InputException when there is none of that name
   */
  public Path record(String run) {
    try {
      Path record = RunFolder.recordIn(folder.resolve(run));
      if (!run.matches(NAME_PATTERN) || Files.notExists(record)) {
        List<String> known = runs().stream().map(it -> it.getFileName().toString()).toList();
        throw new InputException(
            folder,
            "has no run "
                + Names.quoted(run)
                + "; there "
                + (known.isEmpty() ? "is none" : "are " + known));
      }
      return record;
    } catch (IOException e) {
      throw new InputException(folder, null, "cannot be read: " + e, e);
    }
  }

  /**
   * Where it is kept what became of a run.
   *
   * @param run its name, or null for the one that ended last
   * @throws InputException when there is none, or it was not kept
   */
  public Path report(@Nullable String run) {
    Path record =
        run == null
            ? lastRecord()
                .orElseThrow(() -> new InputException(folder, "has no run that has ended"))
            : record(run);
    Path report = RunFolder.reportIn(Objects.requireNonNull(record.getParent()));
    if (Files.notExists(report)) {
      throw new InputException(
          report, "is not there: the run goes on, was killed, or could not keep it");
    }
    return report;
  }

  /** Where it is kept what tasks were made of at their last success, in whichever run that was. */
  public Path successes() {
    return folder.resolve("fresh");
  }

  /** The file that has how long tasks took when they ran last. */
  public Path durations() {
    return folder.resolve("durations");
  }

  /** Where they are kept. */
  public Path path() {
    return folder;
  }

  /** Those that do not go on, the one that ended last first. */
  private List<Path> ended() throws IOException {
    return runs().stream()
        .filter(run -> !RunFolder.goesOn(run))
        .sorted(Comparator.comparing(RunFolder::lastRecorded).reversed())
        .toList();
  }

  private List<Path> runs() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .filter(run -> run.getFileName().toString().matches(NAME_PATTERN))
          .filter(Files::isDirectory)
          .sorted(Comparator.comparing((Path run) -> run.getFileName().toString()).reversed())
          .toList();
    }
  }
}
