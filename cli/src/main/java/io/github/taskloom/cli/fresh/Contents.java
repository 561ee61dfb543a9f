package io.github.taskloom.cli.fresh;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.glob.FoundFile;
import io.github.taskloom.cli.glob.FoundFile.Stamp;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What files hold. One that was read is not read again as long as its stamp is the same, unless it
 * was changed so shortly before it was read that a change after that may have left the stamp as it
 * is: the clock of a file system goes in steps. (git does so with its index.)
 *
 * <p>All methods may be called from any thread.
 */
final class Contents {
  /** More than a step of the clock of a file system that counts below milliseconds. */
  private static final long FINE_STEP = TimeUnit.MILLISECONDS.toNanos(100);

  /** The coarsest clocks go in steps of two seconds. */
  private static final long COARSE_STEP = TimeUnit.SECONDS.toNanos(2);

  private static final int FINE = 1_000_000;
  private static final int BUFFER = 64 << 10;

  private final Map<Path, Content> known = new ConcurrentHashMap<>();

  /** That of a file whose digest is known by an earlier look. */
  void add(Path path, Content content) {
    if (!content.stamp().equals(Stamp.NONE)) {
      known.putIfAbsent(path, content);
    }
  }

  /** This moment, in nanoseconds since 1970. */
  static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  /**
   * What a file holds.
   *
   * @param lookedAt a moment before its stamp was looked at, in nanoseconds since 1970
   * @throws IOException when it cannot be read
   * @throws CancelledException when the calling thread is interrupted
   */
  Content of(FoundFile file, long lookedAt) throws IOException {
    return switch (file.kind()) {
      case FILE -> read(file, lookedAt);
      case FOLDER -> new Content("folder", Stamp.NONE);
      case LINK -> new Content("link " + Files.readSymbolicLink(file.path()), Stamp.NONE);
      case SPECIAL -> new Content("special", Stamp.NONE);
      case UNREADABLE -> throw new IOException("cannot be read");
    };
  }

  private Content read(FoundFile file, long lookedAt) throws IOException {
    Content earlier = known.get(file.path());
    if (earlier != null && earlier.stamp().equals(file.stamp())) {
      return earlier;
    }
    // The stamp is from before: a change while it is read gives the file another one.
    Content content = new Content(digest(file.path()), settled(file.stamp(), lookedAt));
    known.put(file.path(), content);
    return content;
  }

  private static Stamp settled(Stamp stamp, long lookedAt) {
    long last = Math.max(stamp.modified(), stamp.changed());
    long step = last % FINE == 0 ? COARSE_STEP : FINE_STEP;
    return last < lookedAt - step ? stamp : Stamp.NONE;
  }

  private static String digest(Path path) throws IOException {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[BUFFER];
    // Not through a channel: those are closed when their thread is interrupted.
    try (InputStream in = new FileInputStream(path.toFile())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancelledException("stopped");
        }
        digest.update(buffer, 0, read);
      }
    }
    return Digests.hex(digest);
  }
}
