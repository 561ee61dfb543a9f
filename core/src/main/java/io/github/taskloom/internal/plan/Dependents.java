package io.github.taskloom.internal.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph by who depends on whom, in flat arrays: for going on with each node as soon as its own
 * prerequisites are done. Nodes stand in the order in which a depth-first walk finished them, so
 * prerequisites come before what requires them.
 *
 * @param <N> the nodes, told apart by identity
 */
public final class Dependents<N> {
  private final List<N> nodes;
  private final BitSet given;

  /** Per node how many prerequisites it has. */
  private final int[] required;

  /**
   * The dependents of node i are {@code targets[starts[i]]} to {@code targets[starts[i + 1] - 1]}.
   */
  private final int[] starts;

  private final int[] targets;

  private Dependents(List<N> nodes, BitSet given, int[] required, int[] starts, int[] targets) {
    this.nodes = nodes;
    this.given = given;
    this.required = required;
    this.starts = starts;
    this.targets = targets;
  }

  /**
   * Plans what is given and all that it requires; parameters and exception as in {@link Layers#of}.
   */
  public static <N> Dependents<N> of(
      Collection<? extends N> given,
      Function<? super N, ? extends N[]> prerequisites,
      @Nullable Mark<? super N> mark)
      throws CycleFound {
    Walk<N> walk = new Walk<>(prerequisites, mark, true);
    walk.from(given);
    int size = walk.size();
    Object[] nodes = new Object[size];
    int[] place = new int[size];
    BitSet numbers = walk.numbersOf(given);
    BitSet givenPlaces = new BitSet(size);
    for (int i = 0; i < size; i++) {
      int number = walk.finished(i);
      place[number] = i;
      nodes[i] = walk.node(number);
      if (numbers.get(number)) {
        givenPlaces.set(i);
      }
    }
    Walk.EdgeList edges = walk.edges();
    int[] required = new int[size];
    int[] starts = new int[size + 1];
    for (int i = 0; i < edges.count; i++) {
      required[place[edges.to[i]]]++;
      starts[place[edges.from[i]] + 1]++;
    }
    for (int i = 0; i < size; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = Arrays.copyOf(starts, size);
    int[] targets = new int[edges.count];
    for (int i = 0; i < edges.count; i++) {
      targets[next[place[edges.from[i]]]++] = place[edges.to[i]];
    }
    @SuppressWarnings("unchecked") // filled with nodes alone
    List<N> list = (List<N>) Arrays.asList(nodes);
    return new Dependents<>(list, givenPlaces, required, starts, targets);
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
    return given.get(position);
  }

  /** Per position how many prerequisites the node has; a copy. */
  public int[] required() {
    return required.clone();
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
