package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void example_whenRun_printsTheWords() {
    // example begin
    Task<String> page = Task.of("fetch", () -> "to be or not to be");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    Task<String> report = words.then("report", count -> count + " words");

    Make careful = Make.defaults().failFast().timeout(Duration.ofMinutes(1));
    out.println(careful.get(report)); // the value, or an exception that says why there is none
    out.println(words.name() + " is " + words.state());
    // example end
    assertEquals(
        "6 words\ncount is DONE\n", printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  /** A failure is repaired, and what is DONE stays DONE. */
  @Test
  void repairExample_whenRun_runsJustTheRest() {
    // repair begin
    Task<String> prices =
        Task.builder("prices", () -> download("prices.csv"))
            .retry(Retry.times(3).exponential(Duration.ofMillis(10), Duration.ofSeconds(1)))
            .timeout(Duration.ofMinutes(1))
            .build();
    Task<String> stock = Task.of("stock", () -> download("stock.csv"));
    Task<String> report = Task.of("report", prices, stock, (a, b) -> a + " and " + b);
    Task<?> alarm = Task.run("alarm", () -> System.out.println(Tasks.explain(report)));
    alarm.require(report, EdgeRule.FAILED); // runs only then

    Make.defaults().now(report, alarm); // prices fails three times, stock is DONE

    prices.completeWith("yesterday's prices"); // or repairWith another function
    prices.reopenDependents(); // report is PENDING again
    Make.defaults().now(report); // runs report alone
    System.out.println(report.outcome());
    // repair end
    assertEquals(List.of("prices.csv", "prices.csv", "prices.csv", "stock.csv"), sorted());
    assertEquals(TaskState.DONE, alarm.state());
    assertEquals("Done[value=yesterday's prices and stock.csv]", report.outcome().toString());
  }

  /** What was DONE is restored in the next run, and told before. */
  @Test
  void journalExample_runTwice_fetchesOnce(@TempDir Path folder) {
    for (int run = 0; run < 2; run++) {
      journalExample(folder);
    }
    assertEquals(
        """
        [prices runs: nothing is recorded of it, lines runs: nothing is recorded of it]
        2
        [prices is restored: it was DONE, and is made of the same, lines is restored: it was DONE, \
        and is made of the same]
        2
        """,
        printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    assertEquals(List.of("prices.csv"), sorted());
  }

  private void journalExample(Path folder) {
    // journal begin
    Task<String> prices =
        Task.builder("prices", () -> fetch("prices.csv")).fingerprint("2026-11-27").build();
    Task<Integer> lines = prices.then("lines", text -> text.split(";").length);
    try (FileJournal journal = FileJournal.open(folder.resolve("nightly.journal"))) {
      Make nightly = Make.defaults().journal(journal);
      out.println(nightly.preview(lines)); // what would run, and why
      out.println(nightly.get(lines));
    }
    // journal end
  }

  private String fetch(String file) {
    downloaded.add(file);
    return "1;2";
  }

  private final Queue<String> downloaded = new ConcurrentLinkedQueue<>();

  private String download(String file) {
    downloaded.add(file);
    if (file.startsWith("prices")) {
      throw new IllegalStateException("no " + file);
    }
    return file;
  }

  private List<String> sorted() {
    return downloaded.stream().sorted().toList();
  }

  /** The README has the same lines. */
  @Test
  void readme_hasTheExamples() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    for (String which : List.of("example", "repair", "journal")) {
      String example = lines(which);
      assertTrue(readme.contains("```java\n" + example + "\n```"), example);
    }
  }

  private static String lines(String which) throws IOException {
    String source = Files.readString(THIS);
    String begin = "// " + which + " begin\n";
    return source
        .substring(
            source.indexOf(begin) + begin.length(), source.indexOf("    // " + which + " end"))
        .lines()
        .map(line -> line.isBlank() ? "" : line.substring(4))
        .map(line -> line.replaceFirst("^( *)out.println", "$1System.out.println"))
        .collect(Collectors.joining("\n"));
  }
}
