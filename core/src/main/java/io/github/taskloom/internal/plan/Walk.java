package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A depth-first walk from given nodes along what they require, without recursion: a chain of a
 * million is fine. Linear in nodes and edges. The order in which nodes are finished follows from
 * the arguments and the edges alone, never from a hash.
 */
final class Walk<N> {
  private static final int OPEN = -1; // the node is on the path that is being walked

  private final Function<? super N, ? extends N[]> prerequisites;
  private final Numbering<N> numbers;

  /** Null unless the edges are asked for. */
  private final @Nullable EdgeList edges;

  private int[] layerOf = new int[16];
  private int[] finished = new int[16];
  private int finishedCount;
  private int highest = -1;

  // The path that is being walked, innermost last: node, its prerequisites, the next of them, and
  // the layer that those before it ask for.
  private int[] path = new int[16];
  private final List<N[]> required = new ArrayList<>();
  private int[] cursor = new int[16];
  private int[] least = new int[16];
  private int depth;

  Walk(
      Function<? super N, ? extends N[]> prerequisites,
      @Nullable Mark<? super N> mark,
      boolean withEdges) {
    this.prerequisites = prerequisites;
    numbers = new Numbering<>(mark);
    edges = withEdges ? new EdgeList() : null;
  }

  /** Edges as pairs of numbers: what is required, what requires it. */
  static final class EdgeList {
    int[] from = new int[16];
    int[] to = new int[16];
    int count;

    private void add(int prerequisite, int dependent) {
      if (count == from.length) {
        from = Arrays.copyOf(from, count * 2);
        to = Arrays.copyOf(to, count * 2);
      }
      from[count] = prerequisite;
      to[count++] = dependent;
    }
  }

  void from(Collection<? extends N> given) throws CycleFound {
    for (N node : given) {
      if (numbers.find(node) < 0) {
        enter(node);
        walk();
      }
    }
  }

  private void walk() throws CycleFound {
    while (depth > 0) {
      int top = depth - 1;
      N[] needs = required.get(top);
      if (cursor[top] == needs.length) {
        leave(top);
        continue;
      }
      N next = needs[cursor[top]];
      int seen = numbers.find(next);
      if (seen < 0) {
        enter(next); // and look at it again when it is finished
      } else if (layerOf[seen] == OPEN) {
        throw new CycleFound(cycle(seen));
      } else {
        cursor[top]++;
        least[top] = Math.max(least[top], layerOf[seen] + 1);
        if (edges != null) {
          edges.add(seen, path[top]);
        }
      }
    }
  }

  private void enter(N node) {
    int number = numbers.add(node);
    if (number == layerOf.length) {
      layerOf = Arrays.copyOf(layerOf, number * 2);
      finished = Arrays.copyOf(finished, number * 2);
    }
    N[] needs = prerequisites.apply(node);
    if (needs.length == 0) {
      finish(number, 0);
      return;
    }
    layerOf[number] = OPEN;
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
      cursor = Arrays.copyOf(cursor, depth * 2);
      least = Arrays.copyOf(least, depth * 2);
    }
    path[depth] = number;
    cursor[depth] = 0;
    least[depth] = 0;
    required.add(needs);
    depth++;
  }

  private void leave(int top) {
    finish(path[top], least[top]);
    required.removeLast();
    depth = top;
  }

  private void finish(int number, int layer) {
    layerOf[number] = layer;
    highest = Math.max(highest, layer);
    finished[finishedCount++] = number;
  }

  private List<Object> cycle(int first) {
    int from = depth - 1;
    while (path[from] != first) {
      from--;
    }
    List<Object> cycle = new ArrayList<>();
    for (int i = from; i < depth; i++) {
      cycle.add(numbers.get(path[i]));
    }
    cycle.add(numbers.get(first));
    return cycle;
  }

  // ---- what the walk has found

  int size() {
    return finishedCount;
  }

  int layerCount() {
    return highest + 1;
  }

  int layerOf(int number) {
    return layerOf[number];
  }

  /** The number of the node that was finished at a place. */
  int finished(int place) {
    return finished[place];
  }

  N node(int number) {
    return numbers.get(number);
  }

  EdgeList edges() {
    return Objects.requireNonNull(edges);
  }

  /** The numbers of the given nodes. */
  BitSet numbersOf(Collection<? extends N> given) {
    BitSet marked = new BitSet(finishedCount);
    for (N node : given) {
      marked.set(numbers.find(node));
    }
    return marked;
  }
}
