package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom.Ended;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/taskfile.md}. */
class TaskFilePageTest {
  private static final boolean FULL = "full".equals(System.getProperty("taskloom.size"));
  private static final Path PAGE = Path.of("../docs/taskfile.md");

  /** A comment that says what is done with the example, the example, and what is printed. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?:<!-- (?<what>[^>]*) -->\n)?```yaml\n(?<yaml>.*?)```\n(?:\n```text\n(?<text>.*?)```)?",
          Pattern.DOTALL);

  @TempDir Path folder;

  /** What the examples of include take. */
  @BeforeEach
  void writeIncluded() throws IOException {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Files.writeString(docs.resolve("tasks.yaml"), "tasks: {build: echo page, check: 'true'}");
  }

  /**
   * An example of the page.
   *
   * @param what {@code run}, {@code refused}, or empty for what is only read
   * @param line where it stands in the page
   * @param printed what a mistake prints, or empty
   */
  record Example(String what, long line, String yaml, String printed) {
    @Override
    public String toString() {
      return "line " + line;
    }
  }

  static List<Example> examples() throws IOException {
    String page = Files.readString(PAGE);
    return EXAMPLE.matcher(page).results().map(found -> example(page, found)).toList();
  }

  private static Example example(String page, MatchResult found) {
    return new Example(
        Objects.requireNonNullElse(found.group("what"), ""),
        page.substring(0, found.start()).lines().count() + 1,
        found.group("yaml"),
        Objects.requireNonNullElse(found.group("text"), ""));
  }

  static Stream<Example> examples(String what) throws IOException {
    return examples().stream().filter(example -> example.what().equals(what));
  }

  static Stream<Example> toRun() throws IOException {
    return examples("run");
  }

  static Stream<Example> refused() throws IOException {
    return examples("refused");
  }

  /** No example is left out by a slip of the pen. */
  @Test
  void examples_ofThePage_areAllFound() throws IOException {
    List<Example> all = examples();

    assertEquals(Files.readString(PAGE).split("```yaml\n", -1).length - 1, all.size());
    assertTrue(toRun().count() > 10 && refused().count() > 10, all.toString());
    assertEquals(all.size(), toRun().count() + refused().count() + examples("").count());
  }

  /** What is not said to be a mistake is none. */
  @Test
  void read_eachExample_isRight() throws IOException {
    for (Example example : examples()) {
      if (!example.what().equals("refused")) {
        TaskGraph.of(
            TaskFileReader.read(Files.writeString(folder.resolve("f.yaml"), example.yaml())),
            (task, script) -> true);
      }
    }
  }

  /** What runs anywhere ends well, a second time, too, which is tried in the full size. */
  @ParameterizedTest
  @Tag("sized")
  @MethodSource("toRun")
  void make_example_endsWell(Example example) throws IOException {
    for (int times = FULL ? 2 : 1; times > 0; times--) {
      Ended ended = new Taskloom(folder).make(example.yaml());
      assertEquals(0, ended.exitCode(), () -> example + ": " + ended.out() + ended.err());
    }
  }

  /** A mistake gives the line that the page tells. */
  @ParameterizedTest
  @MethodSource("refused")
  void make_mistake_isToldAsOnThePage(Example example) throws IOException {
    Ended ended = new Taskloom(folder).make(example.yaml());

    assertEquals(2, ended.exitCode(), example::toString);
    assertEquals(
        example.printed(), ended.err().replace(folder.resolve("tasks.yaml") + "", "taskloom.yaml"));
  }
}
