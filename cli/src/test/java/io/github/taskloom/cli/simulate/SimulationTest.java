package io.github.taskloom.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each figure of these can be found with a pencil; times are in nanoseconds. */
class SimulationTest {
  private static final int[] NONE = {};

  private static HandOut free(int members, int slots, boolean isLayered) {
    return new HandOut(members, slots, 0, 1_000, 0, 0, 0, 0, isLayered);
  }

  /** One member; an exchange costs 2 and takes 10, a task costs 4. */
  private static HandOut costly(int slots, int prefetch, int batch, long gather) {
    return new HandOut(1, slots, prefetch, batch, 10, gather, 4, 2, false);
  }

  private static Graph independent(long... nanos) {
    return Graph.of(nanos, Collections.nCopies(nanos.length, NONE), 1);
  }

  /** Out 2 + 2, on its way 10, runs 100, on its way 10, in 2 + 2. */
  @Test
  void of_oneTask_isTheSumOfItsWay() {
    Figures figures = Simulation.of(independent(100), costly(1, 0, 1, 0));

    assertEquals(128, figures.makespan());
    assertEquals(8, figures.callerBusy());
    assertEquals(8, figures.callerLimits());
    assertEquals(2, figures.exchanges());
    assertEquals(100, figures.ideal());
    assertEquals(100 / 128.0, figures.utilisation());
    assertEquals(8 / 128.0, figures.limitShare());
  }

  /** A slot waits for the whole way there and back if its member has no task more. */
  @Test
  void of_twoTasksWithoutPrefetch_goOneAfterAnother() {
    Figures figures = Simulation.of(independent(100, 100), costly(1, 0, 10, 0));

    assertEquals(256, figures.makespan());
    assertEquals(4, figures.exchanges());
  }

  /**
   * Both go out in a batch, 2 + 4, and run from 16 on one after the other; the first result is
   * taken in from 126 to 130, while the second runs, the other one from 226 to 230.
   */
  @Test
  void of_twoTasksWithPrefetch_runOneAfterAnother() {
    Figures figures = Simulation.of(independent(100, 100), costly(1, 1, 10, 0));

    assertEquals(230, figures.makespan());
    assertEquals(14, figures.callerBusy());
    assertEquals(10, figures.callerLimits());
    assertEquals(3, figures.exchanges());
  }

  /** Batches of one: the second goes out from 4 to 8 and so begins 4 later, at 18. */
  @Test
  void of_batchOfOne_costsAnExchangeEach() {
    Figures figures = Simulation.of(independent(100, 100), costly(2, 0, 1, 0));

    assertEquals(132, figures.makespan());
    assertEquals(4, figures.exchanges());
    assertEquals(16, figures.callerBusy());
  }

  /**
   * Results that are 30 apart come together where a member waits for 50: at 16 + 100 + 50 + 10 + 6.
   */
  @Test
  void of_gather_sendsWhatEndsMeanwhile() {
    Figures figures = Simulation.of(independent(100, 130), costly(2, 0, 10, 50));

    assertEquals(182, figures.makespan());
    assertEquals(2, figures.exchanges());
  }

  /** What ends at once goes in one exchange, be it that one task began when the other ended. */
  @Test
  void of_tasksThatTakeNoTime_comeBackTogether() {
    Figures figures = Simulation.of(independent(0, 0, 0), costly(1, 2, 10, 0));

    assertEquals(2 + 3 * 2 + 10 + 10 + 2 + 3 * 2, figures.makespan());
    assertEquals(2, figures.exchanges());
  }

  /** Five tasks on three members of two slots: 2, 2 and 1. All run at once, none waits. */
  @Test
  void of_severalMembers_areFilledEvenly() {
    Figures figures = Simulation.of(independent(7, 7, 7, 7, 7), free(3, 2, false));

    assertEquals(7, figures.makespan());
    assertEquals(6, figures.exchanges());
    assertEquals(35 / 42.0, figures.utilisation(), 1e-9);
    assertEquals(7, figures.ideal());
  }

  /** Two tasks never share a member while another one has none. */
  @Test
  void of_fewTasks_goToMembersOfTheirOwn() {
    HandOut handOut = new HandOut(2, 1, 5, 1_000, 0, 0, 0, 0, false);

    assertEquals(9, Simulation.of(independent(9, 9), handOut).makespan());
  }

  /** The long task stands beside the long way: without barriers 12, in layers 10 + 5 + 2. */
  @Test
  void of_barriers_costWhatTheLayersTake() {
    Graph graph =
        Graph.of(
            new long[] {1, 10, 5, 5, 2},
            List.of(NONE, new int[] {0}, NONE, new int[] {2}, new int[] {3}),
            1);

    Figures eager = Simulation.of(graph, free(2, 2, false));
    Figures layered = Simulation.of(graph, free(2, 2, true));

    assertEquals(12, eager.makespan());
    assertEquals(12, eager.ideal());
    assertEquals(17, layered.makespan());
    assertEquals(17, layered.ideal());
    assertEquals(12, layered.criticalPath());
  }

  /** A diamond: the last begins when both before it have been taken in. */
  @Test
  void of_diamond_waitsForBoth() {
    Graph graph =
        Graph.of(
            new long[] {1, 10, 20, 1},
            List.of(NONE, new int[] {0}, new int[] {0}, new int[] {1, 2}),
            1);
    HandOut handOut = new HandOut(2, 1, 0, 1_000, 3, 0, 0, 0, false);

    assertEquals(22 + 3 * 6, Simulation.of(graph, handOut).makespan());
  }

  /** Copies stand side by side: their edges do not cross, their layers are common. */
  @Test
  void of_copies_areIndependent() {
    Graph graph = Graph.of(new long[] {1, 2}, List.of(new int[] {1}, NONE), 10);

    Figures onTwo = Simulation.of(graph, free(2, 1, false));
    Figures onAll = Simulation.of(graph, free(5, 2, true));

    assertEquals(20, onTwo.tasks());
    assertEquals(15, onTwo.makespan());
    assertEquals(15, onTwo.ideal());
    assertEquals(3, onAll.makespan());
  }

  /** 1,000 tasks of 50 ms on 24 slots are 42 rounds where the hand-out costs nothing. */
  @Test
  void of_rounds_areWhole() {
    long[] nanos = new long[1_000];
    Arrays.fill(nanos, 50_000_000);

    Figures figures = Simulation.of(independent(nanos), free(3, 8, false));

    assertEquals(42 * 50_000_000L, figures.makespan());
    assertEquals(1_000 * 50_000_000.0 / 24, figures.ideal());
    assertEquals(0, figures.callerLimits());
  }

  /**
   * A caller that is slower than the members is the limit: 100 tasks of 4 each, and one exchange.
   */
  @Test
  void of_slowCaller_isTheLimit() {
    long[] nanos = new long[100];
    Arrays.fill(nanos, 1);

    Figures figures =
        Simulation.of(independent(nanos), new HandOut(100, 1, 0, 1, 0, 0, 400, 0, false));

    assertEquals(100 * 400, figures.makespan());
    assertEquals(1, figures.limitShare());
  }

  /** Random graphs: no bound is passed, all is done, and twice the same comes out. */
  @Test
  void of_randomGraphs_keepTheBounds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      int tasks = 1 + random.nextInt(60);
      List<int[]> needs =
          IntStream.range(0, tasks)
              .mapToObj(
                  task -> random.ints(task == 0 ? 0 : random.nextInt(3), 0, Math.max(1, task)))
              .map(needed -> needed.distinct().toArray())
              .toList();
      Graph graph = Graph.of(random.longs(tasks, 0, 50).toArray(), needs, 1);
      HandOut handOut =
          new HandOut(
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              random.nextInt(3),
              1 + random.nextInt(5),
              random.nextInt(20),
              random.nextInt(20),
              random.nextInt(5),
              random.nextInt(5),
              random.nextBoolean());
      String told = "seed " + seed + ", graph " + i;

      Figures figures = Simulation.of(graph, handOut);

      assertEquals(figures, Simulation.of(graph, handOut), told);
      assertTrue(figures.makespan() >= figures.ideal() - 1e-6, told);
      assertTrue(figures.makespan() >= figures.callerBusy(), told);
      assertTrue(figures.callerLimits() <= figures.callerBusy(), told);
      assertTrue(figures.utilisation() <= 1 + 1e-9, told);
      assertTrue(figures.exchanges() <= 2L * tasks, told);
    }
  }

  /** What cannot be simulated is refused. */
  @Test
  void of_wrongInput_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Graph.of(new long[] {1, 1}, List.of(new int[] {1}, new int[] {0}), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Graph.of(new long[3_000], Collections.nCopies(3_000, NONE), 1_000_000));
    assertThrows(IllegalArgumentException.class, () -> free(0, 1, false));
    assertThrows(IllegalArgumentException.class, () -> new HandOut(1, 1, 0, 1, -1, 0, 0, 0, false));
    assertThrows(
        ArithmeticException.class,
        () ->
            Simulation.of(
                independent(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2),
                free(1, 1, false)));
  }
}
