package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A cluster whose map does not answer for a while, as after members were killed, whose partitions
 * have no owner until Hazelcast has found another one.
 */
@Tag("sized")
@Tag("full-only")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TroubleTest {
  private static final ClusterOptions PATIENT =
      ClusterOptions.defaults().memberWait(Duration.ofMinutes(1));

  private final Nodes nodes = new Nodes("trouble");
  private final List<HazelcastInstance> instances = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Trouble trouble = Trouble.NONE;

  /** What becomes of what is asked. */
  enum Trouble {
    NONE,
    /** No answer comes. */
    SILENT,
    /** It fails. */
    FAILS,
    /** It fails by another member, which is shut down. */
    OTHER_ENDED
  }

  private HazelcastInstance instance() {
    HazelcastInstance instance = nodes.member();
    instances.add(instance);
    return instance;
  }

  private HazelcastInstance client() {
    HazelcastInstance client = nodes.client();
    instances.add(client);
    return client;
  }

  /** One whose map has the trouble that this test tells. */
  private HazelcastInstance troubled(HazelcastInstance real) {
    return Proxies.withMaps(
        real, (method, it) -> method.endsWith("Async") ? answer(it) : it.call());
  }

  private Object answer(Proxies.Real real) throws Throwable {
    asked.incrementAndGet();
    return switch (trouble) {
      case NONE -> real.call();
      case SILENT -> new CompletableFuture<>();
      case FAILS ->
          CompletableFuture.failedFuture(
              new IndeterminateOperationStateException("this test wants it"));
      case OTHER_ENDED ->
          CompletableFuture.failedFuture(
              new HazelcastInstanceNotActiveException("another member is shut down"));
    };
  }

  @AfterEach
  void end() {
    instances.forEach(instance -> instance.getLifecycleService().terminate());
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SILENT", "FAILS"})
  void memberThatStartsThen_isFoundAllTheSame(Trouble told) throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance there = instance();
    trouble = told;
    try (Cluster byMember = Cluster.of(troubled(there), PATIENT);
        Cluster byClient = Cluster.of(client(), PATIENT); // it can read, and finds nothing there
        ClusterMember member = ClusterMember.start(troubled(here), SharedCluster.options())) {
      assertEquals(7, result(byMember.remote(() -> 7).call()));
      assertEquals(7, result(byClient.remote(() -> 7).call()));
      assertEquals(List.of(member.name()), byMember.members());
      assertEquals(List.of(member.name()), byClient.members());

      trouble = Trouble.NONE;
      Gates.await("its announcement", () -> here.getMap(Announcement.MAP).size(), 1);
    }
  }

  /** Then the map has no place at all, and callers hear of a member all the same. */
  @Test
  void memberOfAClusterThatHoldsNoData_isFound() throws Exception {
    HazelcastInstance lite = Hazelcast.newHazelcastInstance(nodes.config().setLiteMember(true));
    instances.add(lite);
    try (Cluster cluster = Cluster.of(lite, PATIENT);
        ClusterMember member = ClusterMember.start(lite, SharedCluster.options())) {
      assertEquals(7, result(cluster.remote(() -> 7).call()));
      assertEquals(List.of(member.name()), cluster.members());
    }
  }

  @Test
  void memberThatIsClosedThen_isForgotten() throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance there = instance();
    trouble = Trouble.FAILS;
    try (Cluster cluster = Cluster.of(troubled(there), PATIENT)) {
      ClusterMember member = ClusterMember.start(troubled(here), SharedCluster.options());
      assertEquals(7, result(cluster.remote(() -> 7).call()));
      member.close();

      awaitForgotten(cluster);
    }
  }

  @Test
  void memberThatIsClosedAfterIt_isForgotten() throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance there = instance();
    trouble = Trouble.FAILS;
    try (Cluster cluster = Cluster.of(there, PATIENT)) {
      ClusterMember member = ClusterMember.start(troubled(here), SharedCluster.options());
      assertEquals(7, result(cluster.remote(() -> 7).call()));
      trouble = Trouble.NONE;
      Gates.await("its announcement", () -> here.getMap(Announcement.MAP).size(), 1);
      member.close();

      awaitForgotten(cluster);
    }
  }

  /** By what it tells of its end: a notice from before would count for 30 seconds. */
  private static void awaitForgotten(Cluster cluster) {
    long begin = System.nanoTime();
    Gates.await("a look without it", () -> namesOf(cluster).isEmpty() ? 1 : 0, 1);
    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20));
  }

  /** Where nothing is known of any member the look says why. */
  private static List<String> namesOf(Cluster cluster) {
    try {
      return cluster.members();
    } catch (HazelcastException nothing) {
      return List.of();
    }
  }

  /** What the map says is by another member then: this one goes on. */
  @Test
  void memberThatHearsOfAnothersEnd_staysKnown() {
    HazelcastInstance here = instance();
    try (ClusterMember member = ClusterMember.start(troubled(here), SharedCluster.options());
        Cluster cluster = Cluster.of(here)) {
      trouble = Trouble.OTHER_ENDED;
      asked.set(0);
      Gates.await("looks that fail", asked::get, 2);
      here.getMap(Announcement.MAP).clear();
      trouble = Trouble.NONE;

      Gates.await("its announcement", () -> cluster.members().size(), 1);
      assertEquals(List.of(member.name()), cluster.members());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SILENT", "FAILS"})
  void memberThatIsClosedThen_isClosed(Trouble told) {
    HazelcastInstance here = instance();
    ClusterMember member = ClusterMember.start(troubled(here), SharedCluster.options());
    trouble = told;
    member.close();
    trouble = Trouble.NONE;
    ClusterMember.start(here, SharedCluster.options()).close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SILENT", "FAILS"})
  void callerThatBeginsThen_callsOnceItIsOver(Trouble told) throws Exception {
    HazelcastInstance here = instance();
    trouble = told;
    try (ClusterMember member = ClusterMember.start(here, SharedCluster.options());
        Cluster cluster = Cluster.of(troubled(here), PATIENT)) {
      CompletionStage<Integer> waits = cluster.remote(() -> 7).call();
      Class<? extends HazelcastException> why =
          told == Trouble.SILENT
              ? OperationTimeoutException.class
              : IndeterminateOperationStateException.class;
      assertThrows(why, cluster::members);
      trouble = Trouble.NONE;

      assertEquals(7, result(waits));
      assertEquals(List.of(member.name()), cluster.members());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"SILENT", "FAILS"})
  void memberThatWasKnown_takesCallsAllTheSame(Trouble told) throws Exception {
    HazelcastInstance here = instance();
    try (ClusterMember member = ClusterMember.start(here, SharedCluster.options());
        Cluster cluster = Cluster.of(troubled(here))) {
      assertEquals(List.of(member.name()), cluster.members());
      trouble = told;
      asked.set(0);
      here.getMap(Announcement.MAP).set("none", "none"); // an event
      Gates.await("a look", asked::get, 1);

      assertEquals(List.of(member.name()), cluster.members());
      assertEquals(7, result(cluster.remote(() -> 7).call()));
    }
  }

  private static <T> T result(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
  }
}
