package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How calls are handed out: by load, by key, in batches, and each once. */
class HandoutTest {
  private static final Set<String> KEYS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  private final Gates gates = new Gates();

  @Test
  void tenThousandCalls_runEachOnce() {
    KEYS.clear();
    try (Cluster cluster = SharedCluster.caller()) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        tasks.add(
            Task.async(
                "t" + i,
                cluster.remote(() -> KEYS.add(RemoteCall.current().orElseThrow().key()) ? 1 : 0)));
      }
      Task<Integer> sum =
          Task.builder("sum")
              .inputs(tasks)
              .run(
                  inputs ->
                      tasks.stream().mapToInt(task -> (Integer) inputs.get((Task<?>) task)).sum());
      assertEquals(10_000, SharedCluster.MAKE.order(Order.EAGER).get(sum));
      assertEquals(10_000, KEYS.size());
    }
  }

  @Test
  void callsOfOneKey_preferOneMember() {
    try (Cluster cluster = SharedCluster.caller()) {
      Set<String> homes = new HashSet<>();
      // Members have other numbers each time, and so these keys other homes.
      for (int key = 0; key < 20 || (homes.size() < 3 && key < 200); key++) {
        Set<String> members = new HashSet<>();
        for (int i = 0; i < 5; i++) {
          Task<String> where =
              Task.async(
                  "where",
                  cluster
                      .near("key " + key)
                      .remote(() -> RemoteCall.current().orElseThrow().member()));
          members.add(SharedCluster.MAKE.get(where));
        }
        assertEquals(1, members.size(), "key " + key);
        homes.addAll(members);
      }
      assertEquals(3, homes.size(), "many keys have all members");
    }
  }

  @Test
  void callsOfOneKey_goElsewhereWhereItsMemberIsFull() throws Exception {
    String gate = gates.open();
    try (Cluster cluster = SharedCluster.caller()) {
      List<Task<?>> held = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        held.add(Task.async("held" + i, cluster.near("one").remote(() -> Gates.hold(gate))));
      }
      CompletableFuture<List<Task<?>>> made = Make.defaults().later(held.toArray(Task<?>[]::new));
      Gates.awaitHeld(gate, 9); // more than two members have slots for
      Gates.release(gate);
      assertTrue(
          made.get(1, TimeUnit.MINUTES).stream().allMatch(task -> task.state() == TaskState.DONE));
    }
  }

  @Test
  void underWay_boundsWhatIsWithMembers() {
    RUNNING.set(0);
    MOST.set(0);
    ClusterOptions two =
        ClusterOptions.defaults().underWay(2).allow("io.github.taskloom.hazelcast.");
    try (Cluster cluster = Cluster.of(SharedCluster.INSTANCES.get(1), two)) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        tasks.add(
            Task.async(
                "t" + i,
                cluster.remote(
                    () -> {
                      MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
                      Thread.sleep(1);
                      return RUNNING.decrementAndGet();
                    })));
      }
      SharedCluster.MAKE.get(Task.all("all", tasks));
      assertTrue(MOST.get() <= 2, () -> MOST + " at a time");
    }
  }

  @Test
  void memberThatIsHeldUp_doesNotHoldTheOthers() throws Exception {
    String gate = gates.open();
    try (Cluster cluster = SharedCluster.caller()) {
      String slow = SharedCluster.MAKE.get(Task.async("slow", where(cluster)));
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        tasks.add(
            Task.async(
                "t" + i,
                cluster.remote(
                    () ->
                        RemoteCall.current().orElseThrow().member().equals(slow)
                            ? Gates.hold(gate)
                            : 0)));
      }
      CompletableFuture<List<Task<?>>> made = Make.defaults().later(tasks.toArray(Task<?>[]::new));
      Gates.awaitHeld(gate, 1);
      Gates.await("all but those in its slots are done", () -> done(tasks) + Gates.held(gate), 200);
      Gates.release(gate);
      assertTrue(
          made.get(1, TimeUnit.MINUTES).stream().allMatch(task -> task.state() == TaskState.DONE));
    }
  }

  private static Callable<CompletionStage<String>> where(Cluster cluster) {
    return cluster.near("slow").remote(() -> RemoteCall.current().orElseThrow().member());
  }

  private static int done(List<Task<?>> tasks) {
    return (int) tasks.stream().filter(task -> task.state() == TaskState.DONE).count();
  }

  @Test
  void twoCallers_shareTheMembers() throws Exception {
    String gate = gates.open();
    try (Cluster first = SharedCluster.caller();
        Cluster second = Cluster.of(SharedCluster.INSTANCES.get(2))) {
      List<Task<?>> held = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        held.add(Task.async("held" + i, first.remote(() -> Gates.hold(gate))));
      }
      CompletableFuture<List<Task<?>>> made = Make.defaults().later(held.toArray(Task<?>[]::new));
      Gates.awaitHeld(gate, 6);
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        tasks.add(Task.async("t" + i, second.remote(() -> number)));
      }
      assertEquals(100, SharedCluster.MAKE.get(Task.all("all", tasks)).size());
      Gates.release(gate);
      made.get(1, TimeUnit.MINUTES);
    }
  }
}
