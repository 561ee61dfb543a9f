package io.github.taskloom.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of the operating system. Not through a channel: a channel is closed by the interrupt of a
 * thread that is in it, as a cancel brings one. A virtual thread that forces has its carrier made
 * up for by the JDK.
 */
final class DiskFile implements JournalFile {
  private final RandomAccessFile file;

  /** Where the file goes on, which the system need not be asked; by the thread at work. */
  private long pointer;

  DiskFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    seek(position);
    int done = 0;
    while (done < length) {
      int more = file.read(into, offset + done, length - done);
      if (more < 0) {
        break;
      }
      done += more;
    }
    pointer += done;
    return done;
  }

  @Override
  public void write(long position, byte[] bytes, int length) throws IOException {
    seek(position);
    file.write(bytes, 0, length);
    pointer += length;
  }

  private void seek(long position) throws IOException {
    if (position != pointer) {
      file.seek(position);
      pointer = position;
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    file.setLength(size);
    pointer = file.getFilePointer();
  }

  @Override
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
