package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of the documentation are those below, line by line, and run. */
class DashboardExamplesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final String PACKAGE = "java/io/github/taskloom/dashboard/";

  @Test
  void dashboardExample_tellsItsAddress() throws IOException {
    Task<Integer> report = Task.of("report", () -> 1);
    // dashboard begin
    try (Dashboard dashboard = Dashboard.on(0)) {
      System.out.println(dashboard.address()); // to be opened in a browser of this machine
      Make.defaults().now(report);
    }
    // dashboard end
    assertEquals(TaskState.DONE, report.state());
    String example = example("dashboard", 4);
    assertHas(ROOT.resolve("README.md"), "```java\n" + example + "\n```");
    assertHas(ROOT.resolve("docs/observing.md"), "```java\n" + example + "\n```");
    assertHas(Path.of("src/main", PACKAGE, "Dashboard.java"), javadoc(example, " * "));
  }

  @Test
  void builderExample_showsItsMakes() throws IOException {
    Task<Integer> report = Task.of("report", () -> 1);
    // builder begin
    Recording recording = Recording.builder().keeping(10).texts(this::withoutSecrets).build();
    Make nightly = Make.defaults().failFast().listener(recording);
    Dashboard dashboard =
        Dashboard.builder().recording(recording).retrying(goals -> nightly.now(goals)).open();
    // builder end
    try (dashboard) {
      nightly.now(report);
    }
    String example = example("builder", 4);
    assertHas(ROOT.resolve("docs/observing.md"), "```java\n" + example + "\n```");
    assertHas(Path.of("src/main", PACKAGE, "Dashboard.java"), javadoc(example, "   * "));
  }

  private String withoutSecrets(String text) {
    return text;
  }

  private static void assertHas(Path file, String text) throws IOException {
    assertTrue(Files.readString(file).contains(text), file + " lacks\n" + text);
  }

  private static String javadoc(String example, String margin) {
    return example
        .lines()
        .map(line -> (margin + line).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static String example(String which, int indent) throws IOException {
    String source = Files.readString(Path.of("src/test", PACKAGE, "DashboardExamplesTest.java"));
    String begin = "// " + which + " begin\n";
    return source
        .substring(
            source.indexOf(begin) + begin.length(), source.indexOf("    // " + which + " end"))
        .lines()
        .map(line -> line.isBlank() ? "" : line.substring(indent))
        .collect(Collectors.joining("\n"));
  }
}
