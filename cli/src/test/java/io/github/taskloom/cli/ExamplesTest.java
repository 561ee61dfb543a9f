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

  private static boolean isTopOfADiamond(Task<?> task) {
    List<Task<?>> below =
        task.prerequisites().stream().flatMap(side -> side.prerequisites().stream()).toList();
    return below.stream().distinct().count() < below.size();
  }
}
