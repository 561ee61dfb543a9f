package io.github.taskloom.internal.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A graph by who depends on whom, in flat arrays: for going on with each node as soon as its own
 * prerequisites are done.
 *
 * @param <N> the nodes, told apart by identity
 */
public final class Dependents<N> {
  private final Nodes<N> nodes;
  private final int givenCount;

  /** Per node how many prerequisites it has. */
  private final int[] required;

  /** The nodes that require nothing, in the order in which a depth-first walk finished them. */
  private final int[] first;

  /**
   * The dependents of node i are {@code targets[starts[i]]} to {@code targets[starts[i + 1] - 1]},
   * in the same order.
   */
  private final int[] starts;

  private final int[] targets;

  private Dependents(Discovery<N> found) throws CycleFound {
    nodes = found.nodes();
    givenCount = found.givenCount();
    int size = nodes.size();
    int[] from = found.starts();
    int[] sources = found.required();
    int[] order = order(found, from, sources);
    required = new int[size];
    starts = new int[size + 1];
    targets = new int[sources.length];
    for (int source : sources) {
      starts[source]++;
    }
    for (int i = 0; i < size; i++) {
      starts[i + 1] += starts[i]; // where those of each node end, until they are counted down
    }
    int[] firsts = new int[size];
    int firstCount = 0;
    for (int place = size - 1; place >= 0; place--) {
      int node = order == null ? place : order[place];
      int start = from[node];
      int end = from[node + 1];
      required[node] = end - start;
      if (start == end) {
        firsts[size - ++firstCount] = node;
      }
      for (int i = start; i < end; i++) {
        targets[--starts[sources[i]]] = node;
      }
    }
    first = Arrays.copyOfRange(firsts, size - firstCount, size);
  }

  /** The order in which a depth-first walk finishes the nodes; null for that of their numbers. */
  private static int @Nullable [] order(Discovery<?> found, int[] from, int[] sources)
      throws CycleFound {
    if (found.isInOrder()) {
      return null;
    }
    return found.isEven() ? found.fromLastLevel() : new DepthFirst(found, from, sources).finished();
  }

  /**
   * Plans what is given and all that it requires; parameters and exception as in {@link Layers#of}.
   */
  public static <N> Dependents<N> of(
      Collection<? extends N> given,
      Predicate<? super N> leftOut,
      Function<? super N, ? extends N[]> prerequisites,
      @Nullable Mark<? super N> mark)
      throws CycleFound {
    Discovery<N> found = new Discovery<>(prerequisites, mark);
    found.from(given, leftOut);
    return new Dependents<>(found);
  }

  /** How many nodes there are. */
  public int size() {
    return required.length;
  }

  /** The node at a position. */
  public N node(int position) {
    return nodes.get(position);
  }

  /** Whether the node at a position is one of those given. */
  public boolean isGiven(int position) {
    return position < givenCount;
  }

  /** How many nodes require nothing. */
  public int firstCount() {
    return first.length;
  }

  /** The position of one that requires nothing. */
  public int first(int index) {
    return first[index];
  }

  /** How many prerequisites the node at a position has. */
  public int required(int position) {
    return required[position];
  }

  /** The index of a node's first dependent, for {@link #target}; that of the next ends them. */
  public int start(int position) {
    return starts[position];
  }

  /** The position of a dependent. */
  public int target(int index) {
    return targets[index];
  }
}
