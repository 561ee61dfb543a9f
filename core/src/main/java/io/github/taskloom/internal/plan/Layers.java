package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A graph in layers: each node stands one layer above the highest of its prerequisites, and within
 * a layer in the order in which a depth-first walk from the given nodes finished it.
 *
 * @param <N> the nodes, told apart by identity
 */
public final class Layers<N> {
  private final Nodes<N> nodes;
  private final int givenCount;
  private final int count;

  /**
   * By layer the position of its first node, where each layer ends where the next one starts. In an
   * even graph by level instead, and so from the last layer to the first.
   */
  private final int[] starts;

  /** The number of the node at a position; null in an even graph, where they are the same. */
  private final int @Nullable [] numbers;

  private Layers(Discovery<N> found, int[] starts, int @Nullable [] numbers) {
    nodes = found.nodes();
    givenCount = found.givenCount();
    count = starts.length - 1;
    this.starts = starts;
    this.numbers = numbers;
  }

  /**
   * Plans what is given and all that it requires.
   *
   * @param given where the walk begins, in this order; a node given twice counts once
   * @param leftOut tells given nodes that are not to be planned, unless another requires them
   * @param prerequisites what a node requires, in order; asked once per node
   * @param mark where nodes carry their numbers meanwhile; null to use none
   * @throws CycleFound if a node requires itself by some path
   */
  public static <N> Layers<N> of(
      Collection<? extends N> given,
      Predicate<? super N> leftOut,
      Function<? super N, ? extends N[]> prerequisites,
      @Nullable Mark<? super N> mark)
      throws CycleFound {
    Discovery<N> found = new Discovery<>(prerequisites, mark);
    found.from(given, leftOut);
    if (found.isEven()) {
      return new Layers<>(found, found.levels(), null);
    }
    DepthFirst walk = new DepthFirst(found, found.starts(), found.required());
    int[] starts = new int[walk.layerCount() + 1];
    int[] numbers = sorted(walk, starts);
    return new Layers<>(found, starts, numbers);
  }

  /** Counting sort by layer: within a layer the order of finishing stays. */
  private static int[] sorted(DepthFirst walk, int[] starts) {
    int[] finished = walk.finished();
    for (int number = 0; number < finished.length; number++) {
      starts[walk.layerOf(number) + 1]++;
    }
    for (int layer = 0; layer < walk.layerCount(); layer++) {
      starts[layer + 1] += starts[layer];
    }
    // From the back, since the end of each layer can be counted down to its start: no second array.
    int[] numbers = new int[finished.length];
    for (int place = finished.length - 1; place >= 0; place--) {
      int number = finished[place];
      numbers[--starts[walk.layerOf(number) + 1]] = number;
    }
    System.arraycopy(starts, 1, starts, 0, starts.length - 1);
    starts[starts.length - 1] = finished.length;
    return numbers;
  }

  /** How many layers there are. */
  public int count() {
    return count;
  }

  /** The position of a layer's first node. */
  public int start(int layer) {
    return starts[numbers == null ? count - 1 - layer : layer];
  }

  /** The position after a layer's last node. */
  public int end(int layer) {
    return starts[numbers == null ? count - layer : layer + 1];
  }

  /** The node at a position. */
  public N node(int position) {
    return nodes.get(number(position));
  }

  /** Whether the node at a position is one of those given. */
  public boolean isGiven(int position) {
    return number(position) < givenCount;
  }

  /** A layer's nodes, in order. */
  public List<N> layer(int layer) {
    List<N> list = new ArrayList<>(end(layer) - start(layer));
    for (int position = start(layer); position < end(layer); position++) {
      list.add(node(position));
    }
    return list;
  }

  private int number(int position) {
    return numbers == null ? position : numbers[position];
  }
}
