package io.github.taskloom.internal.plan;

import java.util.Arrays;

/**
 * Nodes by number, in the order they were added. In pieces, not in one array: a large array stands
 * among the old objects from the start, where the collector's barrier costs a fence per reference
 * stored, and growing one copies it.
 *
 * @param <N> the nodes
 */
final class Nodes<N> {
  private static final int BITS = 10;
  private static final int MASK = (1 << BITS) - 1;
  private static final Object[] EMPTY = {};

  /** For a graph of one task, which is common. */
  private static final int FEW = 4;

  private Object[][] pieces = new Object[1][];
  private Object[] last = EMPTY;
  private int size;

  /** Adds a node; its number is the size before. */
  void add(N node) {
    int place = size & MASK;
    if (place == last.length || place == 0) {
      grow(place);
    }
    last[place] = node;
    size++;
  }

  /** The first piece grows from few, since most graphs are small; others are whole at once. */
  private void grow(int place) {
    int piece = size >> BITS;
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, piece * 2);
    }
    last = piece > 0 ? new Object[1 << BITS] : Arrays.copyOf(last, Math.max(FEW, place * 4));
    pieces[piece] = last;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only nodes are added
  N get(int number) {
    return (N) pieces[number >> BITS][number & MASK];
  }

  /** Whether a node has this number; any number may be asked for. */
  boolean isAt(int number, Object node) {
    return number < size && pieces[number >> BITS][number & MASK] == node;
  }
}
