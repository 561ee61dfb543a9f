package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.hazelcast.Cluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members as processes of their own, and a caller here. */
@Tag("sized")
@Tag("full-only")
@Timeout(300)
class MemberTest {
  @TempDir Path folder;

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

  /**
   * Two find each other; what runs as one is asked to end comes to its end, and the other goes on.
   */
  @Test
  void member_runsFunctions_andLeavesInGrace() throws Exception {
    int port = Members.freePort();
    String held = "--function=held=" + Held.class.getName();
    try (Members members = new Members(folder)) {
      Process one = members.ready("one", "--port=" + port, held, "--slots=1", "--grace=60");
      String join = "--join=127.0.0.1:" + port;
      Process other = members.ready("other", join, "--function=double=" + Doubled.class.getName());
      assertTrue(
          members
              .output("one")
              .contains(" of cluster " + members.cluster() + " is ready: 1 slots, 1 functions"));
      assertTrue(members.output("other").contains(", 2 members"), members.output("other"));
      HazelcastInstance client = members.client(port);
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
      assertEquals("", members.errors("one"));
      assertEquals("", members.errors("other"));
    }
  }

  /** A second signal ends what runs, long before the grace time is over. */
  @Test
  void member_secondSignal_endsAtOnce() throws Exception {
    int port = Members.freePort();
    String held = "--function=held=" + Held.class.getName();
    try (Members members = new Members(folder)) {
      Process member = members.ready("member", "--port=" + port, held, "--grace=3600");
      HazelcastInstance client = members.client(port);
      try (Cluster cluster = Cluster.of(client)) {
        Path running = folder.resolve("running");
        Task<String> task =
            Task.async("held", () -> cluster.named("held", String.class).apply(running.toString()));
        Thread make = Thread.startVirtualThread(() -> Make.defaults().now(task));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(running));

        for (int i = 0; i < 300 && member.isAlive(); i++) {
          member.destroy(); // SIGTERM; two that come at once may be one
          boolean unused = member.waitFor(200, TimeUnit.MILLISECONDS);
        }

        assertEquals(143, member.waitFor());
        make.join();
        assertInstanceOf(Outcome.Failed.class, task.outcome());
      } finally {
        client.shutdown();
      }
    }
  }

  /** A port that is in use is told, and nothing else. */
  @Test
  void member_portInUse_isToldInOneLine() throws Exception {
    try (Members members = new Members(folder);
        ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process member = members.start("member", "--port=" + used.getLocalPort());

      assertTrue(member.waitFor(60, TimeUnit.SECONDS));
      assertEquals(2, member.exitValue());
      assertTrue(
          members.errors("member").startsWith("taskloom: no member can be at 127.0.0.1:"),
          members.errors("member"));
      assertEquals(1, members.errors("member").lines().count(), members.errors("member"));
    }
  }
}
