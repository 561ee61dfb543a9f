package io.github.taskloom.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What is around the content of each record.
 *
 * <pre>
 *    0  4  length of the content
 *    4  4  CRC-32C of the content
 *    8  4  CRC-32C of the salt of the file, the offset of this record in it, and the 8 bytes above
 *   12     content
 * </pre>
 *
 * <p>So a length is believed only where it was written, and a record only in its own place.
 */
final class Frame {
  static final int SIZE = 12;

  /** The largest content: an array has to hold a whole record, and then some. */
  static final int LARGEST = 1 << 30;

  private Frame() {}

  /**
   * Writes the CRC of the content; from whatever place.
   *
   * @param record a whole one, the content in place
   */
  static void close(byte[] record) {
    ByteBuffer.wrap(record)
        .putInt(record.length - SIZE)
        .putInt(crc(record, SIZE, record.length - SIZE));
  }

  /** Writes what depends on the place. */
  static void place(byte[] record, long salt, long offset) {
    ByteBuffer frame = ByteBuffer.wrap(record);
    frame.putInt(8, headCrc(frame.getLong(0), salt, offset));
  }

  /** Whether there are the first 12 bytes of a record that belongs to that offset of the file. */
  static boolean isHead(byte[] bytes, int at, long salt, long offset) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int length = frame.getInt(at);
    return length > 0
        && length <= LARGEST
        && frame.getInt(at + 8) == headCrc(frame.getLong(at), salt, offset);
  }

  /** The length of the content, where {@link #isHead}. */
  static int length(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }

  /** Whether the content is what was written, where {@link #isHead} and all of it is there. */
  static boolean isWhole(byte[] bytes, int at) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    return frame.getInt(at + 4) == crc(bytes, at + SIZE, frame.getInt(at));
  }

  private static int headCrc(long lengthAndCrc, long salt, long offset) {
    byte[] bytes = new byte[3 * Long.BYTES];
    ByteBuffer.wrap(bytes).putLong(salt).putLong(offset).putLong(lengthAndCrc);
    return crc(bytes, 0, bytes.length);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
