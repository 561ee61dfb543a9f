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
      for (Path file : files.toList()) {
        TaskGraph.of(TaskFileReader.read(file), (task, script) -> {});
      }
    }
  }

  /** The release is work worth the name: ten tasks or more, four layers or more, a diamond. */
  @Test
  void layers_release_areManyWithADiamond() {
    List<Task<?>> tasks =
        TaskGraph.of(TaskFileReader.read(EXAMPLES.resolve("release.yaml")), (task, script) -> {})
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
    assertEquals("1\tto\n2\tbe\n3\tnot\n", Files.readString(folder.resolve("logs/pairs.log")));
  }

  /** The night fails half-way, is repaired, and goes on: what was made is not made again. */
  @Test
  void make_nightly_isRepairedAndGoesOn() throws IOException {
    String yaml = Files.readString(EXAMPLES.resolve("nightly.yaml"));
    Path night = folder.resolve("target/nightly");

    Ended first = new Taskloom(folder).make(yaml);

    assertEquals(1, first.exitCode(), first.out());
    assertTrue(first.out().contains("attempt 1: exit status 1\n"), first.out());
    assertTrue(first.out().contains("\n7 tasks: 5 DONE, 2 FAILED in "), first.out());
    assertEquals("no report tonight\n", Files.readString(night.resolve("alerts.txt")));
    assertTrue(Files.notExists(night.resolve("scratch")), "the sweep comes in any case");

    Files.writeString(night.resolve("rate.txt"), "3\n");
    Ended second = new Taskloom(folder).make(yaml);

    assertEquals(0, second.exitCode(), second.out());
    assertTrue(second.out().contains("\n7 tasks: 6 DONE, 1 skipped in "), second.out());
    assertEquals(
        List.of("merged", "orders", "prices", "report", "stock"),
        Files.readAllLines(night.resolve("worked.txt")).stream().sorted().toList(),
        "each did its work once");
    assertEquals(
        "Tonight's prices\napples 90 of 300\npears 36 of 240\n",
        Files.readString(night.resolve("report.txt")));
    assertEquals(1, Files.readAllLines(night.resolve("alerts.txt")).size());
  }

  private static boolean isTopOfADiamond(Task<?> task) {
    List<Task<?>> below =
        task.prerequisites().stream().flatMap(side -> side.prerequisites().stream()).toList();
    return below.stream().distinct().count() < below.size();
  }
}
