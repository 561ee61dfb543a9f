package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.hazelcast.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members as processes of their own, and a caller here. */
@Tag("sized")
@Tag("full-only")
@Timeout(120)
class MemberTest {
  private static final String CLUSTER = "cli-" + ProcessHandle.current().pid();

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  /** Doubles a number. */
  public static final class Doubled implements TaskFunction<Integer, Integer> {
    @Override
    public Integer apply(Integer number) {
      return 2 * number;
    }
  }

  /** Tells in a file that it runs, and goes on until that is deleted. */
  public static final class Held implements TaskFunction<String, String> {
    @Override
    public String apply(String file) throws Exception {
      Path running = Files.createFile(Path.of(file));
      while (Files.exists(running)) {
        Thread.sleep(5);
      }
      return "ended";
    }
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  /**
   * Two find each other; what runs as one is asked to end comes to its end, and the other goes on.
   */
  @Test
  void member_runsFunctions_andLeavesInGrace() throws Exception {
    int port = freePort();
    String held = "--function=held=" + Held.class.getName();
    Process one = member("one", "--port=" + port, held, "--slots=1", "--grace=60");
    String join = "--join=127.0.0.1:" + port;
    Process other = member("other", join, "--function=double=" + Doubled.class.getName());
    assertTrue(
        output("one").contains(" of cluster " + CLUSTER + " is ready: 1 slots, 1 functions"));
    assertTrue(output("other").contains(", 2 members"), output("other"));
    HazelcastInstance client = client(port);
    try (Cluster cluster = Cluster.of(client)) {
      Path running = folder.resolve("running");
      Task<String> task =
          Task.async("held", () -> cluster.named("held", String.class).apply(running.toString()));
      Thread make = Thread.startVirtualThread(() -> Make.defaults().now(task));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(running));

      one.destroy(); // SIGTERM
      Task<Integer> doubled =
          Task.async("doubled", () -> cluster.named("double", Integer.class).apply(21));
      assertEquals(42, Make.defaults().get(doubled));
      Files.delete(running);
      make.join();

      assertEquals(new Outcome.Done<>("ended"), task.outcome());
      assertTrue(one.waitFor(60, TimeUnit.SECONDS));
      assertEquals(143, one.exitValue());
      other.destroy();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      assertEquals(143, other.exitValue());
    } finally {
      client.shutdown();
    }
    assertEquals("", errors("one"));
    assertEquals("", errors("other"));
  }

  /** A port that is in use is told, and nothing else. */
  @Test
  void member_portInUse_isToldInOneLine() throws Exception {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process member = start("member", "--port=" + used.getLocalPort());

      assertTrue(member.waitFor(60, TimeUnit.SECONDS));
      assertEquals(2, member.exitValue());
      assertTrue(
          errors("member").startsWith("taskloom: no member can be at 127.0.0.1:"),
          errors("member"));
      assertEquals(1, errors("member").lines().count(), errors("member"));
    }
  }

  private Process member(String name, String... more) throws IOException {
    Process member = start(name, more);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> output(name).contains("ready") || !member.isAlive());
    assertTrue(member.isAlive(), () -> errors(name));
    return member;
  }

  private Process start(String name, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // as the launcher has it
    }
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("member", "--cluster-name", CLUSTER));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private static HazelcastInstance client(int port) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(CLUSTER);
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress("127.0.0.1:" + port);
    return HazelcastClient.newHazelcastClient(config);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String output(String name) {
    return text(folder.resolve(name + ".out"));
  }

  private String errors(String name) {
    return text(folder.resolve(name + ".err"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
