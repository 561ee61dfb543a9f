package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.graph.Graph.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallShapesTest {
  /** Tasks of a layer require two neighbours above, spread over that layer's width. */
  @Test
  void layers_fourFourTwo_requireTwoEach() {
    Graph graph = Shapes.layers(4, 4, 2);
    assertEquals(10, graph.tasks());
    assertEquals(12, graph.edges());
    assertEquals(2, graph.sinks().length);
    assertEquals(List.of(), needs(graph, 3));
    assertEquals(List.of(0, 1), needs(graph, 4));
    assertEquals(List.of(3, 0), needs(graph, 7));
    assertEquals(List.of(4, 5), needs(graph, 8));
    assertEquals(List.of(6, 7), needs(graph, 9));
  }

  /** Where the layer above is a single task, it is required once. */
  @Test
  void layers_diamond_hasFourEdges() {
    Graph diamond = Shapes.layers(1, 2, 1);
    assertEquals(List.of(0), needs(diamond, 1));
    assertEquals(List.of(0), needs(diamond, 2));
    assertEquals(List.of(1, 2), needs(diamond, 3));
  }

  /** The last task requires all others. */
  @Test
  void fanIn_ofThree_lastRequiresAll() {
    Graph graph = Shapes.fanIn(3);
    assertEquals(4, graph.tasks());
    assertEquals(3, graph.edges());
    assertEquals(List.of(0, 1, 2), needs(graph, 3));
  }

  /** Times of sleep are those of the seed, within their bounds. */
  @Test
  void sleeping_seeded_isWithinBounds() {
    Graph graph = Shapes.sleeping(Shapes.independent(100), 20, 50, 3);
    assertEquals(Kind.SLEEPING, graph.kind());
    assertTrue(graph.totalNanos() >= 2_000 && graph.pathNanos() <= 50);
    assertEquals(
        graph.totalNanos(), Shapes.sleeping(Shapes.independent(100), 20, 50, 3).totalNanos());
  }

  private static List<Integer> needs(Graph graph, int task) {
    return IntStream.range(0, graph.degree(task))
        .mapToObj(i -> graph.prerequisite(task, i))
        .toList();
  }
}
