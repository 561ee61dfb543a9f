package io.github.taskloom.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.internal.table.Dialect;
import io.github.taskloom.jdbc.internal.table.TableNames;
import io.github.taskloom.jdbc.internal.table.Tables;
import io.github.taskloom.jdbc.testing.H2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the documentation are the lines below, which run. */
@Timeout(60)
class JdbcExamplesTest {
  private static final Path THIS =
      Path.of("src/test/java/io/github/taskloom/jdbc/JdbcExamplesTest.java");
  private static final Pattern IN_JAVADOC =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\* }</pre>", Pattern.DOTALL);
  private static final Pattern IN_PAGE = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)\\n```", Pattern.DOTALL);

  private static final PrintStream IGNORED =
      new PrintStream(new ByteArrayOutputStream(), true, UTF_8);

  private final DataSource dataSource = H2.inMemory("REGULAR");
  private final AtomicInteger runs = new AtomicInteger();

  /** Two runs of the program: the second one restores. */
  @Test
  void journalExample_runTwice_runsTheTaskOnce() {
    for (int run = 0; run < 2; run++) {
      ofTheReadme(Task.of("report", runs::incrementAndGet), IGNORED);
      ofTheClass(Task.of("report", runs::incrementAndGet), IGNORED);
    }
    assertEquals(1, runs.get());
  }

  private void ofTheReadme(Task<Integer> report, PrintStream out) {
    try (JdbcJournal journal = JdbcJournal.open(dataSource, "nightly")) { // one run of many
      out.println(Make.defaults().journal(journal).get(report));
    }
  }

  private void ofTheClass(Task<Integer> report, PrintStream out) {
    try (JdbcJournal journal = JdbcJournal.open(dataSource, "nightly")) {
      out.println(Make.defaults().journal(journal).get(report));
    }
  }

  /** Options come from the defaults. */
  @Test
  void optionsExample_isRun() {
    JdbcJournalOptions options =
        JdbcJournalOptions.defaults().schema("jobs").lease(Duration.ofSeconds(10));
    assertEquals("jobs", options.schema());
    assertEquals(Duration.ofMillis(3_333), options.heartbeat().truncatedTo(ChronoUnit.MILLIS));
  }

  private static String squeezed(String text) {
    return text.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s", "").replace("System.out.", "out.");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Each example of a class and of the README is compiled here. */
  @Test
  void examples_ofTheDocumentation_areThoseOfThisTest() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        examples.addAll(found(IN_JAVADOC, Files.readString(file, UTF_8)));
      }
    }
    examples.addAll(
        found(IN_PAGE, Files.readString(Path.of("../../README.md"), UTF_8)).stream()
            .filter(example -> example.contains("JdbcJournal"))
            .toList());
    assertEquals(3, examples.size(), examples::toString);
    String tests = squeezed(Files.readString(THIS, UTF_8));
    for (String example : examples) {
      assertTrue(tests.contains(squeezed(example)), () -> "no test runs\n" + example);
    }
  }

  /** The page has the statements for PostgreSQL. */
  @Test
  void tables_ofThePage_areThoseThatAreMade() throws IOException {
    assertEquals(
        new Tables(TableNames.of(null, "taskloom_"), Dialect.POSTGRESQL).ddl(),
        found(SQL, Files.readString(Path.of("../../docs/durability.md"), UTF_8)));
  }
}
