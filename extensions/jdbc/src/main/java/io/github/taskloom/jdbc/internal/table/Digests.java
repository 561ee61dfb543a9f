package io.github.taskloom.jdbc.internal.table;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What rows are found by: numbers and digits of SHA-256. A text would be compared as the database
 * likes, which may be without regard to upper and lower case, or to spaces at its end; and may be
 * longer than an index takes.
 */
public final class Digests {
  private Digests() {}

  /** Of a key: 64 hexadecimal digits. */
  static String ofKey(String key) {
    return HexFormat.of().formatHex(digest(key));
  }

  /** Of the name of a run: a number. Two names that have the same are told apart by the row. */
  public static long ofRun(String name) {
    return ByteBuffer.wrap(digest(name)).getLong() >>> 1;
  }

  /** Of the chars, which each text has, also one with half a surrogate pair. */
  private static byte[] digest(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Character.BYTES, text.length()));
      bytes.asCharBuffer().put(text);
      return MessageDigest.getInstance("SHA-256").digest(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has SHA-256", e);
    }
  }
}
