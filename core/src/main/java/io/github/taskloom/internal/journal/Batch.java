package io.github.taskloom.internal.journal;

import java.io.IOException;

/**
 * Records at the end of a file, of which many go with one write. For one thread at a time.
 *
 * <p>The end is behind what was written without an exception.
 */
final class Batch {
  private static final int SIZE = 1 << 16;

  private final byte[] bytes = new byte[SIZE];
  private int filled;

  private JournalFile file;
  private long salt;
  private long end;

  Batch(JournalFile file, long salt, long end) {
    this.file = file;
    this.salt = salt;
    this.end = end;
  }

  /** Goes on with another file. */
  void moveTo(JournalFile nextFile, long nextSalt, long nextEnd) {
    file = nextFile;
    salt = nextSalt;
    end = nextEnd;
  }

  /** The offset behind all that was written. */
  long end() {
    return end;
  }

  /** Puts a record in its place. */
  void put(byte[] record) throws IOException {
    Frame.place(record, salt, end + filled);
    if (record.length > SIZE - filled) {
      write();
    }
    if (record.length > SIZE) {
      file.write(end, record, record.length);
      end += record.length;
    } else {
      System.arraycopy(record, 0, bytes, filled, record.length);
      filled += record.length;
    }
  }

  /** Writes what was put and is not written yet. */
  void write() throws IOException {
    if (filled > 0) {
      file.write(end, bytes, filled);
      end += filled;
      filled = 0;
    }
  }
}
