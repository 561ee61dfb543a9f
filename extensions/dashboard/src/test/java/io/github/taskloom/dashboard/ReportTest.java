package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded is in what is written, read by the parsers that others use. */
class ReportTest {
  private final Recording recording = new Recording();
  private final Make make = Make.defaults().recorder(recording);

  @TempDir private Path folder;

  private JsonNode data() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report.of(recording).data(out);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  /** Tasks, edges, attempts and times of a make. */
  @Test
  void data_ofAMake_hasItsTasks() throws IOException {
    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    make.now(words);

    JsonNode run = data();
    assertEquals(1, run.at("/version").asInt());
    assertEquals(List.of("fetch", "count"), texts(run.at("/tasks/name")));
    assertEquals(List.of("D", "D"), texts(run.at("/tasks/state")));
    assertEquals(List.of("0", "1"), texts(run.at("/tasks/layer")));
    assertEquals("[0]", run.at("/edges/from").toString());
    assertEquals("[1]", run.at("/edges/to").toString());
    assertEquals("[0,1]", run.at("/attempts/task").toString());
    assertEquals("[1,1]", run.at("/attempts/number").toString());
    assertEquals("[1]", run.at("/makes/0/goals").toString());
    assertEquals(2, run.at("/makes/0/layers").asInt());
    for (int i = 0; i < 2; i++) {
      double ready = run.at("/tasks/ready/" + i).asDouble();
      double started = run.at("/attempts/started/" + i).asDouble();
      double ended = run.at("/attempts/ended/" + i).asDouble();
      double settled = run.at("/tasks/settled/" + i).asDouble();
      assertTrue(0 <= ready && ready <= started && started <= ended && ended <= settled);
      assertTrue(settled <= run.at("/makes/0/ended").asDouble());
    }
    assertEquals(run.at("/makes/0/ended").asDouble(), run.at("/duration").asDouble());
  }

  /** A failure has its stack trace; what it keeps from running says by which task. */
  @Test
  void data_ofAFailure_hasItsStackAndWhatItBlocks() throws IOException {
    Task<String> bad =
        Task.of(
            "bad",
            () -> {
              throw new IllegalStateException("no luck");
            });
    Task<String> behind = bad.then("behind", text -> text);
    make.now(behind);

    JsonNode run = data();
    assertEquals(List.of("F", "F"), texts(run.at("/tasks/state")));
    assertEquals("[-1,0]", run.at("/tasks/blocker").toString());
    assertEquals(2, run.at("/failures").size(), () -> run.at("/failures").toPrettyString());
    assertEquals(1, run.at("/failures/0/attempt").asInt());
    assertEquals(
        "java.lang.IllegalStateException: no luck", run.at("/failures/0/message").asText());
    assertTrue(run.at("/failures/0/stack").asText().contains("ReportTest"));
    assertEquals(0, run.at("/failures/1/attempt").asInt());
    assertEquals("", run.at("/failures/1/stack").asText());
  }

  /** The page has the title, and all of the data as one parser reads it and another takes it. */
  @Test
  void html_ofHostileTexts_hasThemAsTexts() throws IOException {
    String hostile = "</script><script>alert(1)</script><!-- \u2028 & \ud800 ]]>";
    make.now(Task.of(hostile, () -> 1));
    Path file = folder.resolve("run.html");
    Report.of(recording).title("</title><b>x" + hostile).html(file);

    Document page = Jsoup.parse(file, StandardCharsets.UTF_8.name());
    assertEquals(("</title><b>x" + hostile).replace('\ud800', '\ufffd'), page.title());
    assertTrue(page.select("b").isEmpty());
    String json = page.select("script#run-data").first().data();
    assertFalse(json.contains("<") || json.contains("\u2028"));
    assertEquals(
        hostile.replace('\ud800', '\ufffd'),
        new ObjectMapper().readTree(json).at("/tasks/name/0").asText());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
