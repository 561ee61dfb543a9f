package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the output of tasks is shown. */
@Timeout(300)
class MakeOutputTest {
  private static final String TWO =
      """
      tasks:
        a: {run: "echo one; printf two"}
        b: {needs: a, run: echo three}
        all: {needs: b}
      """;

  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  /** What is above the table, without durations and the folder of the run. */
  private static List<String> above(Ended ended) {
    return ended
        .out()
        .lines()
        .takeWhile(line -> !line.startsWith("TASK"))
        .filter(line -> !line.isEmpty())
        .map(line -> line.replaceAll(" +[0-9.]+ s", "").replaceAll(" \\(.*\\)", ""))
        .toList();
  }

  /** In each mode all that a command printed stands before the line that tells its end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "failed; ▶ a, ✔ a, ▶ b, ✔ b, ✔ all",
        "prefixed; ▶ a,a | one,a | two, ✔ a, ▶ b,b | three, ✔ b, ✔ all",
        "live; ▶ a,one,two, ✔ a, ▶ b,three, ✔ b, ✔ all",
        "grouped; ▶ a,--- output of 'a',one,two,--- end of the output of 'a', ✔ a,"
            + " ▶ b,--- output of 'b',three,--- end of the output of 'b', ✔ b, ✔ all",
      })
  void make_mode_showsTheOutput(String mode, String expected) throws IOException {
    Ended ended = make(TWO, "--output", mode, "--jobs", "1");

    assertEquals(0, ended.exitCode(), ended.err());
    List<String> lines = List.of((" " + expected).split(","));
    // The line of an end comes from another thread than the start of the next task.
    assertEquals(
        lines.stream().sorted().toList(), above(ended).stream().sorted().toList(), ended.out());
    if (!mode.equals("grouped")) {
      assertEquals(
          lines.stream().filter(line -> !line.contains("✔")).toList(),
          above(ended).stream().filter(line -> !line.contains("✔")).toList());
    }
    for (String task : List.of("a", "b")) {
      String last = task.equals("a") ? "two" : "three";
      int output = mode.equals("failed") ? 0 : ended.out().indexOf(last);
      assertTrue(output >= 0 && output < ended.out().indexOf("✔ " + task), ended.out());
    }
    assertEquals("one\ntwo", Files.readString(new Taskloom(folder).lastRun().resolve("a.log")));
  }

  /** What a task says goes before what is said of all; without a word it is 'failed'. */
  @Test
  void make_outputOfATask_goesBeforeTheOption() throws IOException {
    String yaml =
        """
        tasks:
          a: {run: echo one, output: prefixed}
          b: {run: echo two, output: failed}
          c: {run: echo three}
        """;

    List<String> all = above(make(yaml, "--output", "LIVE"));
    List<String> own = above(make(yaml));

    assertTrue(all.contains("a | one") && all.contains("three"), all.toString());
    assertFalse(all.contains("two"), all.toString());
    assertTrue(own.contains("a | one"), own.toString());
    assertFalse(own.contains("two") || own.contains("three"), own.toString());
  }

  /** Attempts are told apart; what failed is shown once more at the end, and not a third time. */
  @Test
  void make_prefixedRetry_tellsAttempts() throws IOException {
    Ended ended = make("tasks: {a: {run: echo tried; exit 3, retry: 2}}", "--output", "prefixed");

    assertEquals(1, ended.exitCode());
    assertEquals(
        List.of(
            " ▶ a",
            "a | --- attempt 1 of 2",
            "a | tried",
            " ↻ a  attempt 1: exit status 3",
            " ▶ a  attempt 2",
            "a | --- attempt 2 of 2",
            "a | tried",
            " ✘ a  FAILED: exit status 3, in attempt 2"),
        above(ended));
    assertTrue(ended.out().contains("\n     --- attempt 2 of 2\n     tried\n"), ended.out());
  }

  /**
   * What a command leaves in the background, its output open, holds up no task. It ends with the
   * folder of the test at the latest.
   */
  @ParameterizedTest
  @ValueSource(strings = {"grouped", "prefixed", "live"})
  void make_leftover_holdsUpNothing(String mode) throws IOException {
    Ended ended =
        make(
            "tasks: {a: {run: \"echo one; (while [ -e tasks.yaml ] && ! [ -e go ]; do sleep 0.01;"
                + " done) &\"}, b: {needs: a, run: touch go}}",
            "--output",
            mode);

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(ended.out().contains("one\n"), ended.out());
  }

  /**
   * Above a bar stand whole lines alone; with --output live there is no bar, but parts of lines.
   */
  @Test
  void make_terminal_showsAboveTheBar() throws IOException {
    String yaml = "tasks: {a: {run: \"echo one; printf two\"}}";

    Ended bar = new Taskloom(folder).onTerminal(80).make(yaml, "--output", "prefixed");
    Ended live = new Taskloom(folder).onTerminal(80).make(yaml, "--output", "live");

    assertTrue(bar.out().contains("\r\u001b[Ka | one\n"), bar.out());
    assertTrue(bar.out().contains("a | two\n"), bar.out());
    assertFalse(live.out().contains("\u001b[K"), live.out());
    assertTrue(live.out().contains("one\ntwo\n ✔ a "), live.out());
  }

  /** An output that is none is told, and nothing starts. */
  @Test
  void make_unknownMode_startsNothing() throws IOException {
    Ended wrong = make("tasks:\n  a: {run: touch ran, output: prefix}\n");
    Ended group = make("tasks:\n  a: {run: touch ran}\n  b: {needs: a, output: live}\n");

    String file = "taskloom: " + folder.resolve("tasks.yaml") + ":";
    assertEquals(
        file
            + "2:31: output of task 'a' must be failed, grouped, prefixed or live, but is 'prefix':"
            + " did you mean prefixed?\n",
        wrong.err());
    assertEquals(
        file + "3:17: task 'b' has an output, but no 'run' that it could be for\n", group.err());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }
}
