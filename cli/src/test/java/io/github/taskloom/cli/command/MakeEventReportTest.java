package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import io.github.taskloom.cli.replay.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports that tell what happened in a run: {@code html}, {@code trace} and {@code wfformat}. */
@Timeout(300)
class MakeEventReportTest {
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String MIXED =
      """
      tasks:
        fetch: {run: "[ -e again ] && echo fine", retry: 2}
        "<script>alert(1)</script>": {needs: fetch, run: "echo why; exit 3"}
        after: {needs: ["<script>alert(1)</script>", fetch], run: touch after}
        alarm: {needs: {task: fetch, if: failed}, run: touch alarm}
        may: {run: exit 1, allow-failure: true}
        sweep: {if: always, run: echo swept}
      """;

  @TempDir Path folder;

  private static JsonNode data(Path page) throws IOException {
    String html = Files.readString(page);
    String start = "<script id=\"run-data\" type=\"application/json\">";
    int at = html.indexOf(start) + start.length();
    return new ObjectMapper().readTree(html.substring(at, html.indexOf("</script>", at)));
  }

  private static Map<String, String> states(JsonNode data) {
    Map<String, String> states = new TreeMap<>();
    JsonNode tasks = data.get("tasks");
    for (int at = 0; at < tasks.get("name").size(); at++) {
      states.put(tasks.get("name").get(at).asText(), tasks.get("state").get(at).asText());
    }
    assertEquals(states.size(), tasks.get("name").size(), "each task is there once");
    return states;
  }

  private static Set<String> notes(JsonNode data, String label) {
    Set<String> notes = new TreeSet<>();
    for (JsonNode note : data.get("notes")) {
      if (note.get("label").asText().equals(label)) {
        String task = data.get("tasks").get("name").get(note.get("task").asInt()).asText();
        notes.add(task + ": " + note.get("text").asText());
      }
    }
    return notes;
  }

  /** The page has each task with its state, how it ended in our words, and what it printed. */
  @Test
  void make_html_tellsHowTasksEnded() throws Exception {
    Path page = folder.resolve("run.html");
    Files.createFile(folder.resolve("again"));
    Ended ended = new Taskloom(folder).make(MIXED, "--report", "html=" + page);

    assertEquals(1, ended.exitCode(), ended.err());
    JsonNode data = data(page);
    assertEquals("tasks.yaml", data.get("title").asText());
    assertEquals(
        Map.of("fetch", "D", HOSTILE, "F", "after", "F", "alarm", "C", "may", "D", "sweep", "D"),
        states(data));
    assertTrue(
        notes(data, "ended")
            .containsAll(
                Set.of(
                    "after: blocked by '" + HOSTILE + "', which is FAILED",
                    "alarm: not needed, 'fetch' is DONE",
                    HOSTILE + ": exit status 3",
                    "may: FAILED, and was allowed to: exit status 1")),
        notes(data, "ended").toString());
    assertEquals(Set.of(HOSTILE + ": why"), notes(data, "output"));
    assertTrue(notes(data, "log").toString().contains("fetch.log"));
    assertFalse(Files.readString(page).contains(HOSTILE));
  }

  /** A run that goes on from another one tells what was DONE before. */
  @Test
  void make_resumed_tellsWhatWasDoneBefore() throws Exception {
    String yaml =
        "tasks: {a: {run: 'true'}, b: {needs: a, run: '[ -e b ]'}, c: {status: 'true', run: x}}";
    Path page = folder.resolve("run.html");
    new Taskloom(folder).make(yaml);
    Files.createFile(folder.resolve("b"));

    Ended ended = new Taskloom(folder).make(yaml, "--resume", "--report=html=" + page);

    assertEquals(0, ended.exitCode(), ended.out());
    JsonNode data = data(page);
    assertEquals(Map.of("a", "D", "b", "D", "c", "D"), states(data));
    assertTrue(notes(data, "ended").contains("a: DONE by an earlier run"), data.toString());
  }

  /** A trace has an event for each attempt, by the names of the tasks. */
  @Test
  void make_trace_hasAllAttempts() throws Exception {
    Path trace = folder.resolve("run.trace");
    Ended ended = new Taskloom(folder).make(MIXED, "--report=trace=" + trace);

    assertEquals(1, ended.exitCode(), ended.err());
    Set<String> names = new TreeSet<>();
    for (JsonNode event : new ObjectMapper().readTree(trace.toFile()).get("traceEvents")) {
      if (event.get("ph").asText().matches("[BX]")) {
        names.add(event.get("name").asText());
      }
    }
    assertTrue(names.toString().contains("fetch"), names.toString());
    assertTrue(names.toString().contains("sweep"), names.toString());
  }

  /** What WfFormat has is what ran: replayed, it has the same tasks and edges. */
  @Test
  void make_wfformat_isReplayed() throws Exception {
    String yaml =
        """
        tasks:
          a: "true"
          b: {needs: a, run: "true"}
          c: {needs: a, run: "true"}
          d: {needs: [b, c], run: "true"}
          sweep: {if: always, run: "true"}
        """;
    Path file = folder.resolve("run.json");
    Ended made = new Taskloom(folder).make(yaml, "--report=wfformat=" + file);
    assertEquals(0, made.exitCode(), made.err());

    Map<String, Set<String>> needs = new TreeMap<>();
    WorkflowReader.read(file).steps().forEach(it -> needs.put(it.id(), Set.copyOf(it.needs())));
    assertEquals(
        Map.of(
            "a",
            Set.of(),
            "b",
            Set.of("a"),
            "c",
            Set.of("a"),
            "d",
            Set.of("b", "c"),
            "sweep",
            Set.of("d")),
        needs);

    Ended replayed = new Taskloom(folder).run("replay", file.toString());
    assertEquals(0, replayed.exitCode(), replayed.err());
    assertTrue(replayed.out().contains("5 tasks"), replayed.out());
  }
}
