package io.github.taskloom.cli.output;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Up to where a log that still grows can be shown. */
final class LogEnd {
  private static final int BLOCK = 8192;
  private static final int LONGEST_CHARACTER = 4;

  private LogEnd() {}

  /** The end of the last complete line that ends between two places; -1 when none does. */
  static long ofLines(RandomAccessFile log, long from, long to) throws IOException {
    byte[] block = new byte[BLOCK];
    for (long end = to; end > from; ) {
      int length = (int) Math.min(BLOCK, end - from);
      long start = end - length;
      log.seek(start);
      log.readFully(block, 0, length);
      for (int at = length - 1; at >= 0; at--) {
        if (block[at] == '\n') {
          return start + at + 1;
        }
      }
      end = start;
    }
    return -1;
  }

  /** The end of the last complete character of UTF-8; what is none is complete. */
  static long ofCharacters(RandomAccessFile log, long from) throws IOException {
    long size = log.length();
    int length = (int) Math.min(LONGEST_CHARACTER, size - from);
    for (int back = 1; back <= length; back++) {
      log.seek(size - back);
      int octet = log.read();
      boolean isInner = (octet & 0xc0) == 0x80;
      if (!isInner) {
        int whole = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : octet >= 0xc0 ? 2 : 1;
        return back < whole ? size - back : size;
      }
    }
    return size;
  }

  /** The length of the first line in some bytes; all of them when it does not end there. */
  static int ofFirstLine(byte[] bytes, int length) {
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        return at + 1;
      }
    }
    return length;
  }
}
