package io.github.taskloom.internal.plan;

import org.jspecify.annotations.Nullable;

/**
 * Marks beside the nodes, in a table by identity hash code, for when the nodes' own are taken. Open
 * addressing; at most half of the places are used.
 */
final class IdentityMark<N> implements Mark<N> {
  private @Nullable Object[] nodes = new @Nullable Object[32];
  private int[] marks = new int[32];
  private int size;

  /** 0 for a node that was never marked, as a field of its own would say. */
  @Override
  public int get(N node) {
    return marks[placeOf(node)];
  }

  @Override
  public void set(N node, int mark) {
    int place = placeOf(node);
    if (nodes[place] == null) {
      if (size * 2 == nodes.length) {
        grow();
        place = placeOf(node);
      }
      nodes[place] = node;
      size++;
    }
    marks[place] = mark;
  }

  private int placeOf(Object node) {
    int mask = nodes.length - 1;
    int hash = System.identityHashCode(node) * 0x9E3779B9;
    int place = (hash ^ (hash >>> 16)) & mask;
    while (nodes[place] != null && nodes[place] != node) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    @Nullable Object[] oldNodes = nodes;
    int[] oldMarks = marks;
    nodes = new @Nullable Object[oldNodes.length * 2];
    marks = new int[nodes.length];
    for (int i = 0; i < oldNodes.length; i++) {
      Object node = oldNodes[i];
      if (node != null) {
        int place = placeOf(node);
        nodes[place] = node;
        marks[place] = oldMarks[i];
      }
    }
  }
}
