package io.github.taskloom.internal.plan;

import java.util.Arrays;

/** A list of numbers that grows by pieces: nothing is copied but the first, small ones. */
final class Ints {
  private static final int BITS = 12;
  private static final int MASK = (1 << BITS) - 1;

  private int[][] pieces = new int[1][];
  private int[] last = {};
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
    int piece = size >> BITS;
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, piece * 2);
    }
    last = piece > 0 ? new int[1 << BITS] : Arrays.copyOf(last, Math.max(16, place * 4));
    pieces[piece] = last;
  }

  int size() {
    return size;
  }

  /** A copy of all, at a place of an array of {@code length}; what else is in it is 0. */
  int[] copyTo(int place, int length) {
    int[] copy = new int[length];
    for (int from = 0; from < size; from += 1 << BITS) {
      System.arraycopy(
          pieces[from >> BITS], 0, copy, place + from, Math.min(size - from, 1 << BITS));
    }
    return copy;
  }
}
