package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in docs/observing.md that core has are those of its documentation, which run. */
class ObservingTest {
  private static final Path DOCUMENT = Path.of("../docs/observing.md");
  private static final Path SOURCES = Path.of("src/main/java/io/github/taskloom/event");

  @ParameterizedTest
  @CsvSource({"Listen,MakeListener", "Explain,TaskTimes"})
  void section_hasTheExampleOfTheClass(String section, String type) throws IOException {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    String begin = "<pre>{@code\n";
    int from = source.indexOf(begin) + begin.length();
    String example =
        source
            .substring(from, source.indexOf(" * }</pre>", from))
            .lines()
            .map(line -> line.substring(" * ".length()))
            .collect(Collectors.joining("\n"));
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("## " + section + "\n");

    assertTrue(start >= 0, section);
    assertTrue(
        document.startsWith("```java\n" + example + "\n```\n", document.indexOf("```", start)));
  }
}
