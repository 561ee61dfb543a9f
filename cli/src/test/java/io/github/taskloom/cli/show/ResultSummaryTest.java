package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.show.TaskResult.Part;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultSummaryTest {
  private static String summary(TaskResult... results) {
    return summary(List.of(results));
  }

  private static String summary(List<TaskResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultSummary.print(
        results, Duration.ofMillis(2500), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static TaskResult ended(TaskState state) {
    return new TaskResult(state.name(), state, Duration.ofSeconds(1), "");
  }

  private static TaskResult blocked(String blocker) {
    return new TaskResult("b", TaskState.FAILED, null, "", Part.WANTED, blocker);
  }

  /** The sum names one state where there is one, else counts them. */
  @Test
  void print_states_areCounted() {
    assertEquals(
        "\n3 tasks: 1 PENDING, 1 DONE, 1 FAILED in 2.5 s\n",
        summary(ended(TaskState.FAILED), ended(TaskState.PENDING), ended(TaskState.DONE)));
    assertEquals("\n1 task DONE in 2.5 s\n", summary(ended(TaskState.DONE)));
  }

  /** What an earlier run has DONE is told apart. */
  @Test
  void print_before_isCountedApart() {
    assertEquals(
        "\n2 tasks DONE (1 before) in 2.5 s\n",
        summary(TaskResult.before("fetch"), ended(TaskState.DONE)));
  }

  /** What never ran because of another is not counted with what failed; the others are named. */
  @Test
  void print_blocked_isNotCountedAsFailed() {
    assertEquals(
        "\n4 tasks: 1 FAILED, 3 blocked by 'x', 'y' in 2.5 s\n",
        summary(blocked("x"), ended(TaskState.FAILED), blocked("y"), blocked("x")));

    List<TaskResult> many = new ArrayList<>(List.of(ended(TaskState.DONE)));
    IntStream.range(0, 10).forEach(i -> many.add(blocked("t" + i)));
    assertEquals(
        "\n11 tasks: 1 DONE, 10 blocked by 't0', 't1', 't2' and 7 more in 2.5 s\n", summary(many));
  }
}
