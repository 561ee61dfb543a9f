package io.github.taskloom.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the documentation are the lines below, which run, and those of Shop. */
@Timeout(60)
class ExamplesTest {
  private static final Path TESTS = Path.of("src/test/java/io/github/taskloom/micrometer");
  private static final Pattern IN_JAVADOC =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\* }</pre>", Pattern.DOTALL);
  private static final Pattern IN_PAGE = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

  private final ObservationRegistry registry = ObservationRegistry.create();

  /** A name, and a tag of few values. */
  @Test
  @SuppressWarnings("StringSplitter") // a name has no space at its end
  void observations_examples_run() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    Make nightly = TaskloomObservations.of(registry).name("nightly").applyTo(Make.defaults());
    nightly.now(Task.of("t", () -> "value"));
    assertEquals(1, meters.get("taskloom.make").tags("make", "nightly").timer().count());

    TaskloomObservations byKind =
        TaskloomObservations.of(registry).taskTag(task -> task.name().split(" ")[0]);
    byKind.applyTo(Make.defaults()).now(Task.of("fetch 17", () -> "value"));
    assertEquals(1, meters.get("taskloom.task").tags("task", "fetch").timer().count());
  }

  /** All makes, and the context of a caller. */
  @Test
  void metricsAndContext_examples_run() {
    bind(new SimpleMeterRegistry());
    Make asCaller = ContextPropagation.ofCaller().applyTo(Make.defaults());
    assertEquals("value", asCaller.get(Task.of("t", () -> "value")));
  }

  private static void bind(MeterRegistry registry) {
    TaskloomMetrics metrics = TaskloomMetrics.ofAllMakes();
    metrics.bindTo(registry);
    metrics.close();
  }

  private static String squeezed(String text) {
    return text.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s", "");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** Each example of a class, of the page and of the README is compiled by a test. */
  @Test
  void examples_ofTheDocumentation_areThoseOfTests() throws IOException {
    String tests =
        squeezed(
            Files.readString(TESTS.resolve("ExamplesTest.java"), UTF_8)
                + Files.readString(TESTS.resolve("boot/Shop.java"), UTF_8));
    List<String> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        examples.addAll(found(IN_JAVADOC, Files.readString(file, UTF_8)));
      }
    }
    assertEquals(4, examples.size());
    String page = Files.readString(Path.of("../../docs/observing.md"), UTF_8);
    String section = page.substring(page.indexOf("## Metrics and traces"));
    int next = section.indexOf("\n## ", 1);
    examples.addAll(found(IN_PAGE, next < 0 ? section : section.substring(0, next)));
    List<String> ofReadme =
        found(IN_PAGE, Files.readString(Path.of("../../README.md"), UTF_8)).stream()
            .filter(example -> example.contains("TaskloomObservations"))
            .toList();
    assertEquals(1, ofReadme.size());
    examples.addAll(ofReadme);
    assertTrue(examples.size() >= 8, () -> "only " + examples);

    for (String example : examples) {
      assertTrue(tests.contains(squeezed(example)), () -> "no test runs\n" + example);
    }
  }
}
