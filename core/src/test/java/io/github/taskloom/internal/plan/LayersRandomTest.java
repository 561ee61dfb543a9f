package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random graphs against the simplest possible way to say the same. */
@Timeout(60)
class LayersRandomTest {
  private static final int GRAPHS = 2_000;

  static long seed(String test) {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println(test + " seed " + seed + " (again with -Dtaskloom.seed=" + seed + ")");
    return seed;
  }

  /** Nodes of which each may require any of those before it. */
  static Node[] acyclic(Random random) {
    Node[] nodes = new Node[1 + random.nextInt(30)];
    double density = random.nextDouble() * random.nextDouble();
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new Node("n" + i);
      for (int j = 0; j < i; j++) {
        if (random.nextDouble() < density) {
          nodes[i].need(nodes[j]);
        }
      }
    }
    return nodes;
  }

  /**
   * Levels of which each requires nodes of the one below alone; at times with a shortcut or two.
   */
  static Node[] inLevels(Random random) {
    Node[][] levels = new Node[1 + random.nextInt(6)][];
    List<Node> all = new ArrayList<>();
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new Node[1 + random.nextInt(5)];
      for (int i = 0; i < levels[level].length; i++) {
        Node node = new Node("n" + level + "." + i);
        levels[level][i] = node;
        all.add(node);
        if (level > 0) {
          for (int needs = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
              needs > 0;
              needs--) {
            int below = random.nextInt(40) == 0 ? random.nextInt(level) : level - 1;
            node.need(levels[below][random.nextInt(levels[below].length)]);
          }
        }
      }
    }
    return all.toArray(Node[]::new);
  }

  private static List<Node> some(Node[] nodes, Random random) {
    List<Node> some = new ArrayList<>();
    for (int i = random.nextInt(nodes.length) + 1; i > 0; i--) {
      some.add(nodes[random.nextInt(nodes.length)]);
    }
    return some;
  }

  /** All of the last level; of nodes without levels the last one, or a few. */
  private static List<Node> last(Node[] nodes) {
    String name = nodes[nodes.length - 1].name;
    String level = name.substring(0, Math.min(3, name.length()));
    return Arrays.stream(nodes).filter(node -> node.name.startsWith(level)).toList();
  }

  /** Depth-first with recursion; a node's layer is that above its highest prerequisite. */
  static int naive(Node node, IdentityHashMap<Node, Integer> layerOf, List<Node> finished) {
    Integer known = layerOf.get(node);
    if (known != null) {
      return known;
    }
    int layer = 0;
    for (Node need : node.needs()) {
      layer = Math.max(layer, naive(need, layerOf, finished) + 1);
    }
    layerOf.put(node, layer);
    finished.add(node);
    return layer;
  }

  /** Layers and order are those of the longest paths, and the same when planned again. */
  @Test
  @SuppressWarnings("ReferenceEquality") // all nodes are equal
  void of_randomGraphs_isAsTheLongestPaths() throws Exception {
    Random random = new Random(seed("LayersRandomTest"));
    for (int graph = 0; graph < GRAPHS; graph++) {
      Node[] nodes = random.nextBoolean() ? acyclic(random) : inLevels(random);
      List<Node> given =
          switch (random.nextInt(3)) {
            case 0 -> List.of(nodes); // each after all that it requires
            case 1 -> some(nodes, random);
            default -> last(nodes);
          };
      IdentityHashMap<Node, Integer> layerOf = new IdentityHashMap<>();
      List<Node> finished = new ArrayList<>();
      int count = 0;
      for (Node node : given) {
        count = Math.max(count, naive(node, layerOf, finished) + 1);
      }
      List<List<String>> expected = new ArrayList<>();
      for (int layer = 0; layer < count; layer++) {
        int wanted = layer;
        expected.add(
            finished.stream()
                .filter(node -> layerOf.get(node) == wanted)
                .map(node -> node.name)
                .toList());
      }

      Layers<Node> layers = Layers.of(given, node -> false, Node::needs, Node.MARK);

      assertEquals(expected, Node.names(layers));
      assertEquals(expected, Node.names(Layers.of(given, node -> false, Node::needs, Node.MARK)));
      for (int position = 0; position < finished.size(); position++) {
        Node node = layers.node(position);
        assertEquals(given.stream().anyMatch(one -> one == node), layers.isGiven(position));
      }
    }
  }

  /** Whatever cycle there is, the path that is told is one. */
  @Test
  void of_randomGraphsWithCycle_tellsOne() {
    Random random = new Random(seed("LayersRandomTest (cycles)"));
    for (int graph = 0; graph < GRAPHS; graph++) {
      Node[] nodes = acyclic(random);
      int from = random.nextInt(nodes.length);
      int to = random.nextInt(nodes.length);
      nodes[Math.min(from, to)].need(nodes[Math.max(from, to)]);
      nodes[Math.max(from, to)].need(nodes[Math.min(from, to)]);

      CycleFound found =
          assertThrows(
              CycleFound.class,
              () -> Layers.of(Arrays.asList(nodes), node -> false, Node::needs, Node.MARK));

      List<Object> path = found.path();
      assertSame(path.getFirst(), path.getLast());
      assertTrue(path.size() >= 2);
      for (int i = 0; i + 1 < path.size(); i++) {
        Object next = path.get(i + 1);
        Node node = (Node) path.get(i);
        assertTrue(Arrays.stream(node.needs()).anyMatch(need -> need == next), path::toString);
      }
    }
  }
}
