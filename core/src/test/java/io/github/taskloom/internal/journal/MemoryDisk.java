package io.github.taskloom.internal.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that loses power: what was not forced is dropped, torn and reordered then. It
 * can be full, or fail, or lose power in the middle of something.
 */
final class MemoryDisk {
  static final String JOURNAL = "journal";
  private static final String REPLACEMENT = "journal.new";

  private Map<String, MemoryFile> names = new HashMap<>();
  private Map<String, MemoryFile> durableNames = new HashMap<>();

  /** The names after each change that is not forced yet, oldest first. */
  private final List<Map<String, MemoryFile>> changes = new ArrayList<>();

  private long stepsLeft = Long.MAX_VALUE;
  private long room = Long.MAX_VALUE / 2;
  private boolean forceFails;
  private Runnable whileForced = () -> {};
  private int forces;
  private int folders;
  private int handles;
  private boolean isReadOnly;

  /** The power is gone, or the process. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("gone");
    }
  }

  /** The directory, for one process. */
  synchronized JournalFolder folder() {
    folders++;
    return new Folder();
  }

  /** From now on so many steps are done, and none after them. */
  synchronized void endAfter(long steps) {
    stepsLeft = steps;
  }

  /** So many bytes can still be written. */
  synchronized void fillUpAfter(long bytes) {
    room = bytes;
  }

  /** From now on no force succeeds. */
  synchronized void breakForce() {
    forceFails = true;
  }

  /** Runs within each force of a file, before anything is safe by it. */
  synchronized void whileForced(Runnable action) {
    whileForced = action;
  }

  /** From now on files can be read alone. */
  synchronized void makeReadOnly() {
    isReadOnly = true;
  }

  /** How many folders have not been closed. */
  synchronized int folders() {
    return folders;
  }

  /** How many files have not been closed. */
  synchronized int handles() {
    return handles;
  }

  /** How often a file was forced. */
  synchronized int forces() {
    return forces;
  }

  /** The process has ended, and another one comes: what was written is there. */
  synchronized void killProcess() {
    stepsLeft = Long.MAX_VALUE;
    room = Long.MAX_VALUE / 2;
    forceFails = false;
    whileForced = () -> {};
  }

  /** The power was gone, and is back: what was not forced is there, or is not, or in part. */
  synchronized void cutPower(Random random) {
    killProcess();
    int kept = random.nextInt(changes.size() + 1);
    names = new HashMap<>(kept == 0 ? durableNames : changes.get(kept - 1));
    names.values().forEach(file -> file.cutPower(random));
    durableNames = new HashMap<>(names);
    changes.clear();
  }

  /** What the journal looks like to a process. */
  synchronized byte[] bytes() {
    return names.get(JOURNAL).content();
  }

  /** Puts other bytes in the place of the journal. */
  synchronized void bytes(byte[] content) {
    MemoryFile file = new MemoryFile();
    file.write(0, content, content.length);
    file.force();
    names.put(JOURNAL, file);
    durableNames.put(JOURNAL, file);
  }

  /** Whether a file is left beside the journal. */
  synchronized boolean hasReplacement() {
    return names.containsKey(REPLACEMENT);
  }

  private synchronized void step() throws IOException {
    if (stepsLeft <= 0) {
      throw new Gone();
    }
    stepsLeft--;
  }

  private synchronized void changed() {
    changes.add(new HashMap<>(names));
  }

  private final class Folder implements JournalFolder {
    @Override
    public Path path() {
      return Path.of(JOURNAL);
    }

    @Override
    public @Nullable JournalFile open() throws IOException {
      step();
      if (isReadOnly) {
        throw new FileNotFoundException(JOURNAL + " (Permission denied)");
      }
      MemoryFile file = names.get(JOURNAL);
      return file == null ? null : new Handle(file);
    }

    @Override
    public JournalFile createReplacement() throws IOException {
      step();
      MemoryFile file = new MemoryFile();
      names.put(REPLACEMENT, file);
      changed();
      return new Handle(file);
    }

    @Override
    public void adoptReplacement() throws IOException {
      step();
      names.put(JOURNAL, names.remove(REPLACEMENT));
      changed();
    }

    @Override
    public void dropReplacement() throws IOException {
      step();
      MemoryFile dropped = names.remove(REPLACEMENT);
      if (dropped != null) {
        room += dropped.content().length;
        changed();
      }
    }

    @Override
    public void force() throws IOException {
      step();
      durableNames = new HashMap<>(names);
      changes.clear();
    }

    @Override
    public void close() {
      synchronized (MemoryDisk.this) {
        folders--;
      }
    }
  }

  private final class Handle implements JournalFile {
    private final MemoryFile file;
    private boolean closed;

    Handle(MemoryFile file) {
      this.file = file;
      synchronized (MemoryDisk.this) {
        handles++;
      }
    }

    private void use() throws IOException {
      step();
      if (closed) {
        throw new IOException("is closed");
      }
    }

    @Override
    public long size() throws IOException {
      use();
      return file.content().length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      use();
      byte[] content = file.content();
      int there = (int) Math.min(length, content.length - position);
      System.arraycopy(content, (int) position, into, offset, there);
      return there;
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      try {
        use();
      } catch (Gone gone) {
        file.write(position, bytes, length / 2); // the step that was the last came half-way
        throw gone;
      }
      int fits = (int) Math.min(length, room);
      file.write(position, bytes, fits);
      room -= fits;
      if (fits < length) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      use();
      file.truncate((int) size);
    }

    @Override
    public void force() throws IOException {
      use();
      int until = file.changes();
      whileForced.run();
      if (forceFails) {
        throw new IOException("sync failed");
      }
      file.force(until);
      synchronized (MemoryDisk.this) {
        forces++;
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (MemoryDisk.this) {
        handles -= closed ? 0 : 1;
      }
      closed = true;
    }
  }
}
