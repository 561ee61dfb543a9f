package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The embedding example of the README is the one below, line by line, and does what it looks like.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path THIS = Path.of("src/test/java/io/github/taskloom/ReadmeTest.java");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  /** The example runs and prints what a reader expects. */
  @Test
  void example_whenRun_printsTheWords() throws InterruptedException {
    // example begin
    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    Task<String> report = Task.of("report", () -> words.get() + " words");
    report.require(words);

    Make careful = Make.defaults().failFast();
    for (Task<?> task : careful.now(report)) {
      out.println(task.name() + " is " + task.state());
    }
    out.println(report.get());
    // example end
    assertEquals(
        "report is DONE\n6 words\n",
        printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  /** The README has the same lines. */
  @Test
  void readme_hasTheExample() throws IOException {
    String source = Files.readString(THIS);
    int begin = source.indexOf("// example begin\n") + "// example begin\n".length();
    String example =
        source
            .substring(begin, source.indexOf("    // example end"))
            .lines()
            .map(line -> line.isBlank() ? "" : line.substring(4))
            .map(line -> line.replace("out.println", "System.out.println"))
            .collect(Collectors.joining("\n"));
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertTrue(readme.contains("```java\n" + example + "\n```"), example);
  }
}
