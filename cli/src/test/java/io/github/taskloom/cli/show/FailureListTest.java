package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.show.TaskResult.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureListTest {
  @TempDir Path folder;

  private String printed(List<TaskResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FailureList.print(
        results, folder::resolve, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static TaskResult failed(String name) {
    return new TaskResult(name, TaskState.FAILED, Duration.ofSeconds(2), "exit status 3");
  }

  /** Each failure comes with its last ten lines and its file; what was blocked does not come. */
  @Test
  void print_failures_haveTheirLastLines() throws IOException {
    String lines = IntStream.range(0, 12).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(folder.resolve("a"), lines);
    TaskResult blocked = new TaskResult("b", TaskState.FAILED, null, "", Part.WANTED, "a");
    TaskResult done = new TaskResult("c", TaskState.DONE, Duration.ZERO, "");

    assertEquals(
        """

        what FAILED, and its last lines:
         ✘ a          2.0 s  FAILED: exit status 3
             2
             3
             4
             5
             6
             7
             8
             9
             10
             11
           all of it: %s
         ✘ silent     2.0 s  FAILED: exit status 3
        """
            .formatted(folder.resolve("a")),
        printed(List.of(failed("a"), blocked, done, failed("silent"))));
    assertEquals("", printed(List.of(done)));
  }

  /** Of very many some are told, and how many more there are. */
  @Test
  void print_many_areCut() {
    String printed = printed(Collections.nCopies(1_000, failed("a")));

    assertTrue(printed.endsWith(" and 980 more\n"), printed);
    assertEquals(23, printed.lines().count());
  }
}
