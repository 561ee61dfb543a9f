package io.github.taskloom.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code make --ui}: what a client of the page sees, and may do. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class LivePageTest {
  private static final Pattern ADDRESS = Pattern.compile("--- shown at (http\\S+)\n");

  private static final String YAML =
      """
      secret: TOKEN
      vars: {TOKEN: s3cret}
      tasks:
        slow: {run: "until [ -e go ]; do sleep 0.05; done; echo slow >> ran"}
        "has s3cret": {needs: slow, run: "echo with >> ran; [ -e right ]"}
      """;

  @TempDir Path folder;

  private static URI address(TaskloomProcess taskloom) {
    Matcher[] found = {ADDRESS.matcher("")};
    await()
        .atMost(60, SECONDS)
        .until(
            () -> {
              found[0] = ADDRESS.matcher(taskloom.output());
              return found[0].find();
            });
    return URI.create(found[0].group(1));
  }

  private static URI at(URI address, String path) {
    return address.resolve("/" + path + "?" + address.getRawQuery());
  }

  /** The data of the first event, which has all. */
  private static String snapshot(HttpClient client, URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at(address, "events")).build();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.startsWith("data:"))
          .findFirst()
          .orElseThrow(() -> new IOException("no data"));
    }
  }

  private static int command(HttpClient client, URI address, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at(address, "command"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private String ran() throws IOException {
    Path file = folder.resolve("ran");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /**
   * The page has the run while it goes on, without secrets; what is tried again on it is a further
   * run of the rest; it stays until Ctrl-C, and the exit code is that of the run.
   */
  @Test
  void make_ui_showsRunsUntilCtrlC() throws Exception {
    TaskloomProcess taskloom = TaskloomProcess.make(folder, YAML, "--ui");
    HttpClient client = HttpClient.newHttpClient();
    try {
      URI address = address(taskloom);
      await()
          .atMost(60, SECONDS)
          .until(() -> snapshot(client, address).contains("\"state\":[\"R\",\"P\"]"));
      String going = snapshot(client, address);
      assertTrue(going.contains("slow") && going.contains("has ***"), going);
      assertFalse(going.contains("s3cret"), going);
      HttpRequest strange = HttpRequest.newBuilder(address.resolve("/events?token=x")).build();
      int refused = client.send(strange, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertTrue(refused >= 400, "answered with " + refused);

      Files.createFile(folder.resolve("go"));
      await().atMost(60, SECONDS).until(() -> taskloom.output().contains("page stays until"));
      assertEquals("slow\nwith\n", ran());
      await() // the page may be told of the failure after the run has ended
          .atMost(60, SECONDS)
          .until(() -> snapshot(client, address).contains("\"state\":[\"D\",\"F\"]"));
      Files.createFile(folder.resolve("right"));
      Matcher make = Pattern.compile("\"number\":(\\d+)").matcher(snapshot(client, address));
      assertTrue(make.find());
      assertEquals(
          204,
          command(
              client, address, "{\"do\":\"retry\",\"make\":" + make.group(1) + ",\"task\":-1}"));
      await()
          .atMost(60, SECONDS)
          .until(() -> taskloom.output().split("page stays until", -1).length == 3);
      assertEquals("slow\nwith\nwith\n", ran(), "what was DONE is not run again");

      taskloom.signal("INT");
      assertEquals(0, taskloom.awaitExit(), taskloom.output());
    } finally {
      taskloom.kill();
    }
  }

  /** A port that cannot be had is told, and nothing is started. */
  @Test
  void make_uiWrongPort_startsNothing() throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    for (String port : new String[] {"x", "65536", "-1"}) {
      Taskloom.Ended ended = taskloom.make("tasks: {a: touch ran}", "--ui=" + port);
      assertEquals(2, ended.exitCode(), ended.out());
      assertTrue(ended.err().contains("--ui=" + port + ": no page can be there"), ended.err());
    }
    assertEquals(2, taskloom.make("tasks: {a: touch ran}", "--ui", "-n").exitCode());
    assertEquals("", ran());
  }
}
