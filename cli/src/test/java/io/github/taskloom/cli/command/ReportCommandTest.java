package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports of earlier runs. */
@Timeout(300)
class ReportCommandTest {
  private static final String MIXED =
      """
      tasks:
        fetch: {run: "[ -e again ] || { touch again; exit 1; }", retry: 2}
        bad: {needs: fetch, run: "echo why; exit 3"}
        after: {needs: [bad, fetch], run: touch after}
        alarm: {needs: {task: fetch, if: failed}, run: touch alarm}
        may: {run: exit 1, allow-failure: true}
        sweep: {if: always, run: echo swept}
      """;

  @TempDir Path folder;

  private Ended report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of("-f", folder.resolve("tasks.yaml").toString()));
    all.addAll(List.of(arguments));
    return new Taskloom(folder).run(all.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode page(String name) throws IOException {
    String html = Files.readString(folder.resolve(name));
    String start = "<script id=\"run-data\" type=\"application/json\">";
    int at = html.indexOf(start) + start.length();
    return new ObjectMapper().readTree(html.substring(at, html.indexOf("</script>", at)));
  }

  /** JUnit and JSON are word for word those that the run itself has written. */
  @Test
  void report_ofLastRun_isAsTheRunWroteIt() throws Exception {
    Ended made =
        new Taskloom(folder)
            .make(MIXED, "--report=json=" + at("a.json"), "--report=junit=" + at("a.xml"));
    assertEquals(1, made.exitCode(), made.err());

    Ended ended = report("--report=json=" + at("b.json"), "--report=junit=" + at("b.xml"));

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.out() + ended.err());
    assertEquals(
        Files.readString(folder.resolve("a.json")), Files.readString(folder.resolve("b.json")));
    assertEquals(
        Files.readString(folder.resolve("a.xml")), Files.readString(folder.resolve("b.xml")));
  }

  /** A page has the same tasks, states, attempts, needs, reasons and notes. */
  @Test
  void report_page_isLikeThatOfTheRun() throws Exception {
    new Taskloom(folder).make(MIXED, "--report=html=" + at("a.html"));

    Ended ended =
        report(
            "--report=html=" + at("b.html"),
            "--report=trace=" + at("b.trace"),
            "--report=wfformat=" + at("b.wf"));

    assertEquals(0, ended.exitCode(), ended.err());
    JsonNode first = page("a.html");
    JsonNode second = page("b.html");
    for (String column : List.of("name", "state", "layer")) {
      assertEquals(first.get("tasks").get(column), second.get("tasks").get(column), column);
    }
    assertEquals(first.get("edges"), second.get("edges"));
    assertEquals(first.get("notes"), second.get("notes"));
    assertEquals(1, second.get("tasks").get("blocker").get(2).asInt(), "after, by bad");
    assertEquals(
        first.get("attempts").get("state").size(), second.get("attempts").get("state").size());
    assertTrue(new ObjectMapper().readTree(folder.resolve("b.trace").toFile()).isObject());
    assertEquals(0, new Taskloom(folder).run("replay", at("b.wf")).exitCode());
  }

  /** A run is found by its name; one that is not there lists those that are. */
  @Test
  void report_named_isOfThatRun() throws Exception {
    new Taskloom(folder).make("tasks: {first: 'true'}");
    String first = new Taskloom(folder).lastRun().getFileName().toString();
    new Taskloom(folder).make("tasks: {second: 'true'}");

    assertEquals(0, report(first, "--report=json=" + at("r.json")).exitCode());
    assertTrue(Files.readString(folder.resolve("r.json")).contains("\"first\""));
    assertEquals(0, report("--report=json=" + at("r.json")).exitCode());
    assertTrue(Files.readString(folder.resolve("r.json")).contains("\"second\""));

    Ended none = report("2020", "--report=json=" + at("r.json"));
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("has no run '2020'; there are ["), none.err());
    assertTrue(none.err().contains(first), none.err());
  }

  /** Where nothing, or nothing whole, is kept, that is told. */
  @Test
  void report_nothingKept_saysSo() throws Exception {
    Files.writeString(folder.resolve("tasks.yaml"), "tasks: {a: 'true'}");
    Ended none = report("--report=json=" + at("r.json"));
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("has no run that has ended"), none.err());

    new Taskloom(folder).make("tasks: {a: 'true'}");
    Path kept = new Taskloom(folder).lastRun().resolve("run.report");
    byte[] whole = Files.readAllBytes(kept);
    whole[whole.length / 2] ^= 1;
    Files.write(kept, whole);
    Ended damaged = report("--report=json=" + at("r.json"));
    assertEquals(2, damaged.exitCode());
    assertTrue(damaged.err().contains("run.report: is damaged"), damaged.err());

    Files.delete(kept);
    Ended gone = report("--report=json=" + at("r.json"));
    assertEquals(2, gone.exitCode());
    assertTrue(gone.err().contains("run.report: is not there: the run goes on"), gone.err());

    Ended wanted = report();
    assertEquals(2, wanted.exitCode());
    assertTrue(wanted.err().contains("--report"), wanted.err());
  }
}
