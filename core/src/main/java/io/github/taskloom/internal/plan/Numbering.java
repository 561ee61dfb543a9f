package io.github.taskloom.internal.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects in the order of their first sight, by identity. Either each object carries its
 * number in a {@link Mark}, or the numbers stand in a table by identity hash code.
 */
final class Numbering<N> {
  private static final int[] UNUSED = {};

  private final @Nullable Mark<? super N> mark;
  private @Nullable Object[] nodes = new @Nullable Object[16];
  private int size;

  /** Without marks: open addressing. A slot holds number + 1; 0 is free; at most half are taken. */
  private int[] slots;

  Numbering(@Nullable Mark<? super N> mark) {
    this.mark = mark;
    slots = mark == null ? new int[32] : UNUSED;
  }

  /** The number of a node, or -1 when it was never added. */
  int find(N node) {
    if (mark == null) {
      return slots[slotOf(node)] - 1;
    }
    int number = mark.get(node); // whatever was left there by another walk is not this node's
    return number < size && nodes[number] == node ? number : -1;
  }

  /** Numbers a node that was not added before. */
  int add(N node) {
    if (size == nodes.length) {
      grow();
    }
    nodes[size] = node;
    if (mark == null) {
      slots[slotOf(node)] = size + 1;
    } else {
      mark.set(node, size);
    }
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
    int slotMask = slots.length - 1;
    int hash = System.identityHashCode(node) * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & slotMask;
    while (slots[slot] != 0 && nodes[slots[slot] - 1] != node) {
      slot = (slot + 1) & slotMask;
    }
    return slot;
  }

  private void grow() {
    nodes = Arrays.copyOf(nodes, size * 2);
    if (mark == null) {
      slots = new int[size * 4];
      for (int number = 0; number < size; number++) {
        Object node = nodes[number];
        assert node != null;
        slots[slotOf(node)] = number + 1;
      }
    }
  }
}
