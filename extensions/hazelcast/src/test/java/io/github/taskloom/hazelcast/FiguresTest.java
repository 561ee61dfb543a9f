package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The figures of docs/cluster.md, within bounds that hold on a machine with much other work: what
 * would break them is a call for each exchange, or a slot that waits for each.
 */
@Tag("sized")
@Tag("full-only")
class FiguresTest {
  private static final int ROUNDS = 3;

  @Test
  void batches_andSlots_areUsed() throws Exception {
    List<HazelcastInstance> members = new ArrayList<>();
    List<ClusterMember> workers = new ArrayList<>();
    Figures figures = Figures.of(new Nodes("figures"), members, workers);
    try {
      figures.tasks(20_000); // warm
      assertHoldsOnce(
          () -> {
            double bare = Figures.perSecond(100_000, figures.bare(100_000));
            double tasks = Figures.perSecond(100_000, figures.tasks(100_000));
            System.out.printf("bare %,.0f a second, tasks %,.0f a second%n", bare, tasks);
            // A slow machine that is busy, too, has fewer of either.
            return tasks > Math.min(2_000, bare / 10);
          },
          "a call by itself does as well as tasks");
      assertHoldsOnce(
          () -> {
            double here = Figures.sleepingHere(1_000, 50) / 1e9;
            double there = figures.sleeping(1_000, 50) / 1e9;
            System.out.printf("slept %.3f s, here %.3f s%n", there, here);
            return there < 3 * here;
          },
          "slots wait");
    } finally {
      workers.forEach(ClusterMember::close);
      members.forEach(HazelcastInstance::shutdown);
    }
  }

  /**
   * What is compared is measured one after the other. Other work of the machine may weigh on one of
   * the two alone: it does not in each of some rounds, and what the test is for would be in all.
   */
  private static void assertHoldsOnce(Callable<Boolean> round, String fault) throws Exception {
    boolean holds = false;
    for (int i = 0; i < ROUNDS && !holds; i++) {
      holds = round.call();
    }
    assertTrue(holds, fault + ", in each of " + ROUNDS + " rounds that were printed");
  }
}
