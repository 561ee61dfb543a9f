package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A depth-first walk over numbered nodes, without recursion: a chain of a million is fine. Linear
 * in nodes and edges. A node is finished after all that it requires; the order follows from the
 * arguments and the edges alone, never from a hash.
 */
final class DepthFirst {
  private static final int UNSEEN = -2;
  private static final int OPEN = -1; // the node is on the path that is being walked

  private final Discovery<?> graph;

  /** By number; UNSEEN or OPEN before a node is finished. */
  private final int[] layerOf;

  private final int[] finished;
  private int finishedCount;
  private int highest = -1;

  // The path, innermost last: node, and the index of what it requires next.
  private int[] path = new int[16];
  private int[] cursor = new int[16];
  private int depth;

  DepthFirst(Discovery<?> graph) throws CycleFound {
    this.graph = graph;
    int size = graph.nodes().size();
    layerOf = new int[size];
    Arrays.fill(layerOf, UNSEEN);
    finished = new int[size];
    // In the order of the arguments: what has a lower number than a given node is required by one
    // that was given before it, and finished already.
    BitSet given = graph.given();
    for (int node = given.nextSetBit(0); node >= 0; node = given.nextSetBit(node + 1)) {
      if (layerOf[node] == UNSEEN) {
        enter(node);
        walk();
      }
    }
  }

  private void walk() throws CycleFound {
    while (depth > 0) {
      int node = path[depth - 1];
      int index = cursor[depth - 1];
      if (index == graph.end(node)) {
        depth--;
        finish(node);
        continue;
      }
      cursor[depth - 1] = index + 1;
      int next = graph.required(index);
      if (layerOf[next] == UNSEEN) {
        enter(next);
      } else if (layerOf[next] == OPEN) {
        throw new CycleFound(cycle(next));
      }
    }
  }

  private void enter(int node) {
    int start = graph.start(node);
    if (start == graph.end(node)) {
      finish(node);
      return;
    }
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
      cursor = Arrays.copyOf(cursor, depth * 2);
    }
    layerOf[node] = OPEN;
    path[depth] = node;
    cursor[depth++] = start;
  }

  /** One layer above the highest of what it requires. */
  private void finish(int node) {
    int layer = 0;
    int end = graph.end(node);
    for (int index = graph.start(node); index < end; index++) {
      layer = Math.max(layer, layerOf[graph.required(index)] + 1);
    }
    layerOf[node] = layer;
    highest = Math.max(highest, layer);
    finished[finishedCount++] = node;
  }

  private List<Object> cycle(int closing) {
    int from = depth - 1;
    while (path[from] != closing) {
      from--;
    }
    List<Object> cycle = new ArrayList<>();
    for (int i = from; i < depth; i++) {
      cycle.add(graph.nodes().get(path[i]));
    }
    cycle.add(graph.nodes().get(closing));
    return cycle;
  }

  /** The number of the node that was finished at a place. */
  int finished(int place) {
    return finished[place];
  }

  int layerCount() {
    return highest + 1;
  }

  /** By number. */
  int layerOf(int node) {
    return layerOf[node];
  }
}
