package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a journal, for one in this process and on this machine.
 *
 * <p>A lock of the operating system on a file of its own beside the journal. Not on the journal:
 * that is replaced, and on many systems a process loses its lock on a file as soon as any part of
 * it, a copy for instance, closes that file. For the same reason this process looks at its own
 * table before it opens the file with the lock.
 */
final class WriterLock implements Closeable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Of locks that another copy of this class holds: to close them would release those. */
  private static final Queue<FileChannel> LEFT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path file;
  private final FileChannel channel;

  private WriterLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it, or says who has it.
   *
   * @throws JournalException if another one has it, or the file cannot be made
   */
  static WriterLock take(Path journal, Path file) {
    if (!HELD.add(file)) {
      throw inUse(journal, "in this process", null);
    }
    try {
      return new WriterLock(file, locked(journal, file));
    } catch (Throwable notTaken) {
      HELD.remove(file);
      throw notTaken;
    }
  }

  private static FileChannel locked(Path journal, Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
      channel.close();
      throw inUse(journal, "in another process", null);
    } catch (OverlappingFileLockException e) {
      if (channel != null) {
        LEFT_OPEN.add(channel);
      }
      throw inUse(journal, "in this process, by classes of another class loader", e);
    } catch (IOException e) {
      throw new JournalException(
          journal, -1, "cannot be locked by " + file + ", which has to be writable: " + e, e);
    }
  }

  private static JournalException inUse(Path journal, String where, @Nullable Throwable cause) {
    return new JournalException(
        journal, -1, "is open " + where + "; close it there, or give each its own file", cause);
  }

  /** The file stays: to remove it would take it from under a process that is about to lock it. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
