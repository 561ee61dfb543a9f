package io.github.taskloom.internal.journal;

import java.io.IOException;
import java.util.Arrays;

/** A part of a file in memory, which moves along with the thread that reads the file. */
final class Window {
  private static final int USUAL = 1 << 18;

  private final JournalFile file;
  private final long size;

  private byte[] bytes;
  private long start;
  private int length;

  Window(JournalFile file) throws IOException {
    this.file = file;
    this.size = file.size();
    this.bytes = new byte[(int) Math.min(size, USUAL)];
  }

  /** The size of the file. */
  long size() {
    return size;
  }

  /** Brings so many bytes of the file into the window; false if the file ends before. */
  boolean covers(long offset, long count) throws IOException {
    if (offset + count > size) {
      return false;
    }
    if (offset < start || offset + count > start + length) {
      if (count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.toIntExact(count));
      }
      start = offset;
      length = file.read(offset, bytes, 0, bytes.length);
    }
    return offset + count <= start + length;
  }

  /** What the window holds. */
  byte[] bytes() {
    return bytes;
  }

  /** Where in those the byte at an offset of the file is. */
  int at(long offset) {
    return (int) (offset - start);
  }
}
