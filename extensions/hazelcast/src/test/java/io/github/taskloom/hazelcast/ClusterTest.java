package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tasks whose functions run on members. */
class ClusterTest {
  private static final Make MAKE = SharedCluster.MAKE;

  @Test
  void remote_ofEachNumberOfInputs_givesItsResult() {
    try (Cluster cluster = SharedCluster.caller()) {
      Task<Integer> one = Task.async("one", cluster.remote(() -> 1));
      Task<Integer> two = Task.async("two", one, cluster.remote((Integer n) -> n + 1));
      Task<Integer> three = Task.async("three", one, two, cluster.remote((a, b) -> a + b));
      Task<String> four =
          Task.builder("four")
              .inputs(one, two, three)
              .runAsync(cluster.remote((a, b, c) -> a + "," + b + "," + c));
      Task<List<Object>> five =
          Task.builder("five")
              .inputs(one, two, three, four)
              .runAsync(cluster.remote((a, b, c, d) -> List.<Object>of(a, b, c, d)));

      assertEquals(List.of(1, 2, 3, "1,2,3"), MAKE.get(five));
    }
  }

  @Test
  void named_callsTheRegisteredFunction() {
    try (Cluster cluster = SharedCluster.caller()) {
      Task<Integer> n = Task.of("n", () -> 21);
      Task<Integer> doubled = Task.async("doubled", n, cluster.named("double", Integer.class));
      Task<Object> nothing = Task.async("nothing", cluster.named("nothing", Object.class));

      assertEquals(42, MAKE.get(doubled));
      assertEquals(TaskState.DONE, MAKE.now(nothing).getFirst().state());
    }
  }

  @Test
  void client_callsMembers() {
    HazelcastInstance client = SharedCluster.NODES.client();
    try (Cluster cluster = Cluster.of(client)) {
      Task<Integer> n = Task.of("n", () -> 21);
      Task<Integer> doubled = Task.async("doubled", n, cluster.named("double", Integer.class));
      assertEquals(42, MAKE.get(doubled));
    } finally {
      client.shutdown();
    }
  }

  @Test
  void remote_underARetryRule_isTriedAgain() {
    try (Cluster cluster = SharedCluster.caller()) {
      Task<Integer> third =
          Task.builder("third")
              .retry(Retry.times(3))
              .runAsync(
                  cluster.remote(
                      () -> {
                        int attempt = RemoteCall.current().orElseThrow().attempt();
                        if (attempt < 3) {
                          throw new IllegalStateException("attempt " + attempt);
                        }
                        return attempt;
                      }));
      assertEquals(3, MAKE.get(third));
      assertEquals(3, third.attempts().size());
    }
  }

  @Test
  void remote_thatThrows_failsWithTheException() {
    try (Cluster cluster = SharedCluster.caller()) {
      Task<Object> failing =
          Task.async(
              "failing",
              cluster.remote(
                  () -> {
                    throw new IllegalStateException("no");
                  }));
      TaskException thrown = assertThrows(TaskException.class, () -> MAKE.get(failing));
      assertEquals(
          "no", assertInstanceOf(IllegalStateException.class, thrown.getCause()).getMessage());
    }
  }

  @Test
  void calls_goToAllMembers() {
    try (Cluster cluster = SharedCluster.caller()) {
      List<Task<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        tasks.add(
            Task.async(
                "t" + i,
                cluster.remote(
                    () -> {
                      Thread.sleep(1);
                      return RemoteCall.current().orElseThrow().member();
                    })));
      }
      Set<String> members = new TreeSet<>(MAKE.get(Task.all("all", tasks)));
      assertEquals(Set.of("m0", "m1", "m2"), members);
      assertTrue(cluster.members().containsAll(members));
    }
  }
}
