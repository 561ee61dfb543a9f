package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.show.ResultTable.Order;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final List<TaskResult> RESULTS =
      List.of(
          new TaskResult("fetch", TaskState.DONE, Duration.ofMillis(1234), ""),
          new TaskResult("clean 😀", TaskState.FAILED, Duration.ofSeconds(75), "exit status 1"),
          new TaskResult("report", TaskState.PENDING, null, ""));

  private static String printed(Consumer<PrintStream> printing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    printing.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Task, state and duration stand in columns, in the order of the file. */
  @Test
  void print_fileOrder_isATable() {
    assertEquals(
        """

        TASK      STATE          DURATION
        fetch     DONE              1.2 s
        clean 😀  FAILED       1 min 15 s
        report    PENDING               -
        """,
        printed(out -> ResultTable.print(RESULTS, Order.FILE, out)));
  }

  /** The longest stand first on request, those that did not run last. */
  @Test
  void print_durationOrder_hasTheLongestFirst() {
    assertEquals(
        """

        TASK      STATE          DURATION
        clean 😀  FAILED       1 min 15 s
        fetch     DONE              1.2 s
        report    PENDING               -
        """,
        printed(out -> ResultTable.print(RESULTS, Order.DURATION, out)));
  }

  /** A very long name does not break the table. */
  @Test
  void print_veryLongName_isCut() {
    TaskResult wide = new TaskResult("x".repeat(10_000), TaskState.DONE, Duration.ZERO, "");

    String printed = printed(out -> ResultTable.print(List.of(wide), Order.FILE, out));

    assertTrue(printed.lines().allMatch(line -> line.length() < 100), printed);
  }

  /** What an earlier run has DONE is told apart, in the table and in the sum. */
  @Test
  void print_before_isToldApart() {
    List<TaskResult> results =
        List.of(
            TaskResult.before("fetch"),
            new TaskResult("clean", TaskState.DONE, Duration.ofMillis(1234), ""));

    assertEquals(
        """

        TASK   STATE          DURATION
        fetch  DONE                  -  before
        clean  DONE              1.2 s
        """,
        printed(out -> ResultTable.print(results, Order.FILE, out)));
  }

  /** A task that never ran since another failed has a state of its own, which is cut if need be. */
  @Test
  void print_blocked_namesTheBlocker() {
    List<TaskResult> results = List.of(RESULTS.get(1), blocked("b", "clean 😀"));

    assertEquals(
        """

        TASK      STATE                    DURATION
        clean 😀  FAILED                 1 min 15 s
        b         blocked by clean 😀             -
        """,
        printed(out -> ResultTable.print(results, Order.FILE, out)));
    String wide =
        printed(out -> ResultTable.print(List.of(blocked("b", "x".repeat(999))), Order.FILE, out));
    assertTrue(wide.lines().allMatch(line -> line.length() < 80), wide);
  }

  private static TaskResult blocked(String name, String blocker) {
    return new TaskResult(name, TaskState.FAILED, null, "", TaskResult.Part.WANTED, blocker);
  }
}
