package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What {@code make --report} writes. */
@Timeout(300)
class MakeReportTest {
  private static final String MIXED =
      """
      tasks:
        good: {run: echo fine}
        "b\\ad \\e[31m<😀&\\"": {run: "printf 'a]]>\\\\033[1mb\\\\000\\\\n'; exit 3", retry: 2}
        after: {needs: ["b\\ad \\e[31m<😀&\\"", good], run: touch after}
        alarm: {needs: {task: good, if: failed}, run: touch alarm}
        may: {run: exit 1, allow-failure: true}
      """;

  @TempDir Path folder;
  private Path xml;
  private Path json;

  @BeforeEach
  void name() {
    xml = folder.resolve("report.xml");
    json = folder.resolve("report.json");
  }

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private Ended reported(String yaml, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--report", "junit=" + xml, "--report", "json=" + json));
    return make(yaml, options.toArray(String[]::new));
  }

  private static Document document(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<Element> elements(Document document, String name) {
    return Stream.iterate(0, at -> at + 1)
        .limit(document.getElementsByTagName(name).getLength())
        .map(at -> (Element) document.getElementsByTagName(name).item(at))
        .toList();
  }

  private static String text(JsonNode node, String... keys) {
    List<String> values = new ArrayList<>();
    for (String key : keys) {
      values.add(node.get(key).asText());
    }
    return String.join(" | ", values);
  }

  /** JUnit XML: one suite, a case for each task, failures with their last lines, skips with why. */
  @Test
  void make_junit_isReadByCi() throws Exception {
    Ended ended = reported(MIXED);

    assertEquals(1, ended.exitCode(), ended.err());
    Document document = document(xml);
    Element suite = elements(document, "testsuite").getFirst();
    assertEquals(
        List.of("5", "1", "0", "3"),
        Stream.of("tests", "failures", "errors", "skipped").map(suite::getAttribute).toList());
    Instant unused = Instant.parse(suite.getAttribute("timestamp"));
    List<Element> cases = elements(document, "testcase");
    assertEquals(
        List.of("good", "bd [31m<😀&\"", "after", "alarm", "may"),
        cases.stream().map(it -> it.getAttribute("name")).toList());
    assertTrue(cases.getFirst().getAttribute("time").matches("[0-9]+\\.[0-9]{3}"));
    Element failure = elements(document, "failure").getFirst();
    assertEquals("exit status 3, in attempt 2", failure.getAttribute("message"));
    assertEquals(
        "--- attempt 1 of 2\na]]>b\\u0000\n--- attempt 2 of 2\na]]>b\\u0000",
        failure.getTextContent());
    List<String> reasons =
        elements(document, "skipped").stream().map(it -> it.getAttribute("message")).toList();
    assertEquals("blocked by 'b\\u0007d \\u001b[31m<😀&\"', which is FAILED", reasons.get(0));
    assertEquals("not needed, 'good' is DONE", reasons.get(1));
    assertTrue(reasons.get(2).startsWith("FAILED, and was allowed to: "), reasons.get(2));
  }

  /** JSON: a record for each task, each key always there. */
  @Test
  void make_json_tellsEachTask() throws Exception {
    Ended ended = reported(MIXED);

    assertEquals(1, ended.exitCode(), ended.err());
    JsonNode run = new ObjectMapper().readTree(json.toFile());
    assertEquals(1, run.get("exitCode").asInt());
    assertEquals(folder.resolve("tasks.yaml").toString(), run.get("file").asText());
    Instant began = Instant.parse(run.get("began").asText());
    assertTrue(run.get("seconds").asDouble() > 0);
    JsonNode tasks = run.get("tasks");
    assertEquals(
        List.of("DONE", "FAILED", "BLOCKED", "SKIPPED", "FAILED"), tasks.findValuesAsText("state"));
    assertEquals(List.of("false", "false", "false", "false", "true"), texts(tasks, "allowed"));
    JsonNode bad = tasks.get(1);
    assertEquals(
        "b\u0007d \u001b[31m<😀&\" | FAILED | exit status 3, in attempt 2 | 2",
        text(bad, "name", "state", "reason", "attempts"));
    assertFalse(Instant.parse(bad.get("started").asText()).isBefore(began));
    assertTrue(Files.readString(Path.of(bad.get("log").asText())).startsWith("--- attempt 1"));
    JsonNode after = tasks.get(2);
    assertEquals("null | null | 0 | null", text(after, "started", "seconds", "attempts", "log"));
    assertEquals(bad.get("name"), after.get("blocker"));
    assertEquals("good", after.get("needs").get(1).asText());
  }

  private static List<String> texts(JsonNode tasks, String key) {
    List<String> texts = new ArrayList<>();
    tasks.forEach(task -> texts.add(task.get(key).asText()));
    return texts;
  }

  /** What was DONE before, and what was not started, is told; an old report is replaced. */
  @Test
  void make_resumed_tellsWhatDidNotRun() throws Exception {
    String yaml = "tasks: {a: {run: 'true'}, b: {needs: a, run: exit 1}, c: {needs: a, run: x}}";
    Files.writeString(xml, "old");
    make(yaml, "--jobs", "1", "--fail-fast");

    Ended ended = reported(yaml, "--resume", "--jobs", "1", "--fail-fast");

    assertEquals(1, ended.exitCode());
    assertEquals(
        List.of("DONE by an earlier run", "not started"),
        elements(document(xml), "skipped").stream().map(it -> it.getAttribute("message")).toList());
    JsonNode first = new ObjectMapper().readTree(json.toFile()).get("tasks").get(0);
    assertEquals("DONE | DONE by an earlier run | 0", text(first, "state", "reason", "attempts"));
    assertNull(first.get("started").textValue());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(it -> it.toString().endsWith(".new")).count());
    }
  }

  /** What cannot be written is told before anything runs. */
  @Test
  void make_impossibleReport_startsNothing() throws Exception {
    String none = Files.createFile(folder.resolve("file")).resolve("report.xml").toString();
    for (List<String> wrong :
        List.of(
            List.of("junit=" + none, none + ": cannot be written: "),
            List.of("json=" + folder, folder + ": is a folder, the report needs a file"),
            List.of("xml=" + xml, "'xml=" + xml + "' is no report: write html=FILE, trace=FILE, "),
            List.of("json=", "'json=' is no report: write html=FILE, trace=FILE, wfformat=FILE, "),
            List.of("html=" + folder, folder + ": is a folder, the report needs a file"),
            List.of("json=~/x", "'~/x' starts with ~"))) {
      Ended ended = make("tasks: {a: {run: touch ran}}", "--report", wrong.getFirst());

      assertEquals(2, ended.exitCode(), wrong.toString());
      assertTrue(ended.err().contains(wrong.getLast()), ended.err());
      assertEquals(1, ended.err().lines().count(), ended.err());
    }
    Ended twice =
        make("tasks: {a: {run: touch ran}}", "--report=json=" + xml, "--report=junit=" + xml);
    assertEquals(2, twice.exitCode());
    assertTrue(twice.err().contains(": is named for two reports"), twice.err());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  /** A folder that is missing is made, also one that the run has taken away. */
  @Test
  void make_folderIsMissing_isMade() throws Exception {
    Path report = folder.resolve("build/reports/x.json");

    Ended ended = make("tasks: {clean: {run: rm -r build}}", "--report=json=" + report);

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(0, new ObjectMapper().readTree(report.toFile()).get("exitCode").asInt());
  }

  /** What can no longer be written when all is done gives 74; the other report is there. */
  @Test
  void make_folderIsAFileNow_exits74() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));

    Ended ended =
        make(
            "tasks: {a: {run: rmdir gone && touch gone}}",
            "--report=junit=" + gone.resolve("x.xml"),
            "--report=json=" + json);

    assertEquals(74, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("x.xml: cannot be written"), ended.err());
    assertEquals(0, new ObjectMapper().readTree(json.toFile()).get("exitCode").asInt());
  }
}
