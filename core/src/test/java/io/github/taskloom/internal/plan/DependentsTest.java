package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DependentsTest {

  private static Dependents<Node> dependents(Node... given) throws CycleFound {
    return Dependents.of(List.of(given), node -> false, Node::needs, Node.MARK);
  }

  private static List<String> firsts(Dependents<Node> graph) {
    return IntStream.range(0, graph.firstCount())
        .mapToObj(index -> graph.node(graph.first(index)).name)
        .toList();
  }

  private static List<String> dependentsOf(Dependents<Node> graph, int position) {
    return IntStream.range(graph.start(position), graph.start(position + 1))
        .mapToObj(index -> graph.node(graph.target(index)).name)
        .toList();
  }

  /**
   * Where some prerequisites are leaves and others not, the first ones come as a walk ends them.
   */
  @Test
  void of_leafBesideChain_firstsInTheOrderOfTheWalk() throws Exception {
    Node chain = new Node("chain", new Node("deep"));

    Dependents<Node> graph = dependents(new Node("top", new Node("leaf"), chain));

    assertEquals(List.of("leaf", "deep"), firsts(graph));
  }

  /** A cycle is found here, too, and told with its path. */
  @Test
  void of_cycle_isFound() {
    Node a = new Node("a");
    Node b = new Node("b", a);
    a.need(b);

    CycleFound found = assertThrows(CycleFound.class, () -> dependents(new Node("c", b)));

    assertEquals("[b, a, b]", found.path().toString());
  }

  /** Each node knows how many it requires, and who requires it, in the order of the walk. */
  @Test
  void of_diamond_countsAndNamesBothSides() throws Exception {
    Node a = new Node("a");
    Dependents<Node> graph = dependents(new Node("d", new Node("c", a), new Node("b", a)));

    assertEquals(4, graph.size());
    assertEquals(List.of("a"), firsts(graph));
    assertEquals(List.of("c", "b"), dependentsOf(graph, graph.first(0)));
    int[] required = IntStream.range(0, 4).map(graph::required).sorted().toArray();
    assertEquals("[0, 1, 1, 2]", Arrays.toString(required));
  }

  /** Whatever the order in which they are given, all follow that in which a walk finishes them. */
  @Test
  @SuppressWarnings("ReferenceEquality") // all nodes are equal
  void of_randomGraphs_followTheOrderOfTheWalk() throws Exception {
    Random random = new Random(LayersRandomTest.seed("DependentsTest"));
    for (int i = 0; i < 2_000; i++) {
      boolean leveled = random.nextBoolean();
      Node[] nodes = leveled ? LayersRandomTest.inLevels(random) : LayersRandomTest.acyclic(random);
      List<Node> given = new ArrayList<>(List.of(nodes));
      if (random.nextBoolean()) {
        Collections.shuffle(given, random);
      }
      List<Node> finished = new ArrayList<>();
      IdentityHashMap<Node, Integer> layerOf = new IdentityHashMap<>();
      given.forEach(node -> LayersRandomTest.naive(node, layerOf, finished));

      Dependents<Node> graph = dependents(given.toArray(Node[]::new));

      assertEquals(namesWhere(finished, node -> node.needs().length == 0), firsts(graph));
      for (int position = 0; position < graph.size(); position++) {
        Node here = graph.node(position);
        assertEquals(here.needs().length, graph.required(position));
        assertEquals(
            finished.stream()
                .flatMap(node -> Arrays.stream(node.needs()).filter(n -> n == here).map(n -> node))
                .map(node -> node.name)
                .toList(),
            dependentsOf(graph, position));
      }
    }
  }

  private static List<String> namesWhere(List<Node> nodes, Predicate<Node> which) {
    return nodes.stream().filter(which).map(node -> node.name).toList();
  }
}
