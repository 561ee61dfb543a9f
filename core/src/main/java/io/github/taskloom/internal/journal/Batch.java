package io.github.taskloom.internal.journal;

import java.io.IOException;
import java.util.Arrays;

/**
 * Records at the end of a file, of which many go with one write. For one thread at a time.
 *
 * <p>The end is behind what was written without an exception.
 */
final class Batch {
  private static final int LEAST = 1 << 8;
  private static final int MOST = 1 << 16;

  private byte[] bytes = new byte[LEAST];
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
    if (record.length > MOST - filled) {
      write();
    }
    if (record.length > MOST) {
      file.write(end, record, record.length);
      end += record.length;
    } else {
      add(record);
    }
  }

  private void add(byte[] record) {
    int needed = filled + record.length;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(MOST, 2 * needed));
    }
    System.arraycopy(record, 0, bytes, filled, record.length);
    filled = needed;
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
