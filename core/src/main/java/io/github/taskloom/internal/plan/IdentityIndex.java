package io.github.taskloom.internal.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects in the order of their first sight, by identity. Open addressing over two arrays:
 * 16 bytes a node at the usual load, where a map of boxed numbers takes five times that.
 */
final class IdentityIndex<N> {
  private @Nullable Object[] nodes = new @Nullable Object[16];
  private int size;

  /** Slots hold number + 1; 0 is free. At most half of them are taken. */
  private int[] slots = new int[32];

  /** The number of a node, or -1 when it was never added. */
  int find(N node) {
    return slots[slotOf(node)] - 1;
  }

  /** Numbers a node that was not added before. */
  int add(N node) {
    if (size == nodes.length) {
      grow();
    }
    nodes[size] = node;
    slots[slotOf(node)] = size + 1;
    return size++;
  }

  @SuppressWarnings("unchecked") // only nodes are added
  N get(int number) {
    Object node = nodes[number];
    assert node != null;
    return (N) node;
  }

  int size() {
    return size;
  }

  private int slotOf(Object node) {
    int mask = slots.length - 1;
    int hash = System.identityHashCode(node) * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (slots[slot] != 0 && nodes[slots[slot] - 1] != node) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    nodes = Arrays.copyOf(nodes, size * 2);
    slots = new int[size * 4];
    for (int number = 0; number < size; number++) {
      Object node = nodes[number];
      assert node != null;
      slots[slotOf(node)] = number + 1;
    }
  }
}
