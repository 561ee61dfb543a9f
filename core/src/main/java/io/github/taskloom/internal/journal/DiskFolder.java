package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A directory of the operating system, with a journal that this process has the lock of. */
final class DiskFolder implements JournalFolder {
  private final Path path;
  private final Path replacement;
  private final WriterLock lock;

  private DiskFolder(Path path, WriterLock lock) {
    this.path = path;
    this.replacement = beside(path, ".new");
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws JournalException if there can be no journal, or another one has the lock
   */
  static DiskFolder of(Path given) {
    Path path = whole(given);
    return new DiskFolder(path, WriterLock.take(path, beside(path, ".lock")));
  }

  /** The same for the same file, through whatever link: it is the file that is replaced. */
  private static Path whole(Path given) {
    Path path = given.toAbsolutePath().normalize();
    Path parent = path.getParent();
    Path name = path.getFileName();
    try {
      path.toFile();
      if (parent == null || name == null || Files.isDirectory(path)) {
        throw new JournalException(path, -1, "is a directory; give a file in it", null);
      }
      if (!Files.isDirectory(parent)) {
        throw new JournalException(
            path, -1, "there is no directory " + parent + "; create it first", null);
      }
      return Files.exists(path) ? path.toRealPath() : parent.toRealPath().resolve(name);
    } catch (UnsupportedOperationException e) {
      throw new JournalException(
          path, -1, "is not of the default file system, as a journal has to be", e);
    } catch (IOException e) {
      throw new JournalException(path, -1, "cannot be found: " + e, e);
    }
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public @Nullable JournalFile open() throws IOException {
    return Files.exists(path) ? new DiskFile(path) : null;
  }

  @Override
  public JournalFile createReplacement() throws IOException {
    Files.deleteIfExists(replacement);
    return new DiskFile(replacement);
  }

  @Override
  public void adoptReplacement() throws IOException {
    Files.move(replacement, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void dropReplacement() throws IOException {
    Files.deleteIfExists(replacement);
  }

  /**
   * Through a channel, as there is no other way to a directory; so it is done again where an
   * interrupt has closed that. On Windows directories cannot be opened, and need not be forced.
   */
  @Override
  public void force() throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
          directory.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Path parent() throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(path + " is in no directory");
    }
    return parent;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
