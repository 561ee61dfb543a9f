package io.github.taskloom.internal.journal;

import java.io.Closeable;
import java.io.IOException;

/**
 * The seam to a file: all that a journal does with one. No interrupt ends or breaks any of it.
 *
 * <p>One thread at a time writes, reads or truncates; another one may force meanwhile.
 */
public interface JournalFile extends Closeable {
  /** How many bytes there are. */
  long size() throws IOException;

  /**
   * Reads what is there, up to so many bytes; fewer at the end of the file alone.
   *
   * @return how many
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Writes the first bytes of an array; where that fails, some of them may have been written. */
  void write(long position, byte[] bytes, int length) throws IOException;

  /** Gives up all from there on. */
  void truncate(long size) throws IOException;

  /** Returns once all that was written before this call is on the device. */
  void force() throws IOException;
}
