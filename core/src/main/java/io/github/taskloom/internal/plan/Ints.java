package io.github.taskloom.internal.plan;

import java.util.Arrays;

/** A list of numbers that grows by pieces: nothing is copied but the first, small ones. */
final class Ints {
  private static final int BITS = 12;
  private static final int MASK = (1 << BITS) - 1;
  private static final int[] EMPTY = {};
  private static final int[][] NONE = {};

  /** For a graph of one task, which is common. */
  private static final int FEW = 4;

  /** The pieces that are full. */
  private int[][] pieces = NONE;

  private int[] last = EMPTY;
  private int size;

  void add(int number) {
    int place = size & MASK;
    if (place == last.length || place == 0) {
      grow(place);
    }
    last[place] = number;
    size++;
  }

  /** The first piece grows from few, since most graphs are small; others are whole at once. */
  private void grow(int place) {
    int full = size >> BITS;
    if (full == 0) {
      last = Arrays.copyOf(last, Math.max(FEW, place * 4));
      return;
    }
    if (full > pieces.length) {
      pieces = Arrays.copyOf(pieces, full * 2);
    }
    pieces[full - 1] = last;
    last = new int[1 << BITS];
  }

  int size() {
    return size;
  }

  /** A copy of all, at a place of an array of {@code length}; what else is in it is 0. */
  int[] copyTo(int place, int length) {
    int[] copy = new int[length];
    for (int from = 0; from < size; from += 1 << BITS) {
      int count = Math.min(size - from, 1 << BITS);
      int[] piece = from + count == size ? last : pieces[from >> BITS];
      System.arraycopy(piece, 0, copy, place + from, count);
    }
    return copy;
  }
}
