package io.github.taskloom.hazelcast.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.hazelcast.Cluster;
import io.github.taskloom.hazelcast.ClusterException;
import io.github.taskloom.hazelcast.ClusterOptions;
import io.github.taskloom.policy.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members that are killed with -9 during makes, and callers. As many makes as the system property
 * {@code taskloom.kills} says, 5 by default:
 *
 * <pre>
 * mvn -Pfull -pl extensions/hazelcast test -Dtest=KillTest -Dtaskloom.kills=100
 * </pre>
 */
@Tag("sized")
@Tag("full-only")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class KillTest {
  private static final int RUNS = Integer.getInteger("taskloom.kills", 5);
  private static final int MEMBERS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final Map<String, Integer> causes = new HashMap<>();

  /**
   * Every make ends, each task is DONE or says why not, and no attempt of a task has had its effect
   * twice.
   */
  @Test
  void makes_membersKilled_endAndNoAttemptRunsTwice() throws Exception {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("KillTest: seed " + seed + ", " + RUNS + " makes");
    Wire wire = Wire.ofThisProcess();
    try (Processes members = new Processes(wire, folder, MEMBERS)) {
      HazelcastInstance client = wire.client();
      HazelcastInstance lite = wire.member(true);
      ClusterOptions options = ClusterOptions.defaults().memberWait(Duration.ofSeconds(60));
      try (Cluster byClient = Cluster.of(client, options.name("client"));
          Cluster byMember = Cluster.of(lite, options.name("lite"))) {
        int done = 0;
        int tasks = 0;
        for (int run = 0; run < RUNS; run++) {
          String told = "seed " + seed + ", make " + run + ": ";
          Cluster cluster = run % 2 == 0 ? byClient : byMember;
          HazelcastInstance seen = run % 2 == 0 ? client : lite;
          Supplier<String> view = () -> told + seen.getCluster().getMembers() + " " + cluster;
          await(view, members, () -> areThere(cluster));
          Random random = new Random(seed + run);
          List<Task<Integer>> made = tasks(cluster, run, random);
          CompletableFuture<List<Task<?>>> make =
              CompletableFuture.supplyAsync(
                  () -> Make.defaults().order(Order.EAGER).timeout(LIMIT).now(made));
          for (int kill = random.nextInt(3); kill >= 0; kill--) {
            Thread.sleep(random.nextInt(150)); // at any moment
            members.killOne(random);
          }
          make.get(LIMIT.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
          made.forEach(task -> check(told, task));
          done += (int) made.stream().filter(task -> task.state() == TaskState.DONE).count();
          tasks += made.size();
          checkEffects(told, members.traces(), made);
        }
        System.out.println(
            "KillTest: %d of %d tasks DONE, attempts failed by %s".formatted(done, tasks, causes));
      } finally {
        client.getLifecycleService().terminate();
        lite.getLifecycleService().terminate();
      }
    }
  }

  private static boolean areThere(Cluster cluster) {
    try {
      return cluster.members().size() == MEMBERS;
    } catch (HazelcastException e) {
      return false; // all were killed at once
    }
  }

  private static List<Task<Integer>> tasks(Cluster cluster, int run, Random random) {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      int millis = random.nextInt(40);
      Task<Integer> task =
          Task.builder("t" + run + "-" + i)
              .retry(Retry.times(10).backoff(Duration.ofMillis(20)))
              .runAsync(() -> cluster.named("effect", Integer.class).apply(millis));
      for (int edge = random.nextInt(3); edge > 0 && i > 12; edge--) {
        task.require(tasks.get(random.nextInt(i)));
      }
      tasks.add(task);
    }
    return tasks;
  }

  private void check(String told, Task<Integer> task) {
    assertTrue(task.state().isSettled(), () -> told + task);
    task.attempts().stream()
        .filter(attempt -> attempt.cause() != null)
        .forEach(
            attempt -> causes.merge(attempt.cause().getClass().getSimpleName(), 1, Integer::sum));
    if (task.state() != TaskState.DONE) {
      Throwable root = assertInstanceOf(Failed.class, task.outcome(), told + task).cause();
      while (root.getCause() != null && !(root instanceof ClusterException)) {
        root = root.getCause();
      }
      assertInstanceOf(ClusterException.class, root, told + task.outcome());
    }
  }

  private static void checkEffects(String told, List<String> traces, List<Task<Integer>> made) {
    Set<String> keys = new HashSet<>();
    Set<String> attempts = new HashSet<>();
    Set<String> ran = new HashSet<>();
    for (String trace : traces) {
      String[] words = trace.split(" ", -1);
      assertEquals(5, words.length, told + trace);
      assertTrue(keys.add(words[1]), told + "one key twice: " + trace);
      ran.add(words[2]);
      assertTrue(attempts.add(words[2] + " " + words[3]), told + "one attempt twice: " + trace);
    }
    for (Task<Integer> task : made) {
      assertTrue(
          task.state() != TaskState.DONE || ran.contains(task.name()),
          told + "DONE without its effect: " + task.name());
    }
  }

  /** What a caller has on members is interrupted there when it is killed, a client or a member. */
  @Test
  void caller_killed_itsCallsAreInterrupted() throws Exception {
    Wire wire = Wire.ofThisProcess();
    int calls = MEMBERS * MemberMain.SLOTS;
    try (Processes members = new Processes(wire, folder, MEMBERS)) {
      for (int times = 1; times <= 2; times++) {
        boolean isClient = times == 1;
        Process caller =
            members.start("caller" + times, CallerMain.class, "" + calls, "" + isClient);
        int wanted = calls * times;
        await(() -> "held " + wanted, members, () -> count(members, "held") == wanted);

        caller.destroyForcibly();
        long killed = System.nanoTime();
        await(
            () -> "interrupted " + wanted, members, () -> count(members, "interrupted") == wanted);

        System.out.println(
            "KillTest: calls of a killed %s were interrupted within %d ms"
                .formatted(
                    isClient ? "client" : "member", (System.nanoTime() - killed) / 1_000_000));
      }
    }
  }

  private static long count(Processes members, String what) {
    try {
      return members.traces().stream().filter(line -> line.startsWith(what + " ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Supplier<String> told, Processes members, BooleanSupplier isSo)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isSo.getAsBoolean()) {
      assertTrue(
          end - System.nanoTime() > 0, () -> told.get() + " not in time\n" + members.output());
      Thread.sleep(10);
    }
  }
}
