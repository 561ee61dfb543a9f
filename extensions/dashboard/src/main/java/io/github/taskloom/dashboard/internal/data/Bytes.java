package io.github.taskloom.dashboard.internal.data;

import java.util.Arrays;
import java.util.Objects;

/** A list of bytes that grows; for one thread at a time. */
public final class Bytes {
  private byte[] values;
  private int size;

  /** An empty one. */
  public Bytes() {
    this(new byte[0], 0);
  }

  private Bytes(byte[] values, int size) {
    this.values = values;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public byte get(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  public void set(int index, byte value) {
    values[Objects.checkIndex(index, size)] = value;
  }

  public void add(byte value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(8, size + (size >> 1)));
    }
    values[size++] = value;
  }

  /** What it has now, no larger than that. */
  public Bytes copy() {
    return new Bytes(Arrays.copyOf(values, size), size);
  }

  /** The values at these places, in their order. */
  public Bytes at(Ints places) {
    byte[] taken = new byte[places.size()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = get(places.get(i));
    }
    return new Bytes(taken, taken.length);
  }
}
