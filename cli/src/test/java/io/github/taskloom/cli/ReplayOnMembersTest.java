package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.Taskloom.Ended;
import io.github.taskloom.cli.replay.Workflow;
import io.github.taskloom.cli.replay.WorkflowReader;
import io.github.taskloom.hazelcast.Cluster;
import io.github.taskloom.hazelcast.NamedFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorded workflows on three members, in processes of their own, beside what {@code replay
 * --members} has told of them.
 */
@Tag("sized")
@Tag("full-only")
@Timeout(600)
class ReplayOnMembersTest {
  private static final int MEMBERS = 3;
  private static final int SLOTS = 4;
  private static final Pattern MAKESPAN = Pattern.compile("(?m)^makespan +([0-9.]+) s$");

  @TempDir Path folder;

  /** Sleeps for as many nanoseconds as are asked for. */
  public static final class Sleep implements TaskFunction<Long, Long> {
    @Override
    public Long apply(Long nanos) throws InterruptedException {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      return nanos;
    }
  }

  /**
   * What was simulated is what it takes, within 20 %; or within 30 % of what as many threads take
   * that only sleep, where the machine has much else to do.
   */
  @Test
  void replay_onThreeMembers_takesTheTimeThatWasSimulated() throws Exception {
    Path collection = Path.of(String.valueOf(System.getenv("TASKLOOM_WFCOMMONS")));
    assumeTrue(Files.isDirectory(collection), "no WfCommons instances: set TASKLOOM_WFCOMMONS");
    int port = Members.freePort();
    try (Members members = new Members(folder)) {
      for (int i = 0; i < MEMBERS; i++) {
        members.ready(
            "m" + i,
            "--port=" + (i == 0 ? port : Members.freePort()),
            "--join=127.0.0.1:" + port,
            "--slots=" + SLOTS,
            "--function=sleep=" + Sleep.class.getName());
      }
      HazelcastInstance client = members.client(port);
      try (Cluster cluster = Cluster.of(client)) {
        NamedFunction<Long> sleep = cluster.named("sleep", Long.class);
        for (int i = 0; i < 200; i++) { // what the JVMs have to load and compile
          assertEquals(1000, Make.defaults().get(Task.async("warm-up", () -> sleep.apply(1000L))));
        }
        isAsSimulated(collection.resolve("1000genome-chameleon-4ch-100k-001.json"), sleep, 400);
        isAsSimulated(collection.resolve("atacseq-dirt02-001.json"), sleep, 500);
        isAsSimulated(
            collection.resolve("epigenomics-chameleon-hep-1seq-100k-001.json"), sleep, 100);
        isAsSimulated(collection.resolve("srasearch-chameleon-10a-001.json"), sleep, 1000);
      } finally {
        client.shutdown();
      }
    }
  }

  private void isAsSimulated(Path file, NamedFunction<Long> sleep, double speedup)
      throws Exception {
    double simulated = simulated(file, speedup);
    Workflow workflow = WorkflowReader.read(file);
    boolean isInTime = false;
    for (int i = 0; i < 5 && !isInTime; i++) {
      double took = real(workflow, sleep, speedup);
      String told =
          "%s: %.3f s on members, %.3f s simulated, ratio %.3f"
              .formatted(file.getFileName(), took, simulated, took / simulated);
      System.out.println("ReplayOnMembersTest: " + told);
      assertTrue(took > 0.8 * simulated, told);
      isInTime =
          took < 1.2 * simulated
              || took < 1.3 * PlainReplay.eager(workflow, speedup, MEMBERS * SLOTS);
    }
    assertTrue(isInTime, "took longer than simulated, and than threads that sleep here");
  }

  private double simulated(Path file, double speedup) {
    Ended ended =
        new Taskloom(folder)
            .run(
                "replay",
                file.toString(),
                "--members=" + MEMBERS,
                "--slots=" + SLOTS,
                "--speedup=" + speedup);
    assertEquals(0, ended.exitCode(), ended.err());
    Matcher makespan = MAKESPAN.matcher(ended.out());
    assertTrue(makespan.find(), ended.out());
    return Double.parseDouble(makespan.group(1));
  }

  private static double real(Workflow workflow, NamedFunction<Long> sleep, double speedup) {
    Map<String, Task<Long>> tasks = new LinkedHashMap<>();
    for (Workflow.Step step : workflow.steps()) {
      long nanos = (long) (step.seconds() / speedup * 1e9);
      tasks.put(step.id(), Task.async(step.id(), () -> sleep.apply(nanos)));
    }
    for (Workflow.Step step : workflow.steps()) {
      step.needs().forEach(need -> tasks.get(step.id()).require(tasks.get(need)));
    }
    List<Task<Long>> all = new ArrayList<>(tasks.values());
    long began = System.nanoTime();
    Make.defaults().order(Order.EAGER).now(all);
    double seconds = (System.nanoTime() - began) / 1e9;
    all.forEach(task -> assertEquals(TaskState.DONE, task.state(), () -> "" + task.outcome()));
    return seconds;
  }
}
