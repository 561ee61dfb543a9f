package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;

/**
 * Writes what is appended, in the order of its positions, by one thread at a time: the writer.
 *
 * <p>A thread that appends puts its entry on a stack and becomes the writer, unless another thread
 * is. That one looks at the stack again after it has given back its {@link Turn}. So an entry is
 * with the operating system when its append returns, or is about to be. A force needs no turn, and
 * holds up no writer. The thread that forces is the leader of {@link GroupCommit}, of which there
 * is one at a time.
 *
 * <pre>
 *   written   writer           volatile   the position up to which entries are written
 *   forced    leader           volatile   the offset up to which the file is on the device
 *   marked    writer           volatile   the offset that the last mark says
 *   batch     writer           plain      guarded by the turn
 *   file      leader           plain
 *   safe      leader           plain      the position up to which entries are on the device
 * </pre>
 */
final class RecordWriter {
  private final Turn turn = new Turn();
  private final Failure failure;
  private final LatestEntries latest;
  private final AppendStack appended;
  private final Batch batch;

  private volatile long written;
  private volatile long forced;
  private volatile long marked;
  private JournalFile file;
  private long safe;

  /** Begins behind what was found. */
  RecordWriter(OpenFile open, Failure failure, LatestEntries latest) {
    this.file = open.file();
    this.failure = failure;
    this.latest = latest;
    this.batch = new Batch(file, open.salt(), open.end());
    this.appended = new AppendStack(open.entries());
    this.written = open.entries();
    this.forced = open.forced();
    this.marked = open.marked();
    this.safe = open.areForced() ? open.entries() : -1;
  }

  /** The position of the latest entry. */
  long last() {
    return appended.last();
  }

  /**
   * By any thread: gives an entry the next position, and sees to it that it is written.
   *
   * @throws JournalException if the file has failed, with this entry or before
   */
  long append(JournalEntry entry) {
    failure.check();
    Appended link = Appended.of(entry);
    appended.push(link);
    writePending();
    failure.check();
    latest.put(link.position, entry); // for this thread, where another one has yet to write it
    return link.position;
  }

  /** By the leader: writes all that was appended before, and gives back its last position. */
  long flush() {
    turn.take();
    try {
      writeAll();
      return written;
    } finally {
      release();
    }
  }

  /** By the leader: as {@link #flush}, and forces it. */
  long force() {
    long position;
    long end;
    turn.take();
    try {
      writeAll();
      position = written;
      end = batch.end();
    } finally {
      release();
    }
    if (position > safe) {
      forceFile(end);
      safe = position;
    }
    writePending(); // the mark
    return position;
  }

  private void forceFile(long end) {
    try {
      file.force();
    } catch (Throwable broken) {
      throw failure.failed(end, "could not be forced to the device", broken);
    }
    forced = end;
  }

  /** By the leader: puts a file with the latest entries alone in the place of this one. */
  long replace(JournalFolder folder) {
    turn.take();
    try {
      writeAll(); // so that all that has a position so far is among the latest
      OpenFile next = Replacement.inPlaceOf(file, folder, latest.inOrder(), failure);
      file = next.file();
      batch.moveTo(next.file(), next.salt(), next.end());
      forced = next.forced();
      marked = next.marked();
      safe = written;
      return safe;
    } finally {
      release();
    }
  }

  /**
   * By the leader, at last: all is forced and marked, and nothing more is written. Gives back the
   * position up to which entries are safe by this; 0 where the file has failed.
   */
  long close() {
    try {
      return failure.isSet() ? 0 : force();
    } finally {
      turn.take();
      failure.closed();
      turn.giveBack();
      closeFile();
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      // All has been forced by now, or has failed; to close adds nothing.
    }
  }

  private boolean isPending() {
    return appended.last() > written || forced > marked;
  }

  /** By any thread: writes what is pending, unless another thread is at it, or about to be. */
  private void writePending() {
    while (isPending() && !failure.isSet() && turn.tryTake()) {
      try {
        writeAll();
      } finally {
        turn.giveBack();
      }
    }
  }

  /** By the leader, which has held back those that append. */
  private void release() {
    turn.giveBack();
    writePending();
  }

  private void writeAll() {
    failure.check();
    long before = written;
    Appended[] links = appended.behind(before);
    long mark = forced;
    try {
      if (mark > marked) {
        batch.put(Mark.of(mark));
      }
      for (Appended link : links) {
        batch.put(link.record());
      }
      batch.write();
    } catch (Throwable broken) {
      throw failure.failed(batch.end(), "could not be written", broken);
    }
    marked = mark;
    for (Appended link : links) {
      latest.put(link.position, link.entry());
      link.giveUp();
    }
    written = before + links.length;
  }
}
