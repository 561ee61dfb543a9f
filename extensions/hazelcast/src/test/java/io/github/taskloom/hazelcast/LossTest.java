package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members and callers that are gone, in a cluster of its own. */
class LossTest {
  private final Gates gates = new Gates();
  private final Nodes nodes = new Nodes("loss");
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

  private static ClusterMember member(HazelcastInstance instance, String name) {
    return ClusterMember.start(instance, SharedCluster.options().name(name));
  }

  private static void awaitMembers(Cluster cluster, int number) {
    Gates.await("members", () -> cluster.members().size(), number);
  }

  @Test
  void member_thatIsTerminated_failsItsCalls_andARetryRunsElsewhere() throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance doomed = instance();
    member(doomed, "doomed");
    try (Cluster cluster = Cluster.of(here)) {
      awaitMembers(cluster, 1);
      String gate = gates.open();
      Task<Integer> lost = Task.async("lost", cluster.remote(() -> Gates.hold(gate)));
      Task<String> saved =
          Task.builder("saved")
              .retry(Retry.times(2))
              .runAsync(
                  cluster.remote(
                      () -> {
                        if (RemoteCall.current().orElseThrow().attempt() == 1) {
                          Gates.hold(gate);
                        }
                        return RemoteCall.current().orElseThrow().member();
                      }));
      Queue<MakeEvent.AttemptEnded> attempts = new ConcurrentLinkedQueue<>();
      Make make =
          Make.defaults()
              .timeout(Duration.ofMinutes(1))
              .recorder(
                  event -> {
                    if (event instanceof MakeEvent.AttemptEnded ended) {
                      attempts.add(ended);
                    }
                  });
      CompletableFuture<List<Task<?>>> made = make.later(lost, saved);
      Gates.awaitHeld(gate, 2);
      member(here, "here");
      awaitMembers(cluster, 2);
      doomed.getLifecycleService().terminate();
      made.get(1, TimeUnit.MINUTES);

      Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, lost.outcome());
      MemberLostException why = assertInstanceOf(MemberLostException.class, failed.cause());
      assertEquals("doomed", why.member());
      assertEquals("lost", why.task());
      assertEquals(TaskState.DONE, saved.state());
      assertEquals("here", saved.get());
      assertEquals(2, saved.attempts().size());
      Gates.await("events", attempts::size, 3);
      assertEquals(
          List.of("doomed", "here"),
          attempts.stream()
              .filter(ended -> ended.task() == saved)
              .map(MakeEvent.AttemptEnded::place)
              .toList());
    }
  }

  @Test
  void caller_thatIsTerminated_takesItsCallsWithIt() throws Exception {
    HazelcastInstance works = instance();
    HazelcastInstance calls = instance();
    ClusterMember member = member(works, "works");
    Cluster cluster = Cluster.of(calls);
    awaitMembers(cluster, 1);
    String gate = gates.open();
    Task<Integer> held = Task.async("held", cluster.remote(() -> Gates.hold(gate)));
    CompletableFuture<List<Task<?>>> made = SharedCluster.MAKE.later(held);
    Gates.awaitHeld(gate, 1);
    calls.getLifecycleService().terminate();

    Gates.awaitInterrupted(gate, 1);
    made.get(1, TimeUnit.MINUTES);
    assertEquals(TaskState.FAILED, held.state());
    Gates.await("a slot is free again", () -> member.load() == 0 ? 1 : 0, 1);
    cluster.close();
  }

  @Test
  void client_thatIsTerminated_takesItsCallsWithIt() throws Exception {
    HazelcastInstance works = instance();
    ClusterMember member = member(works, "works");
    HazelcastInstance client = nodes.client();
    Cluster cluster = Cluster.of(client);
    String gate = gates.open();
    Task<Integer> held = Task.async("held", cluster.remote(() -> Gates.hold(gate)));
    CompletableFuture<List<Task<?>>> made = SharedCluster.MAKE.later(held);
    Gates.awaitHeld(gate, 1);
    client.getLifecycleService().terminate();

    Gates.awaitInterrupted(gate, 1);
    made.get(1, TimeUnit.MINUTES);
    assertEquals(TaskState.FAILED, held.state());
    Gates.await("a slot is free again", () -> member.load() == 0 ? 1 : 0, 1);
    cluster.close();
  }

  @Test
  void member_thatIsClosed_givesBackWhatHasNotBegun() throws Exception {
    HazelcastInstance here = instance();
    HazelcastInstance other = instance();
    ClusterMember leaving =
        ClusterMember.start(here, SharedCluster.options().slots(1).name("leaving"));
    try (Cluster cluster = Cluster.of(other)) {
      awaitMembers(cluster, 1);
      String gate = gates.open();
      Task<Integer> held = Task.async("held", cluster.remote(() -> Gates.hold(gate)));
      CompletableFuture<List<Task<?>>> first = SharedCluster.MAKE.later(held);
      Gates.awaitHeld(gate, 1);
      Task<String> waits =
          Task.async("waits", cluster.remote(() -> RemoteCall.current().orElseThrow().member()));
      CompletableFuture<List<Task<?>>> second = SharedCluster.MAKE.later(waits);
      Gates.await("laid ahead", leaving::load, 2);
      leaving.close();
      first.get(1, TimeUnit.MINUTES);
      assertInstanceOf(
          MemberLostException.class,
          assertInstanceOf(Outcome.Failed.class, held.outcome()).cause());
      Gates.awaitInterrupted(gate, 1);
      member(other, "stays");
      second.get(1, TimeUnit.MINUTES);
      assertEquals("stays", waits.get());
    }
  }

  @Test
  void noMember_failsAfterAWait_withTheWayOut() {
    HazelcastInstance here = instance();
    try (Cluster cluster =
        Cluster.of(here, ClusterOptions.defaults().memberWait(Duration.ofMillis(50)))) {
      Task<Integer> alone = Task.async("alone", cluster.remote(() -> 1));
      SharedCluster.MAKE.now(alone);
      NoMemberException why =
          assertInstanceOf(
              NoMemberException.class,
              assertInstanceOf(Outcome.Failed.class, alone.outcome()).cause());
      assertTrue(why.getMessage().contains("ClusterMember.start"), why::getMessage);
    }
  }

  /** Lite members hold no data, and so nothing of who takes calls. */
  @Test
  void members_whereNoMemberHoldsData_areNone() {
    HazelcastInstance lite =
        Hazelcast.newHazelcastInstance(new Nodes("lite").config().setLiteMember(true));
    try (Cluster cluster =
        Cluster.of(lite, ClusterOptions.defaults().memberWait(Duration.ofMillis(50)))) {
      assertEquals(List.of(), cluster.members());
      Task<Integer> alone = Task.async("alone", cluster.remote(() -> 1));
      SharedCluster.MAKE.now(alone);
      assertInstanceOf(
          NoMemberException.class, assertInstanceOf(Outcome.Failed.class, alone.outcome()).cause());
    } finally {
      lite.getLifecycleService().terminate();
    }
  }
}
