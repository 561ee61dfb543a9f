package io.github.taskloom.cli.fresh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are held by which run: each by one at a time, so that none records a success while
 * another one changes what that left. A byte of a file is locked for each task: the system lets go
 * of it when the process ends, however that is.
 *
 * <p>All methods may be called from any thread.
 */
final class TaskHolds implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final Path file;

  // guarded by this; one for all tasks: the first channel that is closed takes all locks with it
  private @Nullable FileChannel channel;

  TaskHolds(Path file) {
    this.file = file;
  }

  /**
   * Holds a task, once no other run does.
   *
   * @param onWait is done once if another run holds it now
   * @throws InterruptedException when the calling thread is interrupted before
   */
  FileLock hold(String task, Runnable onWait) throws IOException, InterruptedException {
    long position = position(task);
    for (boolean waits = false; ; waits = true) {
      FileLock lock = tryHold(position);
      if (lock != null) {
        return lock;
      }
      if (!waits) {
        onWait.run();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private synchronized @Nullable FileLock tryHold(long position) throws IOException {
    if (channel == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    try {
      return channel.tryLock(position, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // another run in this very process
    }
  }

  private static long position(String task) {
    byte[] digest = Digests.sha256().digest(task.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() & (Long.MAX_VALUE >> 1);
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The system closes it when the process ends.
      }
    }
  }
}
