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

  /** The sum names one state where there is one, else counts them. */
  @Test
  void printSummary_states_areCounted() {
    Duration elapsed = Duration.ofMillis(2500);

    assertEquals(
        "\n3 tasks: 1 PENDING, 1 DONE, 1 FAILED in 2.5 s\n",
        printed(out -> ResultTable.printSummary(RESULTS, elapsed, out)));
    assertEquals(
        "\n1 task DONE in 2.5 s\n",
        printed(out -> ResultTable.printSummary(RESULTS.subList(0, 1), elapsed, out)));
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
    assertEquals(
        "\n2 tasks DONE (1 before) in 1.0 s\n",
        printed(out -> ResultTable.printSummary(results, Duration.ofSeconds(1), out)));
  }
}
