package io.github.taskloom.cli.show;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.estimate.RemainingTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Console console(OptionalInt width) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Console(out, out, width);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static TaskResult result(String name, TaskState state, long millis, String why) {
    return new TaskResult(name, state, Duration.ofMillis(millis), why);
  }

  /** Without a terminal there is a line for each attempt that starts, and for what settles. */
  @Test
  void settled_noTerminal_isALine() {
    try (Display display = Display.on(console(OptionalInt.empty()), List.of("fetch", "to\ndo"))) {
      display.started("fetch", 1);
      display.started("to\ndo", 2);
      display.settled(result("fetch", TaskState.DONE, 1234, ""));
      display.settled(result("to\ndo", TaskState.FAILED, 20, "exit status 3"));
      display.settled(new TaskResult("fetch", TaskState.CANCELLED, null, ""));
      display.settled(TaskResult.before("fetch"));
    }

    assertEquals(
        """
         ▶ fetch
         ▶ to\\ndo  attempt 2
         ✔ fetch      1.2 s
         ✘ to\\ndo     0.0 s  FAILED: exit status 3
         ⊘ fetch          -  CANCELLED
         ✔ fetch          -  DONE before
        """,
        shown());
  }

  /** While nothing else happens a line tells from time to time what runs. */
  @Test
  void started_noTerminal_isFollowedBySignsOfLife() {
    Duration pause = Duration.ofMillis(5);
    Console console = console(OptionalInt.empty());
    try (Display display =
        new LineDisplay(console, List.of("fetch"), RemainingTime.UNKNOWN, pause)) {
      display.started("fetch", 1);
      await().atMost(20, SECONDS).until(() -> shown().split("running: 'fetch' since").length > 2);
    }
  }

  /** On a terminal a bar tells counts and what runs; only what is not DONE gets a line above it. */
  @Test
  void settled_terminal_movesTheBar() {
    try (Display display = Display.on(console(OptionalInt.of(80)), List.of("a", "b", "c"))) {
      display.started("a", 1);
      display.started("b", 1);
      await().atMost(20, SECONDS).until(() -> shown().contains("0/3"));
      await().atMost(20, SECONDS).until(() -> shown().contains(" a, b"));
      display.settled(result("a", TaskState.DONE, 10, ""));
      await().atMost(20, SECONDS).until(() -> shown().contains("1/3"));
      display.settled(result("b", TaskState.FAILED, 10, "exit status 1"));
      await().atMost(20, SECONDS).until(() -> shown().contains("1 not DONE"));
    }

    String shown = shown();
    assertTrue(shown.contains(ERASE + " ✘ b     0.0 s  FAILED: exit status 1\n"), shown);
    assertFalse(shown.contains("✔"), shown);
    assertTrue(shown.endsWith(ERASE), "the bar is gone in the end: " + shown);
    for (String line : shown.split("[\r\n]+", -1)) {
      assertTrue(
          Columns.width(line.replace("\u001b[K", "").replace(TerminalReset.TEXT, "")) < 80, line);
    }
  }
}
