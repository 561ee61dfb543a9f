package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A depth-first walk over numbered nodes, without recursion: a chain of a million is fine. Linear
 * in nodes and edges. A node is finished after all that it requires; the order follows from the
 * arguments and the edges alone, never from a hash.
 */
final class DepthFirst {
  private static final int UNSEEN = Integer.MIN_VALUE;

  private final Nodes<?> nodes;
  private final int[] starts;
  private final int[] required;

  /**
   * By number: the layer of a finished node; of one on the path that is being walked, the
   * complement of the index of what it requires next; else UNSEEN.
   */
  private final int[] layerOf;

  /**
   * The finished nodes from the front, in order; from the back the path, whose innermost node comes
   * first. No node is in both, so they never meet.
   */
  private final int[] order;

  private int finished;
  private int path;
  private int highest = -1;

  /**
   * Walks.
   *
   * @param starts as {@link Discovery#starts} has them
   * @param required as {@link Discovery#required} has them
   */
  DepthFirst(Discovery<?> graph, int[] starts, int[] required) throws CycleFound {
    nodes = graph.nodes();
    this.starts = starts;
    this.required = required;
    int size = nodes.size();
    layerOf = new int[size];
    order = new int[size];
    path = size;
    if (graph.isInOrder()) {
      for (int node = 0; node < size; node++) {
        finish(node);
      }
      return;
    }
    Arrays.fill(layerOf, UNSEEN);
    for (int node = 0; node < graph.givenCount(); node++) {
      if (layerOf[node] == UNSEEN) {
        enter(node);
        walk();
      }
    }
  }

  private void walk() throws CycleFound {
    while (path < order.length) {
      int node = order[path];
      int index = ~layerOf[node];
      if (index == starts[node + 1]) {
        path++;
        finish(node);
        continue;
      }
      layerOf[node] = ~(index + 1);
      int next = required[index];
      if (layerOf[next] == UNSEEN) {
        enter(next);
      } else if (layerOf[next] < 0) {
        throw new CycleFound(cycle(next));
      }
    }
  }

  private void enter(int node) {
    int start = starts[node];
    if (start == starts[node + 1]) {
      finish(node);
    } else {
      layerOf[node] = ~start;
      order[--path] = node;
    }
  }

  /** One layer above the highest of what it requires. */
  private void finish(int node) {
    int layer = 0;
    int end = starts[node + 1];
    for (int index = starts[node]; index < end; index++) {
      layer = Math.max(layer, layerOf[required[index]] + 1);
    }
    layerOf[node] = layer;
    highest = Math.max(highest, layer);
    order[finished++] = node;
  }

  private List<Object> cycle(int closing) {
    List<Object> cycle = new ArrayList<>();
    int outermost = path;
    while (order[outermost] != closing) {
      outermost++;
    }
    for (int place = outermost; place >= path; place--) {
      cycle.add(nodes.get(order[place]));
    }
    cycle.add(nodes.get(closing));
    return cycle;
  }

  /** The numbers of the nodes in the order in which they were finished. */
  int[] finished() {
    return order;
  }

  int layerCount() {
    return highest + 1;
  }

  /** By number. */
  int layerOf(int node) {
    return layerOf[node];
  }
}
