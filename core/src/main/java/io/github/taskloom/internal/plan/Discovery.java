package io.github.taskloom.internal.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds all that given nodes require, directly or not, and numbers it breadth-first. From then on
 * numbers stand for nodes: this is the only pass over the nodes themselves, and it looks at them in
 * about the order in which they were made, so that the caches help. (Depth-first, the plan of a
 * grid of 1000 x 1000 spent two thirds of the whole make in cache misses; see
 * benchmarks/RESULTS.md.)
 */
final class Discovery<N> {
  private final Function<? super N, ? extends N[]> prerequisites;
  private final Mark<? super N> mark;
  private final Nodes<N> nodes = new Nodes<>();
  private final BitSet given = new BitSet();

  /** What node i requires is {@code required[start(i)]} to {@code required[end(i) - 1]}. */
  private int[] ends = new int[16];

  private int[] required = new int[16];

  /** So many have been looked at. */
  private int looked;

  Discovery(Function<? super N, ? extends N[]> prerequisites, @Nullable Mark<? super N> mark) {
    this.prerequisites = prerequisites;
    this.mark = mark == null ? new IdentityMark<N>() : mark;
  }

  /** Begins at nodes; one that is left out is there only if another node requires it. */
  void from(Collection<? extends N> all, Predicate<? super N> leftOut) {
    for (N node : all) {
      int number = find(node);
      if (number >= 0) {
        given.set(number);
      } else if (!leftOut.test(node)) {
        given.set(add(node));
        if (looked == nodes.size() - 1) {
          look(); // while it is at hand
        }
      }
    }
    while (looked < nodes.size()) {
      look();
    }
  }

  private void look() {
    int node = looked++;
    int end = start(node);
    N[] needs = prerequisites.apply(nodes.get(node));
    while (end + needs.length > required.length) {
      required = Arrays.copyOf(required, required.length * 2);
    }
    for (N need : needs) {
      int number = find(need);
      required[end++] = number >= 0 ? number : add(need);
    }
    if (node == ends.length) {
      ends = Arrays.copyOf(ends, node * 2);
    }
    ends[node] = end;
  }

  /** The number of a node, or -1: what an earlier walk has left in its mark is nobody's here. */
  private int find(N node) {
    int marked = mark.get(node);
    return nodes.isAt(marked, node) ? marked : -1;
  }

  private int add(N node) {
    int number = nodes.size();
    nodes.add(node);
    mark.set(node, number);
    return number;
  }

  Nodes<N> nodes() {
    return nodes;
  }

  /** The numbers of the given nodes. */
  BitSet given() {
    return given;
  }

  /** How many edges there are. */
  int edges() {
    return start(looked);
  }

  /** The index of what a node requires first, for {@link #required}. */
  int start(int node) {
    return node == 0 ? 0 : ends[node - 1];
  }

  /** The index after the last. */
  int end(int node) {
    return ends[node];
  }

  /** The number of a node that is required. */
  int required(int index) {
    return required[index];
  }
}
