package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the report in docs/observing.md is the one below, line by line. */
class ObservingTest {
  private static final Path DOCUMENT = Path.of("../../docs/observing.md");
  private static final Path THIS =
      Path.of("src/test/java/io/github/taskloom/dashboard/ObservingTest.java");

  @TempDir Path folder;

  @Test
  void reportExample_whenRun_writesAPage() throws IOException {
    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    // report begin
    Recording recording = new Recording();
    Make.defaults().recorder(recording).get(words);
    Report.of(recording).title("nightly").html(folder.resolve("nightly.html"));
    // report end
    assertTrue(Files.readString(folder.resolve("nightly.html")).contains("\"fetch\""));
  }

  @Test
  void document_hasTheExample() throws IOException {
    String source = Files.readString(THIS);
    String begin = "// report begin\n";
    String example =
        source
            .substring(source.indexOf(begin) + begin.length(), source.indexOf("    // report end"))
            .stripTrailing()
            .stripIndent();
    assertTrue(Files.readString(DOCUMENT).contains("```java\n" + example + "\n```\n"), example);
  }
}
