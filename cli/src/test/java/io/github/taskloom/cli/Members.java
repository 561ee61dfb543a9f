package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** {@code taskloom member} as processes of their own, of one cluster. */
final class Members implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final String cluster = "cli-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Members(Path folder) {
    this.folder = folder;
  }

  String cluster() {
    return cluster;
  }

  /** One that is ready. */
  Process ready(String name, String... options) throws IOException {
    Process member = start(name, options);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> output(name).contains("ready") || !member.isAlive());
    assertTrue(member.isAlive(), () -> errors(name));
    return member;
  }

  Process start(String name, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // as the launcher has it
    }
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("member", "--cluster-name", cluster));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    started.add(process);
    return process;
  }

  HazelcastInstance client(int port) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().addAddress("127.0.0.1:" + port);
    return HazelcastClient.newHazelcastClient(config);
  }

  /**
   * A port that is free, and stays so for all that is known: connections of others come from a
   * range above.
   */
  static int freePort() throws IOException {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // another one
      }
    }
    throw new IOException("no free port from 20000 to 32000");
  }

  String output(String name) {
    return text(folder.resolve(name + ".out"));
  }

  String errors(String name) {
    return text(folder.resolve(name + ".err"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    // None of them is to write to the folder while that is deleted.
    started.forEach(process -> process.destroyForcibly().onExit().join());
  }
}
