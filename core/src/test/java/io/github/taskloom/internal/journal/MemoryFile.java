package io.github.taskloom.internal.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A file of a {@link MemoryDisk}: what is on the device, and what was done since it was forced. */
final class MemoryFile {
  private static final int[] SECTORS = {1, 7, 64, 512};

  /**
   * A change.
   *
   * @param bytes what is written there; null if all from there on is given up
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Change(int position, byte @Nullable [] bytes) {}

  /** A file that grows as needed; array and size in one. */
  private static final class Content {
    private byte[] bytes = new byte[256];
    private int size;

    void apply(Change change) {
      if (change.bytes == null) {
        size = Math.min(size, change.position);
        return;
      }
      write(change.position, change.bytes, 0, change.bytes.length, (byte) 0);
    }

    void write(int position, byte[] from, int offset, int length, byte between) {
      int end = position + offset + length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * end);
      }
      if (position + offset > size) {
        Arrays.fill(bytes, size, position + offset, between);
      }
      System.arraycopy(from, offset, bytes, position + offset, length);
      size = Math.max(size, end);
    }
  }

  private Content durable = new Content();
  private Content visible = new Content();
  private final List<Change> changes = new ArrayList<>();

  synchronized byte[] content() {
    return Arrays.copyOf(visible.bytes, visible.size);
  }

  synchronized void write(long position, byte[] bytes, int length) {
    change(new Change((int) position, Arrays.copyOf(bytes, length)));
  }

  synchronized void truncate(int size) {
    change(new Change(size, null));
  }

  private void change(Change change) {
    visible.apply(change);
    changes.add(change);
  }

  /** How many changes are not forced. */
  synchronized int changes() {
    return changes.size();
  }

  synchronized void force() {
    force(changes.size());
  }

  /** The first so many changes are on the device. */
  synchronized void force(int count) {
    List<Change> forced = changes.subList(0, count);
    forced.forEach(durable::apply);
    forced.clear();
  }

  /** Of what was not forced some is there, in any order, and some in part. */
  synchronized void cutPower(Random random) {
    int sector = SECTORS[random.nextInt(SECTORS.length)];
    byte between = random.nextBoolean() ? 0 : (byte) random.nextInt();
    Collections.shuffle(changes, random);
    for (Change change : changes) {
      int fate = random.nextInt(3);
      if (fate == 0) {
        continue;
      }
      if (change.bytes == null) {
        durable.apply(change);
        continue;
      }
      for (int at = 0; at < change.bytes.length; ) {
        int to =
            Math.min(
                change.bytes.length,
                (change.position + at) / sector * sector + sector - change.position);
        if (fate == 1 || random.nextBoolean()) {
          durable.write(change.position, change.bytes, at, to - at, between);
        }
        at = to;
      }
    }
    changes.clear();
    visible = new Content();
    visible.write(0, durable.bytes, 0, durable.size, (byte) 0);
  }
}
