package io.github.taskloom.internal.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph in layers: each node stands one layer above the highest of its prerequisites, and within
 * a layer in the order in which a depth-first walk from the given nodes finished it.
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
   * @param mark where nodes carry their numbers meanwhile; null to use none
   * @throws CycleFound if a node requires itself by some path
   */
  public static <N> Layers<N> of(
      Collection<? extends N> given,
      Function<? super N, ? extends N[]> prerequisites,
      @Nullable Mark<? super N> mark)
      throws CycleFound {
    Walk<N> walk = new Walk<>(prerequisites, mark, false);
    walk.from(given);
    return arranged(walk, walk.numbersOf(given));
  }

  /** Counting sort by layer: within a layer the order of finishing stays. */
  private static <N> Layers<N> arranged(Walk<N> walk, BitSet given) {
    int[] starts = new int[walk.layerCount() + 1];
    for (int i = 0; i < walk.size(); i++) {
      starts[walk.layerOf(walk.finished(i)) + 1]++;
    }
    for (int layer = 0; layer < walk.layerCount(); layer++) {
      starts[layer + 1] += starts[layer];
    }
    int[] next = starts.clone();
    Object[] nodes = new Object[walk.size()];
    BitSet givenPlaces = new BitSet(walk.size());
    for (int i = 0; i < walk.size(); i++) {
      int number = walk.finished(i);
      int place = next[walk.layerOf(number)]++;
      nodes[place] = walk.node(number);
      if (given.get(number)) {
        givenPlaces.set(place);
      }
    }
    @SuppressWarnings("unchecked") // filled with nodes alone
    List<N> list = (List<N>) Arrays.asList(nodes);
    return new Layers<>(list, starts, givenPlaces);
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
}
