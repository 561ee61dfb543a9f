package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.graph.Graph.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapesTest {
  /** The graphs that are measured have as many tasks, edges and last tasks as they promise. */
  @ParameterizedTest
  @CsvSource({
    "INDEPENDENT, 1000000, 0, 1000000",
    "CHAIN, 100000, 99999, 1",
    "SQUARE_GRID, 1000000, 1998000, 1000",
    "NARROW_GRID, 160000, 319968, 16",
    "IN_TREE, 1048575, 1048574, 1"
  })
  void of_fullSize_hasPromisedCounts(TrivialGraph shape, int tasks, int edges, int sinks) {
    Graph graph = shape.of(shape.tasks(false));
    assertEquals(tasks, graph.tasks());
    assertEquals(edges, graph.edges());
    assertEquals(sinks, graph.sinks().length);
  }

  /** The random graph has three prerequisites for every task but the first layer's. */
  @Test
  void random_fullSize_hasThreeMillionEdges() {
    Graph graph = TrivialGraph.RANDOM.of(1_000_000);
    assertEquals(1_000_000, graph.tasks());
    assertEquals(3 * 999_000, graph.edges());
  }

  /** The same seed gives the same graph. */
  @Test
  void random_sameSeed_isTheSame() {
    Graph one = Shapes.random(5_000, 7);
    Graph other = Shapes.random(5_000, 7);
    for (int task = 0; task < one.tasks(); task++) {
      for (int i = 0; i < one.degree(task); i++) {
        assertEquals(one.prerequisite(task, i), other.prerequisite(task, i));
      }
    }
  }

  /** Prerequisites have lower numbers and come once, in every shape and in small sizes, too. */
  @ParameterizedTest
  @EnumSource(TrivialGraph.class)
  void of_anySize_prerequisitesAreLowerAndDifferent(TrivialGraph shape) {
    for (int size : new int[] {16, 17, 100, 1_000, 10_000}) {
      Graph graph = shape.of(size);
      assertTrue(graph.tasks() <= size, () -> graph.tasks() + " > " + size);
      for (int task = 0; task < graph.tasks(); task++) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < graph.degree(task); i++) {
          int prerequisite = graph.prerequisite(task, i);
          assertTrue(prerequisite >= 0 && prerequisite < task);
          assertTrue(seen.add(prerequisite));
        }
      }
    }
  }

  /** Chains end with their longest sum, cores share what spins, and sleep costs no core. */
  @Test
  void idealNanos_ofChains_isPathOrShareOfCores() {
    Graph chains = Shapes.chains(4, 10);
    Graph spinning = Shapes.each(chains, Kind.SPINNING, 100);
    assertEquals(4_000, spinning.totalNanos());
    assertEquals(1_000, spinning.pathNanos());
    assertEquals(2_000, spinning.idealNanos(2));
    assertEquals(1_000, spinning.idealNanos(8));
    assertEquals(1_000, Shapes.each(chains, Kind.SLEEPING, 100).idealNanos(2));
    assertEquals(0, chains.idealNanos(2));
  }

  /** Durations are those of the seed, within their bounds. */
  @Test
  void uneven_seeded_isWithinBounds() {
    Graph graph = Shapes.uneven(Shapes.chains(4, 320), 1);
    assertTrue(graph.totalNanos() > 1_280 * 200_000L && graph.totalNanos() < 1_280 * 320_000L);
    assertEquals(graph.totalNanos(), Shapes.uneven(Shapes.chains(4, 320), 1).totalNanos());
  }

  /** One in a hundred sleeps; the others share the body that does nothing. */
  @Test
  void oneInHundred_ofThousand_hasTenSleepers() {
    Graph graph = Shapes.oneInHundred(Shapes.independent(1_000), 5);
    assertEquals(50, graph.totalNanos());
    int sleepers = 0;
    for (int task = 0; task < graph.tasks(); task++) {
      sleepers += Body.TRIVIAL.contains(graph.body(task)) ? 0 : 1;
    }
    assertEquals(10, sleepers);
  }

  /** A duration for each task, or none at all. */
  @Test
  void taking_wrongNumberOfDurations_throws() {
    Graph graph = Shapes.chain(3);
    assertThrows(
        IllegalArgumentException.class, () -> graph.taking(Kind.SLEEPING, new long[] {1, 2}));
  }
}
