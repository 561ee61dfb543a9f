package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of reports in docs/observing.md is the one below, and the schema in docs holds for
 * run data.
 */
class ReportExamplesTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Path THIS =
      Path.of("src/test/java/io/github/taskloom/dashboard/ReportExamplesTest.java");

  @TempDir private Path folder;

  /** Each report is a file. */
  @Test
  void example_whenRun_writesFiles() throws IOException {
    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    // reports begin
    Recording recording = new Recording();
    Make.defaults().recorder(recording).now(words);

    Report report = Report.of(recording).title("words");
    report.html(folder.resolve("run.html")); // a page in one file, for any browser
    report.trace(folder.resolve("run.trace.json")); // for ui.perfetto.dev and the like
    report.wfformat(folder.resolve("run.wf.json")); // for taskloom replay and WfCommons
    report.data(folder.resolve("run.json")); // all of it, for programs and Report.read
    // reports end
    for (String file : List.of("run.html", "run.trace.json", "run.wf.json", "run.json")) {
      assertTrue(Files.size(folder.resolve(file)) > 500, file);
    }
    Report again = Report.read(folder.resolve("run.json"));
    assertEquals(
        Files.readString(folder.resolve("run.html")),
        new String(Written.bytes(again::html), StandardCharsets.UTF_8));
  }

  /** The page has the same lines. */
  @Test
  void page_hasTheExample() throws IOException {
    String page = Files.readString(DOCS.resolve("observing.md"));
    String source = Files.readString(THIS);
    String begin = "// reports begin\n";
    String example =
        source
            .substring(
                source.indexOf(begin) + begin.length(), source.indexOf("    // " + "reports end"))
            .lines()
            .map(line -> line.isBlank() ? "" : line.substring(4))
            .map(line -> line.replaceAll("folder.resolve\\((.*?)\\)", "Path.of($1)"))
            .collect(Collectors.joining("\n"));
    assertTrue(page.contains("```java\n" + example + "\n```"), example);
  }

  /** What the schema says holds for what is written, with all that a run may have. */
  @Test
  void data_fitsItsSchema() throws IOException {
    Recording recording =
        Recording.builder().notes(task -> Map.of("command", "run " + task.name())).build();
    Make make = Make.defaults().recorder(recording);
    Task<Integer> outer = Task.of("outer", () -> make.get(Task.of("inner", () -> 1)));
    Task<Integer> bad = outer.then("bad", value -> Integer.parseInt("x"));
    make.now(bad.then("never", value -> value));
    JsonNode data = Written.json(Report.of(recording)::data);

    JsonNode schema = new ObjectMapper().readTree(DOCS.resolve("run-data.schema.json").toFile());
    Schema rules = SchemaRegistry.withDialect(Dialects.getDraft7()).getSchema(schema.toString());
    assertEquals(List.of(), rules.validate(data.toString(), InputFormat.JSON));
    String damaged = data.toString().replace("\"outer\"", "7");
    assertEquals(1, rules.validate(damaged, InputFormat.JSON).size(), "it checks");
  }
}
