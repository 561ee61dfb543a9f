package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of a dashboard, as its page is one; and one that says what it wants, byte by byte. */
final class LiveClient implements AutoCloseable {
  static final int SECONDS = 60;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final URI address;
  final String host;

  /** What it was told, in order. */
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final InputStream stream;
  private volatile String epoch = "";
  private volatile boolean hasEnded;

  record Event(String name, JsonNode data) {}

  /** One that is told events from now on. */
  LiveClient(Dashboard dashboard) throws IOException, InterruptedException {
    address = dashboard.address();
    host = address.getAuthority();
    HttpRequest request = HttpRequest.newBuilder(at(address, "events")).build();
    HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("answer " + answer.statusCode());
    }
    stream = answer.body();
    Thread.ofPlatform().daemon().start(this::read);
  }

  static URI at(URI address, String path) {
    return address.resolve("/" + path + "?" + address.getRawQuery());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          epoch = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, JSON.readTree(line.substring(6))));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // the connection is closed
    } finally {
      hasEnded = true;
    }
  }

  /** The next event. */
  Event next() throws InterruptedException {
    Event event = events.poll(SECONDS, TimeUnit.SECONDS);
    assertNotNull(event, "no event came");
    return event;
  }

  /** Takes events until one is as wanted. */
  Event until(Predicate<JsonNode> wanted) throws InterruptedException {
    while (true) {
      Event event = next();
      if (wanted.test(event.data())) {
        return event;
      }
    }
  }

  /** Takes events until one tells that a task has that state. */
  void untilTask(int row, String state) throws InterruptedException {
    until(
        data -> {
          JsonNode tasks = data.get("tasks");
          if (tasks.isObject()) {
            return tasks.get("state").path(row).asText().equals(state);
          }
          for (JsonNode task : tasks) {
            if (task.get(0).asInt() == row && task.get(3).asText().equals(state)) {
              return true;
            }
          }
          return false;
        });
  }

  boolean hasEnded() {
    return hasEnded;
  }

  HttpResponse<String> command(String what, long make, int task)
      throws IOException, InterruptedException {
    return post(
        """
        {"do":"%s","make":%d,"task":%d,"epoch":%s}"""
            .formatted(what, make, task, epoch));
  }

  HttpResponse<String> command(String what, long make) throws IOException, InterruptedException {
    return post(
        """
        {"do":"%s","make":%d}"""
            .formatted(what, make));
  }

  HttpResponse<String> post(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(address, "command"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Sends that, and gives what comes back until the connection is closed. */
  static String raw(Dashboard dashboard, String request) throws IOException {
    try (Socket socket = connect(dashboard)) {
      socket.setSoTimeout(SECONDS * 1000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Socket connect(Dashboard dashboard) throws IOException {
    URI address = dashboard.address();
    return new Socket(address.getHost(), address.getPort());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
