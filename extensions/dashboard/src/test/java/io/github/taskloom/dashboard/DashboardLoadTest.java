package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.live.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that are slow, many, or gone; the make does not notice. */
class DashboardLoadTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(LiveClient.SECONDS);

  /** What is slow is closed soon; on a busy machine what is not, too. */
  private static final Limits TIGHT = new Limits(2, 4, SHORT, SHORT, SHORT, LONG);

  private static final Limits FEW =
      new Limits(2, 4, LONG, LONG, Duration.ofMillis(20), Duration.ofMillis(50));

  private static Dashboard open(Recording recording, Limits limits) throws IOException {
    return Dashboard.builder().recording(recording).limits(limits).open();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LiveClient.SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not come true");
      Thread.sleep(5);
    }
  }

  /** Asks for events, and reads none. */
  private static Socket slowReader(Dashboard dashboard) throws IOException {
    URI address = dashboard.address();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(LiveClient.SECONDS * 1000);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    send(
        socket,
        "GET /events?"
            + address.getRawQuery()
            + " HTTP/1.1\r\nHost: "
            + address.getAuthority()
            + "\r\n\r\n");
    return socket;
  }

  /** Until an answer has begun; false where the connection was ended before. */
  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().read() == 'H';
    } catch (IOException e) {
      return false; // cut
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads to the end of the connection; true if there is one. */
  private static boolean hasEnd(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      while (in.read(new byte[1 << 16]) >= 0) {
        // goes on
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // cut
    }
  }

  private static boolean isServed(Dashboard dashboard) {
    try {
      return LiveClient.get(dashboard.address()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isClient(Dashboard dashboard) {
    try (LiveClient client = new LiveClient(dashboard)) {
      return client.next().name().equals("snapshot");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a thread tells a client events. */
  private static boolean isToldToAny() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(at -> at.getClassName().endsWith(".live.Events"));
  }

  private static long dashboardThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("taskloom dashboard"))
        .count();
  }

  private static List<Task<Integer>> tasks(int count, int nameLength) {
    String end = "x".repeat(nameLength);
    return IntStream.range(0, count).mapToObj(i -> Task.of(i + end, () -> i)).toList();
  }

  /** One more than there may be is told to come later; when one has gone there is room again. */
  @Test
  void clients_beyondTheLimit_areTold503UntilOneHasGone() throws Exception {
    try (Dashboard dashboard = open(new Recording(), FEW);
        LiveClient first = new LiveClient(dashboard)) {
      first.next();
      Socket second = slowReader(dashboard);
      assertTrue(isAnswered(second)); // else a third one might take its place
      var refused = LiveClient.get(LiveClient.at(dashboard.address(), "events"));
      assertEquals(503, refused.statusCode());
      assertFalse(isClient(dashboard));
      assertTrue(isServed(dashboard));

      second.setSoLinger(true, 0); // cut in the middle, as by a crash
      second.close();
      until(() -> isClient(dashboard));
      assertFalse(first.hasEnded());
    }
  }

  /** Nothing is sent where nothing happens, but a sign of life. */
  @Test
  void idleClient_isSentComments() throws Exception {
    try (Dashboard dashboard = open(new Recording(), FEW);
        Socket socket = slowReader(dashboard)) {
      StringBuilder read = new StringBuilder();
      while (!read.toString().contains(":\n\n\r\n3\r\n:\n\n")) {
        int next = socket.getInputStream().read();
        assertTrue(next >= 0, read.toString());
        read.append((char) next);
      }
      assertFalse(read.toString().contains("event: change"), read.toString());
    }
  }

  /** What a client has not sent in time, or does not take in time, ends its connection. */
  @Test
  void slowClients_areClosed_andTheMakeGoesOn() throws Exception {
    Recording recording = new Recording();
    try (Dashboard dashboard = open(recording, TIGHT);
        Socket header = LiveClient.connect(dashboard);
        Socket body = LiveClient.connect(dashboard);
        Socket reader = slowReader(dashboard)) {
      header.setSoTimeout(LiveClient.SECONDS * 1000);
      body.setSoTimeout(LiveClient.SECONDS * 1000);
      send(header, "GET / HT");
      send(
          body,
          "POST /command?"
              + dashboard.address().getRawQuery()
              + " HTTP/1.1\r\nHost: "
              + dashboard.address().getAuthority()
              + "\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
      boolean unused = isAnswered(reader); // or cut, on a busy machine: not only later
      Make.defaults().listener(recording).now(tasks(2_000, 9_000));
      until(() -> recording.recorder().data("").duration() >= 0);
      assertTrue(hasEnd(header));
      assertTrue(hasEnd(body));
      // The reader: what fits into the buffers of the system is there, and not all of it.
      until(() -> !isToldToAny());
      long read = 0;
      try {
        InputStream in = reader.getInputStream();
        byte[] part = new byte[1 << 16];
        for (int length = in.read(part); length >= 0; length = in.read(part)) {
          read += length;
        }
      } catch (java.net.SocketException e) {
        // cut
      }
      assertTrue(read < 2_000 * 9_000, read + " bytes");
    }
  }

  /** Connections that only hang are answered by no more threads than there may be, and end. */
  @Test
  @Tag("sized")
  @Tag("full-only")
  void manyConnections_areCut_andThePageIsServedAgain() throws Exception {
    int most = 40;
    Limits limits = new Limits(8, most - 8, SHORT, SHORT, SHORT, SHORT);
    List<Socket> sockets = new ArrayList<>();
    try (Dashboard dashboard = open(new Recording(), limits)) {
      for (int i = 0; i < 1_000; i++) {
        Socket socket = LiveClient.connect(dashboard);
        socket.setSoTimeout(LiveClient.SECONDS * 1000);
        sockets.add(socket);
        send(socket, "GET / HT");
      }
      assertTrue(dashboardThreads() <= most + 1, dashboardThreads() + " threads");
      for (Socket socket : sockets) {
        assertTrue(hasEnd(socket));
      }
      until(() -> isServed(dashboard));
      sockets.add(LiveClient.connect(dashboard)); // says nothing
      until(() -> isServed(dashboard));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Readers that never read, beside 100,000 events and more: neither time nor memory. */
  @Test
  @Tag("sized")
  @Tag("full-only")
  void slowReaders_besideManyEvents_costTheMakeNothing() throws Exception {
    int count = 50_000;
    tasksMade(count, 0); // warm
    long alone = Long.MAX_VALUE;
    long beside = Long.MAX_VALUE;
    boolean isAsQuick = false;
    // Both come to what they take without other work of the machine; a cost stays in each pair.
    for (int pair = 0; pair < 6 && !(pair >= 2 && isAsQuick); pair++) {
      alone = Math.min(alone, tasksMade(count, 0));
      beside = Math.min(beside, tasksMade(count, 8));
      isAsQuick = beside < 2 * alone + TimeUnit.SECONDS.toNanos(1);
    }
    assertTrue(
        isAsQuick,
        "%d ms alone, %d ms beside slow readers".formatted(alone / 1_000_000, beside / 1_000_000));
  }

  /** The time that a make takes, and the memory that is in use after it is bounded. */
  private static long tasksMade(int count, int readers) throws Exception {
    Recording recording = new Recording();
    List<Socket> sockets = new ArrayList<>();
    try (Dashboard dashboard = Dashboard.builder().recording(recording).open()) {
      for (int i = 0; i < readers; i++) {
        sockets.add(slowReader(dashboard));
      }
      List<Task<Integer>> tasks = tasks(count, 200);
      Make make = Make.defaults().listener(recording);
      long began = System.nanoTime();
      make.now(tasks);
      long time = System.nanoTime() - began;
      until(() -> recording.recorder().data("").duration() >= 0);
      System.gc();
      Runtime memory = Runtime.getRuntime();
      long used = (memory.totalMemory() - memory.freeMemory()) >> 20;
      assertTrue(used < 300, used + " MB in use");
      return time;
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** A JVM with an open dashboard and a client ends when its main thread does. */
  @Test
  @Tag("sized")
  @Tag("full-only")
  void jvm_withAnOpenDashboard_ends() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Left.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(jvm.waitFor(LiveClient.SECONDS, TimeUnit.SECONDS));
    assertEquals("snapshot\n", printed);
    assertEquals(0, jvm.exitValue());
  }

  /** Leaves a dashboard open. */
  static final class Left {
    private Left() {}

    public static void main(String[] args) throws Exception {
      Dashboard dashboard = Dashboard.on(0);
      System.out.println(new LiveClient(dashboard).next().name());
    }
  }
}
