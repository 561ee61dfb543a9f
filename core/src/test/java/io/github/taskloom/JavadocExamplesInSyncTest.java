package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the public documentation is one that a test compiles and runs, word by word. */
@Timeout(60)
class JavadocExamplesInSyncTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\* }</pre>", Pattern.DOTALL);

  private record Example(Path file, String text) {
    String squeezed() {
      return text.replaceAll("\\s", "");
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path file : SourceText.javaFiles("src/main/java")) {
      Matcher matcher = EXAMPLE.matcher(Files.readString(file));
      while (matcher.find()) {
        String text =
            matcher
                .group(1)
                .lines()
                .map(line -> line.replaceFirst("^\\s*\\* ?", ""))
                .collect(Collectors.joining("\n"));
        examples.add(new Example(file, text));
      }
    }
    return examples;
  }

  /** An example that no formatter of ours can read is compiled from the documentation itself. */
  private static boolean isOutcomes(Example example) {
    return example.file().endsWith("Outcome.java");
  }

  /** Each is found in the tests but for its line breaks. */
  @Test
  void examples_ofPublicDocumentation_areThoseOfTheTests() throws IOException {
    StringBuilder tests = new StringBuilder();
    for (String test :
        List.of("JavadocExamplesTest.java", "PolicyExamplesTest.java", "TwoStateDoor.java")) {
      tests.append(
          Files.readString(
              SourceText.module().resolve("src/test/java/io/github/taskloom").resolve(test)));
    }
    String squeezed = tests.toString().replaceAll("\\s", "");
    List<Example> examples = examples();
    assertTrue(examples.size() >= 9, () -> "only " + examples.size() + " examples were found");

    for (Example example : examples) {
      if (!isOutcomes(example) && !squeezed.contains(example.squeezed())) {
        fail("No test runs the example of " + example.file() + ":\n" + example.text());
      }
    }
  }

  /** The switch of Outcome compiles for a user, and finds each kind. */
  @Test
  void outcome_example_compilesAndFindsEachKind(@TempDir Path classes) throws Exception {
    List<Example> outcomes = examples().stream().filter(example -> isOutcomes(example)).toList();
    assertEquals(1, outcomes.size());
    String text =
        """
        import io.github.taskloom.*;
        import io.github.taskloom.Outcome.*;
        import java.nio.file.Path;

        public final class Example implements java.util.function.Function<Task<Path>, String> {
          private final Log log = new Log();
          private String told;

          @Override
          public String apply(Task<Path> file) {
            %s
            return told;
          }

          private void publish(Path path) {
            told = "publish " + path;
          }

          private void alert(Throwable cause) {
            told = "alert " + cause.getMessage();
          }

          private final class Log {
            void info(String format, Object value) {
              told = format.replace("{}", String.valueOf(value));
            }
          }
        }
        """
            .formatted(outcomes.getFirst().text());

    Class<?> compiled = SourceText.compile("Example", text, classes, Task.class);

    @SuppressWarnings("unchecked") // as written above
    Function<Task<Path>, String> example =
        (Function<Task<Path>, String>) compiled.getConstructor().newInstance();
    Task<Path> file = Task.of("file", () -> Path.of("page.html"));
    assertEquals("still PENDING", example.apply(file));
    file.dispatch();
    assertEquals("publish page.html", example.apply(file));
    Task<Path> failed = Task.of("file", () -> Path.of("page.html"));
    failed.fail(new IOException("disk full"));
    assertEquals("alert disk full", example.apply(failed));
    Task<Path> cancelled = Task.of("file", () -> Path.of("page.html"));
    TaskEvents.fire(TaskNode.of(cancelled), TaskEvent.CANCEL, new CancelledException("enough"));
    String told = example.apply(cancelled);
    assertTrue(told.startsWith("cancelled: ") && told.endsWith("enough"), told);
  }
}
