package io.github.taskloom.internal.journal;

import java.nio.ByteBuffer;

/**
 * The record that ends a group: it says up to which offset the file was on the device before it was
 * written itself. What is damaged before that offset was whole once; what is damaged behind it may
 * never have been.
 *
 * <pre>
 *   0  1  kind, 2
 *   1  8  the offset
 * </pre>
 */
final class Mark {
  static final byte KIND = 2;

  /** Of the content. */
  static final int LENGTH = 1 + Long.BYTES;

  private Mark() {}

  /** A record whose frame is closed, and not in its place yet. */
  static byte[] of(long forced) {
    byte[] record = new byte[Frame.SIZE + LENGTH];
    ByteBuffer.wrap(record).position(Frame.SIZE).put(KIND).putLong(forced);
    Frame.close(record);
    return record;
  }

  /** The offset that a mark says. */
  static long forced(byte[] bytes, int contentAt) {
    return ByteBuffer.wrap(bytes).getLong(contentAt + 1);
  }
}
