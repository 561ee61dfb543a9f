package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.Taskloom.Ended;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("examples");

  @TempDir Path folder;

  /** Every example is a task file without a mistake. */
  @Test
  void read_everyExample_isRight() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) { // and none of their runs
        TaskGraph.of(TaskFileReader.read(file), (task, script) -> true);
      }
    }
  }

  /** The release is work worth the name: ten tasks or more, four layers or more, a diamond. */
  @Test
  void layers_release_areManyWithADiamond() {
    List<Task<?>> tasks =
        TaskGraph.of(TaskFileReader.read(EXAMPLES.resolve("release.yaml")), (task, script) -> true)
            .all();

    assertTrue(tasks.size() >= 10, "tasks: " + tasks.size());
    assertTrue(Tasks.layers(tasks).size() >= 4);
    assertTrue(
        tasks.stream().anyMatch(ExamplesTest::isTopOfADiamond), "none has two ways to one task");
  }

  /** The first example runs anywhere. */
  @Test
  void make_hello_pairsWordsAndNumbers() throws IOException {
    Ended ended = new Taskloom(folder).make(Files.readString(EXAMPLES.resolve("hello.yaml")));

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(
        "1\tto\n2\tbe\n3\tnot\n",
        Files.readString(new Taskloom(folder).lastRun().resolve("pairs.log")));
  }

  /** The night fails half-way, is repaired, and goes on: nothing that was DONE is started again. */
  @Test
  void make_nightly_isRepairedAndGoesOn() throws IOException {
    String yaml = Files.readString(EXAMPLES.resolve("nightly.yaml"));
    Path night = folder.resolve("target/nightly");

    Ended first = new Taskloom(folder).make(yaml, "--track");

    assertEquals(1, first.exitCode(), first.out());
    assertTrue(first.out().contains("attempt 1: exit status 1\n"), first.out());
    assertTrue(
        first.out().contains("\n7 tasks: 5 DONE, 1 FAILED, 1 blocked by 'prices' in "),
        first.out());
    assertEquals(
        List.of("alert", "merged", "orders", "orders", "prices", "stock", "sweep"),
        started(first),
        "each once; the orders twice, from a busy server");
    assertEquals("no report tonight\n", Files.readString(night.resolve("alerts.txt")));
    assertTrue(Files.notExists(night.resolve("scratch")), "the sweep comes in any case");

    // A task that ran once more would make these anew.
    Files.delete(night.resolve("orders.txt"));
    Files.delete(night.resolve("stock.txt"));
    Files.writeString(night.resolve("rate.txt"), "3\n");
    Ended second = new Taskloom(folder).make(yaml, "--track", "--resume");

    assertEquals(0, second.exitCode(), second.out());
    assertTrue(second.out().contains("\n7 tasks: 6 DONE (4 before), 1 skipped in "), second.out());
    assertEquals(List.of("prices", "report"), started(second), "just the rest");
    assertTrue(Files.notExists(night.resolve("orders.txt")));
    assertTrue(Files.notExists(night.resolve("stock.txt")));
    assertEquals(
        "Tonight's prices\napples 90 of 300\npears 36 of 240\n",
        Files.readString(night.resolve("report.txt")));
    assertEquals(1, Files.readAllLines(night.resolve("alerts.txt")).size());
  }

  /** The tasks whose scripts were started, once for each start, sorted. */
  private static List<String> started(Ended ended) {
    String start = " PENDING->dispatch->RUNNING";
    return ended
        .out()
        .lines()
        .filter(line -> line.endsWith(start))
        .map(line -> line.substring(0, line.length() - start.length()))
        .sorted()
        .toList();
  }

  private static boolean isTopOfADiamond(Task<?> task) {
    List<Task<?>> below =
        task.prerequisites().stream().flatMap(side -> side.prerequisites().stream()).toList();
    return below.stream().distinct().count() < below.size();
  }
}
