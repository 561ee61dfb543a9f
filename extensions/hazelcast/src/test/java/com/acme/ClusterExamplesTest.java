package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.hazelcast.Cluster;
import io.github.taskloom.hazelcast.ClusterMember;
import io.github.taskloom.hazelcast.ClusterOptions;
import io.github.taskloom.hazelcast.MemberOptions;
import io.github.taskloom.hazelcast.testing.Ports;
import io.github.taskloom.policy.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are those below, line by line, and run. */
class ClusterExamplesTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void examples_run() throws IOException {
    // config begin
    Config config = new Config();
    config.setClusterName("images"); // no secret: it keeps clusters apart
    NetworkConfig network = config.getNetworkConfig();
    network.setInterfaces(new InterfacesConfig().setEnabled(true).addInterface("127.0.0.1"));
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).addMember("127.0.0.1");
    config.setProperty("hazelcast.socket.bind.any", "false");
    // config end
    // filter begin
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true); // else all of java., javax. and com.hazelcast. is read
    filter.getWhitelist().addPackages("com.acme").addPrefixes("java.lang.", "java.util.", "[");
    config.getSerializationConfig().setJavaSerializationFilterConfig(filter);
    // filter end
    config.setClusterName("examples-" + ProcessHandle.current().pid());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.partition.count", "11");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    network.setPort(Ports.free(1)).setPortAutoIncrement(false); // taken by two, in turn
    network.getJoin().getTcpIpConfig().clear().addMember("127.0.0.1:" + network.getPort());
    // readme begin
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config); // or a client, to call
    ClusterMember.start(hazelcast, MemberOptions.defaults().allow("com.acme.")); // where it runs

    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    try (Cluster cluster = Cluster.of(hazelcast)) {
      Task<Integer> words =
          Task.builder("count")
              .inputs(page)
              .retry(Retry.times(3)) // a member that is lost is a failed attempt
              .runAsync(cluster.remote((String text) -> text.split(" ").length));
      System.out.println(Make.defaults().get(words));
    }
    // readme end
    hazelcast.shutdown();
    hazelcast = Hazelcast.newHazelcastInstance(config);
    try {
      memberAndCaller(hazelcast);
    } finally {
      hazelcast.shutdown();
    }
    String readme = example("readme", 4);
    assertHas("README.md", readme);
    assertHas("docs/cluster.md", example("config", 4));
    assertHas("docs/cluster.md", example("filter", 4));
    assertHas("docs/cluster.md", example("member", 4));
    assertHas("docs/cluster.md", example("caller", 4));
  }

  private static void memberAndCaller(HazelcastInstance hazelcast) {
    // member begin
    MemberOptions options =
        MemberOptions.defaults()
            .slots(8) // calls at a time; by default one for each processor
            .allow("com.acme.") // which classes are read of what callers send
            .function(
                "resize", byte[].class, Integer.class, (image, width) -> resized(image, width));
    ClusterMember member = ClusterMember.start(hazelcast, options);
    // member end
    // caller begin
    try (Cluster cluster = Cluster.of(hazelcast, ClusterOptions.defaults().allow("com.acme."))) {
      Task<byte[]> image = Task.of("image", () -> new byte[1_000]);
      Task<byte[]> small = // by the name of a function that members have; no code is sent
          Task.builder("small")
              .inputs(image, Task.of("width", () -> 200))
              .retry(Retry.times(3))
              .timeout(Duration.ofMinutes(1))
              .runAsync(cluster.named("resize", byte[].class));
      Task<Integer> size = // by a function that is sent; calls of one key prefer one member
          Task.async("size", small, cluster.near("images").remote((byte[] bytes) -> bytes.length));
      System.out.println(Make.defaults().get(size));
    }
    // caller end
    assertEquals(8, member.slots());
    member.close();
  }

  private static byte[] resized(byte[] image, int width) {
    return Arrays.copyOf(image, width);
  }

  private static void assertHas(String file, String example) throws IOException {
    String block = "```java\n" + example + "\n```";
    assertTrue(Files.readString(ROOT.resolve(file)).contains(block), file + " lacks\n" + block);
  }

  private static String example(String which, int indent) throws IOException {
    String source = Files.readString(Path.of("src/test/java/com/acme/ClusterExamplesTest.java"));
    String begin = "// " + which + " begin\n";
    return source
        .substring(
            source.indexOf(begin) + begin.length(), source.indexOf("    // " + which + " end"))
        .lines()
        .map(line -> line.isBlank() ? "" : line.substring(indent))
        .collect(Collectors.joining("\n"));
  }
}
