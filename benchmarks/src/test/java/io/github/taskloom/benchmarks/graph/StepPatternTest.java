package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepPatternTest {

  /** Each pattern has as many edges from step to step as its definition says. */
  @ParameterizedTest
  @CsvSource({"STENCIL, 10", "NEAREST, 14", "RANDOM, 12", "NO_COMM, 4"})
  void of_fourWide_hasPromisedEdges(StepPattern pattern, int edges) {
    Graph graph = pattern.of(11, 4, 1);
    assertEquals(44, graph.tasks());
    assertEquals(10 * edges, graph.edges());
  }

  /** A task requires points of the step before alone, each once; the first step nothing. */
  @ParameterizedTest
  @EnumSource(StepPattern.class)
  void of_anyWidth_requiresTheStepBefore(StepPattern pattern) {
    for (int width : new int[] {1, 2, 4, 5, 64}) {
      Graph graph = pattern.of(20, width, 1);
      assertEquals(20 * width, graph.tasks());
      for (int task = 0; task < graph.tasks(); task++) {
        assertEquals(task < width, graph.degree(task) == 0);
        Set<Integer> seen = new HashSet<>();
        for (int need : needs(graph, task)) {
          assertEquals(task / width - 1, need / width);
          assertTrue(seen.add(need));
        }
      }
    }
  }

  /** The neighbours, none beyond the edges. */
  @Test
  void of_stencil_requiresNeighbours() {
    Graph graph = StepPattern.STENCIL.of(2, 4, 1);
    assertEquals(List.of(0, 1), needs(graph, 4));
    assertEquals(List.of(0, 1, 2), needs(graph, 5));
    assertEquals(List.of(2, 3), needs(graph, 7));
  }

  /** Two on each side. */
  @Test
  void of_nearest_requiresRadiusOfTwo() {
    Graph graph = StepPattern.NEAREST.of(2, 8, 1);
    assertEquals(List.of(0, 1, 2), needs(graph, 8));
    assertEquals(List.of(1, 2, 3, 4, 5), needs(graph, 11));
  }

  /** The distance doubles from step to step, and begins anew. */
  @Test
  void of_fft_doublesTheDistance() {
    Graph graph = StepPattern.FFT.of(5, 8, 1);
    assertEquals(List.of(2, 3, 4), needs(graph, 8 + 3));
    assertEquals(List.of(8 + 1, 8 + 3, 8 + 5), needs(graph, 16 + 3));
    assertEquals(List.of(16 + 3, 16 + 7), needs(graph, 24 + 3));
    assertEquals(List.of(24 + 2, 24 + 3, 24 + 4), needs(graph, 32 + 3));
  }

  /** The same seed gives the same graph, another one another. */
  @Test
  void of_random_followsFromTheSeed() {
    assertEquals(all(StepPattern.RANDOM.of(9, 64, 1)), all(StepPattern.RANDOM.of(9, 64, 1)));
    assertNotEquals(all(StepPattern.RANDOM.of(9, 64, 1)), all(StepPattern.RANDOM.of(9, 64, 2)));
  }

  private static List<List<Integer>> all(Graph graph) {
    return IntStream.range(0, graph.tasks()).mapToObj(task -> needs(graph, task)).toList();
  }

  private static List<Integer> needs(Graph graph, int task) {
    return IntStream.range(0, graph.degree(task))
        .mapToObj(i -> graph.prerequisite(task, i))
        .toList();
  }
}
