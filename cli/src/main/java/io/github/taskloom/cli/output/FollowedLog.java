package io.github.taskloom.cli.output;

import io.github.taskloom.cli.show.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt, shown while its command writes to it. The command writes to the file
 * itself, so it never waits for this, and what it leaves in the background holds up nothing. What
 * is read is not kept: a line may be as long as it likes.
 *
 * <p>All methods may be called from any thread.
 */
final class FollowedLog {
  private static final int BUFFER = 8192;

  /** After so many bytes others get their turn, at the end of a line. */
  private static final int TURN = 256 << 10;

  private final Path log;
  private final ByteSink sink;
  private final Display display;
  private final boolean isByLine;

  // guarded by this
  private final byte[] buffer = new byte[BUFFER];
  private @Nullable RandomAccessFile file;
  private long shown;
  private long searched;
  private boolean isFinished;

  /**
   * @param shown where it starts: so much of the log has been shown before
   * @param isByLine whether a line is shown only when it is complete
   */
  FollowedLog(Path log, long shown, ByteSink sink, Display display, boolean isByLine) {
    this.log = log;
    this.shown = shown;
    this.sink = sink;
    this.display = display;
    this.isByLine = isByLine;
  }

  /** Shows what has come since. */
  synchronized void look() throws IOException {
    RandomAccessFile in = isFinished ? null : open();
    if (in != null) {
      showUpTo(in, isByLine ? endOfLastLine(in) : LogEnd.ofCharacters(in, shown));
    }
  }

  /**
   * Shows all that is there by now, and no more from then on.
   *
   * @return how much of the log has been shown
   */
  synchronized long finish() throws IOException {
    if (isFinished) {
      return shown;
    }
    try (RandomAccessFile in = open()) {
      isFinished = true;
      if (in != null) {
        showUpTo(in, in.length());
      }
    }
    if (sink.isOpen()) {
      display.printPart(this, sink::end);
    }
    return shown;
  }

  /** The file, as soon as it is there. It stays open: it may be taken away, and is read on. */
  private @Nullable RandomAccessFile open() throws IOException {
    if (file == null && Files.exists(log)) {
      // Not a channel: those are closed when their thread is interrupted.
      file = new RandomAccessFile(log.toFile(), "r");
      if (file.length() < shown) {
        shown = 0; // another file: the one before was taken away
      }
      searched = shown;
    }
    return file;
  }

  /** What was searched once is not searched again, or a very long line would be, at each look. */
  private long endOfLastLine(RandomAccessFile in) throws IOException {
    long size = in.length();
    long end = LogEnd.ofLines(in, searched, size);
    searched = size;
    return end < 0 ? shown : end;
  }

  private void showUpTo(RandomAccessFile in, long end) throws IOException {
    while (shown < end) {
      display.printPart(this, out -> copy(in, end, out));
    }
  }

  /** Shows more of it, for one turn. Returns whether that ends a line. */
  private boolean copy(RandomAccessFile in, long end, PrintStream out) throws IOException {
    long turn = shown + TURN;
    boolean endsLine = false;
    in.seek(shown);
    while (shown < end && !(shown >= turn && endsLine)) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - shown));
      if (read <= 0) {
        shown = end; // the command has made its log shorter
        return endsLine;
      }
      int taken = shown + read < turn ? read : LogEnd.ofFirstLine(buffer, read);
      sink.write(buffer, taken, out);
      shown += taken;
      in.seek(shown);
      endsLine = buffer[taken - 1] == '\n';
    }
    // In one with the last bytes: above a bar stand whole lines alone.
    boolean isEnd = isFinished && shown >= end && sink.isOpen();
    return isEnd ? sink.end(out) : endsLine;
  }
}
