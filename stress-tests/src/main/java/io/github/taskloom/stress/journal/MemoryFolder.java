package io.github.taskloom.stress.journal;

import io.github.taskloom.internal.journal.JournalFile;
import io.github.taskloom.internal.journal.JournalFolder;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The directory of a journal that is in memory, as plain fields: the journal has to order them. */
public final class MemoryFolder implements JournalFolder {
  private @Nullable MemoryFile journal;
  private @Nullable MemoryFile replacement;

  @Override
  public Path path() {
    return Path.of("journal");
  }

  @Override
  public @Nullable JournalFile open() {
    return journal;
  }

  @Override
  public JournalFile createReplacement() {
    replacement = new MemoryFile();
    return replacement;
  }

  @Override
  public void adoptReplacement() {
    journal = replacement;
  }

  @Override
  public void dropReplacement() {
    replacement = null;
  }

  @Override
  public void force() {}

  @Override
  public void close() {}

  private static final class MemoryFile implements JournalFile {
    private byte[] bytes = new byte[128];
    private int size;

    @Override
    public long size() {
      return size;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
      int there = (int) Math.min(length, size - position);
      System.arraycopy(bytes, (int) position, into, offset, there);
      return there;
    }

    @Override
    public void write(long position, byte[] from, int length) {
      int end = (int) position + length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * end);
      }
      System.arraycopy(from, 0, bytes, (int) position, length);
      size = end;
    }

    @Override
    public void truncate(long length) {
      size = (int) length;
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
  }
}
