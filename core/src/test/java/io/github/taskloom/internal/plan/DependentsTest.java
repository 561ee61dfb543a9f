package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
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
}
