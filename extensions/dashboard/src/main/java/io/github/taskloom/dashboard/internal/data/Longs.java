package io.github.taskloom.dashboard.internal.data;

import java.util.Arrays;
import java.util.Objects;

/** A list of longs that grows; for one thread at a time. */
public final class Longs {
  private long[] values;
  private int size;

  /** An empty one. */
  public Longs() {
    this(new long[0], 0);
  }

  private Longs(long[] values, int size) {
    this.values = values;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public long get(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  public void set(int index, long value) {
    values[Objects.checkIndex(index, size)] = value;
  }

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(8, size + (size >> 1)));
    }
    values[size++] = value;
  }

  /** What it has now, no larger than that. */
  public Longs copy() {
    return new Longs(Arrays.copyOf(values, size), size);
  }

  /** The values at these places, in their order. */
  public Longs at(Ints places) {
    long[] taken = new long[places.size()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = get(places.get(i));
    }
    return new Longs(taken, taken.length);
  }
}
