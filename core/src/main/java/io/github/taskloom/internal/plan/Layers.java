package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A graph in layers: each node stands one layer above the highest of its prerequisites, in the
 * order in which a depth-first walk from the given nodes finished it. That order follows from the
 * arguments and the edges alone, never from a hash.
 *
 * <p>Without recursion: a chain of a million is fine. Linear in nodes and edges.
 *
 * @param <N> the nodes, told apart by identity
 */
public final class Layers<N> {
  private final List<N> nodes;
  private final int[] starts;
  private final BitSet given;

  private Layers(List<N> nodes, int[] starts, BitSet given) {
    this.nodes = nodes;
    this.starts = starts;
    this.given = given;
  }

  /**
   * Plans what is given and all that it requires.
   *
   * @param given where the walk begins, in this order; a node given twice counts once
   * @param prerequisites what a node requires, in order; asked once per node
   * @throws CycleFound if a node requires itself by some path
   */
  public static <N> Layers<N> of(
      Collection<? extends N> given, Function<? super N, ? extends N[]> prerequisites)
      throws CycleFound {
    return new Walk<N>(prerequisites).layers(given);
  }

  /** How many layers there are. */
  public int count() {
    return starts.length - 1;
  }

  /** The position of a layer's first node; that of {@code count()} is the number of nodes. */
  public int start(int layer) {
    return starts[layer];
  }

  /** The node at a position. */
  public N node(int position) {
    return nodes.get(position);
  }

  /** Whether the node at a position is one of those given. */
  public boolean isGiven(int position) {
    return given.get(position);
  }

  /** A layer's nodes, in order. */
  public List<N> layer(int layer) {
    return nodes.subList(starts[layer], starts[layer + 1]);
  }

  /** A cycle; the path begins and ends with the same node, each requiring the next. */
  public static final class CycleFound extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> path;

    CycleFound(List<Object> path) {
      super("cycle of " + (path.size() - 1), null, false, false);
      this.path = path;
    }

    /** The nodes of the cycle. */
    public List<Object> path() {
      return path;
    }
  }

  /** The state of one depth-first walk. */
  private static final class Walk<N> {
    private static final int OPEN = -1; // the node is on the path that is being walked

    private final Function<? super N, ? extends N[]> prerequisites;
    private final IdentityIndex<N> index = new IdentityIndex<>();
    private int[] layerOf = new int[16];
    private int[] finished = new int[16];
    private int finishedCount;
    private int highest = -1;

    // The path that is being walked, innermost last: its nodes, their prerequisites, the next one.
    private int[] path = new int[16];
    private final List<N[]> required = new ArrayList<>();
    private int[] cursor = new int[16];
    private int depth;

    Walk(Function<? super N, ? extends N[]> prerequisites) {
      this.prerequisites = prerequisites;
    }

    Layers<N> layers(Collection<? extends N> given) throws CycleFound {
      for (N node : given) {
        if (index.find(node) < 0) {
          enter(node);
          walk();
        }
      }
      return arranged(given);
    }

    private void walk() throws CycleFound {
      while (depth > 0) {
        int top = depth - 1;
        int number = path[top];
        N[] needs = required.get(top);
        if (cursor[top] == needs.length) {
          leave(number, needs);
          continue;
        }
        N next = needs[cursor[top]++];
        int seen = index.find(next);
        if (seen < 0) {
          enter(next);
        } else if (layerOf[seen] == OPEN) {
          throw new CycleFound(cycle(seen));
        }
      }
    }

    private void enter(N node) {
      int number = index.add(node);
      if (number == layerOf.length) {
        layerOf = Arrays.copyOf(layerOf, number * 2);
        finished = Arrays.copyOf(finished, number * 2);
      }
      layerOf[number] = OPEN;
      if (depth == path.length) {
        path = Arrays.copyOf(path, depth * 2);
        cursor = Arrays.copyOf(cursor, depth * 2);
      }
      path[depth] = number;
      cursor[depth] = 0;
      required.add(prerequisites.apply(node));
      depth++;
    }

    private void leave(int number, N[] needs) {
      int layer = 0;
      for (N need : needs) {
        layer = Math.max(layer, layerOf[index.find(need)] + 1);
      }
      layerOf[number] = layer;
      highest = Math.max(highest, layer);
      finished[finishedCount++] = number;
      depth--;
      required.removeLast();
    }

    private List<Object> cycle(int first) {
      int from = depth - 1;
      while (path[from] != first) {
        from--;
      }
      List<Object> cycle = new ArrayList<>();
      for (int i = from; i < depth; i++) {
        cycle.add(index.get(path[i]));
      }
      cycle.add(index.get(first));
      return cycle;
    }

    /** Counting sort by layer: within a layer the order of finishing stays. */
    private Layers<N> arranged(Collection<? extends N> given) {
      int[] starts = new int[highest + 2];
      for (int i = 0; i < finishedCount; i++) {
        starts[layerOf[finished[i]] + 1]++;
      }
      for (int layer = 0; layer <= highest; layer++) {
        starts[layer + 1] += starts[layer];
      }
      int[] next = starts.clone();
      int[] position = new int[finishedCount];
      Object[] nodes = new Object[finishedCount];
      for (int i = 0; i < finishedCount; i++) {
        int place = next[layerOf[finished[i]]]++;
        position[finished[i]] = place;
        nodes[place] = index.get(finished[i]);
      }
      BitSet marked = new BitSet(finishedCount);
      for (N node : given) {
        marked.set(position[index.find(node)]);
      }
      @SuppressWarnings("unchecked") // filled with nodes alone
      List<N> list = (List<N>) Arrays.asList(nodes);
      return new Layers<>(list, starts, marked);
    }
  }
}
