package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The figures of docs/cluster.md, within bounds that hold on a machine with much other work: what
 * would break them is a call for each exchange, or a slot that waits for each.
 */
@Tag("sized")
@Tag("full-only")
class FiguresTest {

  @Test
  void batches_andSlots_areUsed() throws Exception {
    List<HazelcastInstance> members = new ArrayList<>();
    List<ClusterMember> workers = new ArrayList<>();
    Figures figures = Figures.of(new Nodes("figures"), members, workers);
    try {
      figures.tasks(20_000); // warm
      double bare = Figures.perSecond(100_000, figures.bare(100_000));
      double tasks = Figures.perSecond(100_000, figures.tasks(100_000));
      double here = Figures.sleepingHere(1_000, 50) / 1e9;
      double there = figures.sleeping(1_000, 50) / 1e9;
      System.out.printf(
          "bare %,.0f a second, tasks %,.0f a second; slept %.3f s, here %.3f s%n",
          bare, tasks, there, here);
      // A slow machine that is busy, too, has fewer of either.
      assertTrue(
          tasks > Math.min(2_000, bare / 10),
          () -> "a call by itself does as well: " + tasks + " a second, and " + bare + " bare");
      assertTrue(there < 3 * here, () -> there + " s, and " + here + " s without a cluster");
    } finally {
      workers.forEach(ClusterMember::close);
      members.forEach(HazelcastInstance::shutdown);
    }
  }
}
