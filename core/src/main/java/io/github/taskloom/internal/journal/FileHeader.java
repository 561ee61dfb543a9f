package io.github.taskloom.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a journal. Those of later versions begin with the same magic and version.
 *
 * <pre>
 *    0  8  magic
 *    8  4  version
 *   12  8  salt: drawn at random for each file, so that no record of another one passes for its own
 *   20  4  CRC-32C of the bytes above
 * </pre>
 *
 * <p>All numbers of a journal are big-endian.
 */
final class FileHeader {
  static final int SIZE = 24;
  static final int VERSION = 1;

  /** As PNG's: what passes it through as text, in whatever way, changes it. */
  private static final long MAGIC = 0x8954_4C4A_0D0A_1A0AL; // \x89 T L J \r \n \x1a \n

  private FileHeader() {}

  static byte[] of(long salt) {
    ByteBuffer header = ByteBuffer.allocate(SIZE);
    header.putLong(MAGIC).putInt(VERSION).putLong(salt);
    header.putInt(crc(header.array()));
    return header.array();
  }

  /**
   * The salt.
   *
   * @param bytes the first ones of a file
   * @param length how many there are of them
   * @throws DamageException if they are no header of this version
   */
  static long salt(byte[] bytes, int length) throws DamageException {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (length < Long.BYTES || header.getLong() != MAGIC) {
      throw new DamageException(0, "this is no journal; give another file");
    }
    if (length < SIZE) {
      throw new DamageException(length, "the file ends within its header" + WAY_OUT);
    }
    int version = header.getInt();
    long salt = header.getLong();
    if (version > VERSION) {
      throw new DamageException(
          Long.BYTES,
          "the file is of version "
              + version
              + " of the format, and this program knows "
              + VERSION
              + "; open it by the newer version of Taskloom that has written it");
    }
    if (version != VERSION || header.getInt() != crc(bytes)) {
      throw new DamageException(0, "the header of the file is damaged" + WAY_OUT);
    }
    return salt;
  }

  private static final String WAY_OUT =
      "; take it from a backup, or remove it to begin with nothing recorded";

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, SIZE - Integer.BYTES);
    return (int) crc.getValue();
  }
}
