package io.github.taskloom.dashboard.internal.data;

import java.util.Arrays;
import java.util.Objects;

/** A list of ints that grows; for one thread at a time. */
public final class Ints {
  private int[] values;
  private int size;

  /** An empty one. */
  public Ints() {
    this(new int[0], 0);
  }

  private Ints(int[] values, int size) {
    this.values = values;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int get(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  public void set(int index, int value) {
    values[Objects.checkIndex(index, size)] = value;
  }

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(8, size + (size >> 1)));
    }
    values[size++] = value;
  }

  /** What it has now, no larger than that. */
  public Ints copy() {
    return new Ints(Arrays.copyOf(values, size), size);
  }

  /** The values at these places, in their order. */
  public Ints at(Ints places) {
    int[] taken = new int[places.size()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = get(places.get(i));
    }
    return new Ints(taken, taken.length);
  }
}
