package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.InputException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps, for each task, what its command printed ({@code NAME.log}) and the script
 * that was run ({@code NAME.sh}), and for the run its record. The files of the last run stay until
 * the next one of the same tasks.
 */
public final class LogFolder {
  private final Path folder;
  private final FileNames names;

  /**
   * @param folder the folder; it need not exist
   * @param tasks the names of all tasks that may ask for a file
   */
  public LogFolder(Path folder, Collection<String> tasks) {
    this.folder = folder;
    this.names = FileNames.of(tasks);
  }

  /**
   * Where the logs of a task file are kept unless the user says otherwise: {@code
   * .taskloom/logs/NAME} in the current folder, {@code NAME} being that of the file without its
   * extension. So a task that runs taskloom on another file does not meet its own logs.
   */
  public static Path defaultFor(Path taskFile) {
    Path name = taskFile.getFileName();
    String stem = name == null ? "" : name.toString().replaceFirst("\\.ya?ml$", "");
    return Path.of(".taskloom", "logs", FileNames.safe(stem));
  }

  /**
   * Does something while this folder is ours alone; it is created where it is missing.
   *
   * @throws InputException when it cannot be written, or another taskloom is at work in it
   */
  public <T> T during(Supplier<T> work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (lock(channel) == null) {
          throw new InputException(
              folder, "another taskloom writes its logs here: choose another folder with --logs");
        }
        return work.get();
      }
    } catch (IOException e) {
      throw new InputException(folder, null, "cannot keep logs here: " + e, e);
    }
  }

  /** Where the output of a task's command is kept. */
  public Path log(String task) {
    return folder.resolve(names.stem(task) + ".log");
  }

  /** Where the record of the run is kept: a name that no task's file has. */
  public Path record() {
    return folder.resolve("run.journal");
  }

  /**
   * Writes the script of a task.
   *
   * @return its file
   */
  Path writeScript(String task, String script) throws IOException {
    Path file = folder.resolve(names.stem(task) + ".sh");
    // Not through a channel: those are closed when their thread is interrupted, as a cancel does.
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write((script + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file.toAbsolutePath();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another part of this very process has it.
      return null;
    }
  }
}
