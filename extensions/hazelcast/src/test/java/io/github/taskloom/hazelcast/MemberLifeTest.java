package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members tell of themselves, and what callers make of it, in a cluster of its own. */
@Tag("sized")
@Tag("full-only")
class MemberLifeTest {
  private final Gates gates = new Gates();
  private final Nodes nodes = new Nodes("life");
  private final List<HazelcastInstance> instances = new ArrayList<>();

  private HazelcastInstance instance() {
    HazelcastInstance instance = nodes.member();
    instances.add(instance);
    return instance;
  }

  @AfterEach
  void end() {
    instances.forEach(instance -> instance.getLifecycleService().terminate());
  }

  private static IMap<String, String> told(HazelcastInstance instance) {
    return instance.getMap(Announcement.MAP);
  }

  @Test
  void memberThatIsTerminated_leavesNothingBehind() {
    HazelcastInstance here = instance();
    HazelcastInstance doomed = instance();
    try (ClusterMember stays = ClusterMember.start(here, SharedCluster.options())) {
      ClusterMember.start(doomed, SharedCluster.options());
      assertEquals(2, told(here).size());
      doomed.getLifecycleService().terminate();
      Gates.await("its entry to go", () -> 2 - told(here).size(), 1);
      assertEquals(1, stays.slots() / 4);
    }
  }

  @Test
  void close_byAThreadThatIsInterrupted_interruptsWhatRuns() throws Exception {
    HazelcastInstance here = instance();
    MemberOptions patient = SharedCluster.options().callerTimeout(ChronoUnit.FOREVER.getDuration());
    try (ClusterMember member = ClusterMember.start(here, patient)) {
      Cluster cluster = Cluster.of(here);
      String gate = gates.open();
      CompletionStage<Integer> held = cluster.remote(() -> Gates.hold(gate)).call();
      Gates.awaitHeld(gate, 1);
      Thread.currentThread().interrupt();
      cluster.close();
      assertTrue(Thread.interrupted());
      Gates.awaitInterrupted(gate, 1);
      assertTrue(held.toCompletableFuture().handle((value, failure) -> failure != null).get());
      assertEquals(4, member.slots());
    }
  }

  @Test
  void member_thatIsClosedByAThreadThatIsInterrupted_takesNothingMore() {
    HazelcastInstance here = instance();
    ClusterMember member = ClusterMember.start(here, SharedCluster.options());
    Thread.currentThread().interrupt();
    member.close();
    assertTrue(Thread.interrupted());
    assertEquals(0, told(here).size());
    ClusterMember.start(here, SharedCluster.options()).close();
  }

  @Test
  void lookAtTheMembers_thatFails_isTriedAgain() throws Exception {
    HazelcastInstance here = instance();
    AtomicBoolean fails = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    HazelcastInstance shaky = shaky(here, fails, looks);
    try (ClusterMember member = ClusterMember.start(here, SharedCluster.options());
        Cluster cluster = Cluster.of(shaky)) {
      fails.set(true);
      told(here).set("none", "none"); // an event, and the last one
      CompletableFuture<Void> failed =
          CompletableFuture.runAsync(
              () -> Gates.await("a look that fails", () -> fails.get() ? 0 : 1, 1));
      failed.get(1, TimeUnit.MINUTES);
      Gates.await("another look", looks::get, 1);
      assertEquals(List.of(member.name()), cluster.members());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8}) // the fifth lies ahead, more wait at the caller
  void memberThatNoEventTellsOf_isFoundWhileCallsWait(int calls) throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance there = instance();
    String gate = gates.open();
    try (ClusterMember busy = ClusterMember.start(here, SharedCluster.options());
        Cluster cluster = Cluster.of(deaf(here))) {
      List<CompletionStage<Integer>> held = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        held.add(cluster.remote(() -> Gates.hold(gate)).call());
      }
      Gates.awaitHeld(gate, busy.slots());
      try (ClusterMember idle = ClusterMember.start(there, SharedCluster.options())) {
        Gates.awaitHeld(gate, calls);
        assertEquals(calls - busy.slots(), idle.load());
        Gates.release(gate);
        for (CompletionStage<Integer> each : held) {
          assertTrue(each.toCompletableFuture().get(1, TimeUnit.MINUTES) > 0);
        }
      }
    }
  }

  /** One that is told of no member, and of nothing that members say. */
  private static HazelcastInstance deaf(HazelcastInstance real) {
    return Proxies.of(
        HazelcastInstance.class,
        real,
        (name, it) -> {
          Object result = it.call();
          if (result instanceof IMap<?, ?> map) {
            return deaf(IMap.class, map, map::removeEntryListener);
          }
          if (result instanceof com.hazelcast.cluster.Cluster members) {
            return deaf(
                com.hazelcast.cluster.Cluster.class, members, members::removeMembershipListener);
          }
          return result;
        });
  }

  private static <T> T deaf(Class<T> type, T real, Predicate<UUID> removal) {
    return Proxies.of(
        type,
        real,
        (method, it) -> {
          Object result = it.call();
          if (method.equals("addEntryListener") || method.equals("addMembershipListener")) {
            assertTrue(removal.test((UUID) result));
          }
          return result;
        });
  }

  /** One whose map fails once when it is told to; and how often it was looked at since. */
  private static HazelcastInstance shaky(
      HazelcastInstance real, AtomicBoolean fails, AtomicInteger looks) {
    return Proxies.withMaps(
        real,
        (method, it) -> {
          if (method.equals("getAsync")) {
            if (fails.get()) {
              looks.set(0);
              fails.set(false);
              throw new IllegalStateException("the map is shaky");
            }
            looks.incrementAndGet();
          }
          return it.call();
        });
  }
}
