package io.github.taskloom.cli.state;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run: for each task what its command printed ({@code NAME.log}) and the script
 * that was run ({@code NAME.sh}), and for the run its record. A lock in it says that the run goes
 * on; that of a process that was killed is gone with it.
 *
 * <p>A task may take the folder away, as {@code git clean} does. What is written later is written
 * to a new one of the same name. All methods may be called from any thread.
 */
public final class RunFolder implements AutoCloseable {
  private static final String RECORD = "run.journal";
  private static final String REPORT = "run.report";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileNames names;
  private final FileChannel lock;

  private RunFolder(Path folder, FileNames names, FileChannel lock) {
    this.folder = folder;
    this.names = names;
    this.lock = lock;
  }

  /** Of a folder that this process has just made. */
  static RunFolder create(Path folder, Collection<String> tasks) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    return new RunFolder(folder, FileNames.of(tasks), lock);
  }

  /** Whether a process is at work in it. */
  static boolean goesOn(Path run) {
    try (FileChannel lock = FileChannel.open(run.resolve(LOCK), StandardOpenOption.READ)) {
      // A shared one: those who ask do not take each other for a run.
      return lock.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException e) {
      return true; // this very process is
    } catch (IOException e) {
      return false; // its lock was taken away
    }
  }

  /** When something was recorded there for the last time; long ago if nothing was. */
  static FileTime lastRecorded(Path run) {
    try {
      return Files.getLastModifiedTime(recordIn(run));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  static Path recordIn(Path run) {
    return run.resolve(RECORD);
  }

  static Path reportIn(Path run) {
    return run.resolve(REPORT);
  }

  static void remove(Path run) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(run)) {
      all = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  /** What {@code --resume=RUN} calls it. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Where the output of a task's command is kept. */
  public Path log(String task) {
    return folder.resolve(names.stem(task) + ".log");
  }

  /** Where the record of the run is kept: a name that no task's file has. */
  public Path record() {
    return recordIn(folder);
  }

  /** Where it is kept what became of the run: a name that no task's file has. */
  public Path report() {
    return reportIn(folder);
  }

  /** Where a file is written that is to be put in place when it is whole: no task's file. */
  public Path unfinished(Path file) {
    return folder.resolve(file.getFileName() + ".new");
  }

  /** Whether a task has taken away what was in it. */
  public boolean wasTakenAway() {
    return Files.notExists(folder.resolve(LOCK));
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Makes the folder anew if a task has taken it away. */
  public void ensureExists() throws IOException {
    Files.createDirectories(folder);
  }

  /**
   * Writes the script of a task, each time as a new file: a shell that an earlier attempt left
   * behind may still read the old one.
   *
   * @param extension how the name of its file ends
   * @return its file
   */
  public Path writeScript(String task, String script, String extension) throws IOException {
    ensureExists();
    Path file = folder.resolve(names.stem(task) + "." + extension).toAbsolutePath();
    Path written = file.resolveSibling(file.getFileName() + ".new");
    // Not through a channel: those are closed when their thread is interrupted, as a cancel does.
    try (OutputStream out = new FileOutputStream(written.toFile())) {
      out.write((script + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The run has ended; where it has no record, nothing of it stays. */
  @Override
  public void close() {
    try {
      lock.close();
      if (Files.notExists(record()) && Files.exists(folder)) {
        remove(folder);
      }
    } catch (IOException e) {
      // A lock that cannot be let go of ends with the process; a folder that is left does no harm.
    }
  }
}
