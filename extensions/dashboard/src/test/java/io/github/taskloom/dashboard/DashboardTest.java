package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.live.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a page is told of makes, and how it ends. */
class DashboardTest {
  private static final Duration LONG = Duration.ofSeconds(LiveClient.SECONDS);

  /** Changes come sooner: tests wait for them. */
  private static final Limits QUICK = new Limits(8, 8, LONG, LONG, Duration.ofMillis(20), LONG);

  /** With a recording of its own: tests in the same JVM make tasks, too. */
  private static Dashboard open(Recording recording) throws IOException {
    return Dashboard.builder().recording(recording).limits(QUICK).open();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for what another thread does next. */
  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not come true");
      Thread.onSpinWait();
    }
  }

  /** In one line it shows the makes of the JVM. */
  @Test
  void on_anyPort_showsEachMakeOfTheJvm() throws Exception {
    try (Dashboard dashboard = Dashboard.on(0);
        LiveClient client = new LiveClient(dashboard)) {
      assertEquals("snapshot", client.next().name());
      Make.defaults().now(Task.of("shown to all", () -> 1));
      client.until(data -> data.toString().contains("\"shown to all\""));
    }
  }

  /** First all that is known, then what changes; a make is in it from its begin to its end. */
  @Test
  void events_whileAMakeGoesOn_areASnapshotAndChanges() throws Exception {
    Recording recording = new Recording();
    CountDownLatch go = new CountDownLatch(1);
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      LiveClient.Event first = client.next();
      assertEquals("snapshot", first.name());
      assertEquals(1, first.data().get("version").asInt());
      assertEquals(0, first.data().get("makes").size());

      Task<Integer> one =
          Task.of(
              "one",
              () -> {
                await(go);
                return 1;
              });
      Task<Integer> two = one.then("two", value -> value + 1);
      CompletableFuture<List<Task<?>>> made =
          Make.defaults().listener(recording).later(List.of(two));
      client.untilTask(0, "R");
      try (LiveClient late = new LiveClient(dashboard)) { // as a page that is loaded again
        JsonNode all = late.next().data();
        assertEquals("[\"one\",\"two\"]", all.get("tasks").get("name").toString());
        assertEquals("[\"R\",\"P\"]", all.get("tasks").get("state").toString());
        assertEquals("{\"from\":[0],\"to\":[1]}", all.get("edges").toString());
        go.countDown();
        late.untilTask(1, "D");
      }
      LiveClient.Event end =
          client.until(data -> data.get("makes").path(0).path("ended").isNumber());
      assertEquals("change", end.name());
      assertTrue(end.data().get("now").isNumber());
      made.get(LiveClient.SECONDS, TimeUnit.SECONDS);
    }
  }

  /** No name of a task ends an event or begins another one, in a change and in a snapshot. */
  @Test
  void hostileNames_stayNames() throws Exception {
    List<String> names =
        List.of(
            "\r\n\r\nevent: snapshot\ndata: {}\n\n",
            "</script><script>alert(1)</script><!--",
            "\u0000\u001b\u007f\u0085\u2028\u2029\u202e\ufeff\ufffe",
            "lone \ud800 half",
            "\ud83e\uddf5".repeat(5_000));
    Recording recording = new Recording();
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      client.next();
      Make.defaults()
          .listener(recording)
          .now(names.stream().map(name -> Task.of(name, () -> 1)).toList());
      LiveClient.Event change = client.until(data -> data.get("tasks").size() == names.size());
      try (LiveClient late = new LiveClient(dashboard)) {
        JsonNode all = late.next().data().get("tasks").get("name");
        for (int i = 0; i < names.size(); i++) {
          String shown = names.get(i).replace("lone \ud800", "lone \ufffd");
          assertEquals(shown, change.data().get("tasks").get(i).get(1).asText());
          assertEquals(shown, all.get(i).asText());
        }
      }
    }
  }

  /** All ends: clients, threads, the port; who comes back to it has no access by the old token. */
  @Test
  void close_endsClientsAndThreads_andFreesThePort() throws Exception {
    int port = Ports.free();
    Dashboard dashboard =
        Dashboard.builder().port(port).recording(new Recording()).limits(QUICK).open();
    LiveClient client = new LiveClient(dashboard);
    client.next();
    assertFalse(dashboard.toString().contains("token"), dashboard.toString());
    dashboard.close();
    dashboard.close();
    until(client::hasEnded);
    assertThrows(IOException.class, () -> LiveClient.connect(dashboard).close());
    until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("taskloom dashboard")));

    try (Dashboard next = Dashboard.builder().port(port).recording(new Recording()).open()) {
      assertEquals(port, next.address().getPort());
      assertNotEquals(dashboard.address(), next.address(), "another token");
      assertEquals(403, LiveClient.get(dashboard.address()).statusCode());
    }
  }

  /** A port that is taken is told with its number. */
  @Test
  void open_onATakenPort_saysWhichOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      IOException refused =
          assertThrows(IOException.class, () -> Dashboard.on(taken.getLocalPort()));
      assertTrue(
          refused.getMessage().startsWith("port " + taken.getLocalPort() + " cannot be had"),
          refused.getMessage());
    }
  }
}
