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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MakeCommandTest {
  private static final String DIAMOND =
      """
      tasks:
        base: {run: echo base >> ran, description: what all need}
        left: {needs: base, run: echo left >> ran}
        right: {needs: base, run: echo right >> ran}
        top: {needs: [left, right], run: echo top >> ran}
        alone: {run: touch alone}
      """;

  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private List<String> ran() throws IOException {
    return Files.readAllLines(folder.resolve("ran"));
  }

  /** Durations differ from run to run. */
  private static String withoutTimes(String text) {
    return text.replaceAll(" +[0-9.]+ s", " TIME");
  }

  /**
   * All tasks run, each after what it needs; lines, table and sum tell it. That a task is done
   * which nothing needs may be told a little later.
   */
  @Test
  void make_allDone_exits0() throws IOException {
    Ended ended = make(DIAMOND, "--jobs", "1");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(List.of("base", "left", "right", "top"), ran());
    assertEquals(
        List.of(" ▶ base", " ▶ alone", " ▶ left", " ▶ right", " ▶ top"),
        ended.out().lines().filter(line -> line.contains("▶")).toList());
    assertEquals(
        """
         ✔ base  TIME
         ✔ left  TIME
         ✔ right TIME
         ✔ top   TIME

        TASK   STATE          DURATION
        base   DONE      TIME
        left   DONE      TIME
        right  DONE      TIME
        top    DONE      TIME
        alone  DONE      TIME

        5 tasks DONE in TIME
        """
            .replaceAll("(base|left|top) +TIME", "$1 TIME"),
        withoutTimes(ended.out().replaceAll("(?m)^ (▶|✔ alone).*\n", ""))
            .replaceAll("DONE TIME", "DONE      TIME")
            .replaceAll("(base|left|top) +TIME", "$1 TIME"));
    assertTrue(withoutTimes(ended.out()).contains(" ✔ alone TIME\n"), ended.out());
    assertEquals("", ended.err());
  }

  /** Without a word on the order a task does not wait for tasks that it does not need. */
  @Test
  void make_eager_hasNoBarrier() throws IOException {
    String yaml =
        """
        tasks:
          slow:
            run: |
              for i in $(seq 300); do
                if [ -e after ]; then exit 0; fi
                sleep 0.1
              done
              exit 1
          quick: {run: "true"}
          after: {needs: quick, run: touch after}
        """;

    assertEquals(0, make(yaml, "--jobs", "2").exitCode());
    Files.delete(folder.resolve("after"));
    assertEquals(0, make(yaml, "--jobs", "2", "--order", "eager").exitCode());
  }

  /** A layer starts when the one before has ended. */
  @Test
  void make_layered_waitsForTheLayerBefore() throws IOException {
    String yaml =
        """
        tasks:
          slow: {run: sleep 0.3; touch slow}
          quick: {run: "true"}
          after: {needs: quick, run: test -e slow}
        """;

    Ended ended = make(yaml, "--jobs", "2", "--order", "layered");

    assertEquals(0, ended.exitCode(), ended.out());
  }

  /** Only the target and what it needs is made. */
  @Test
  void make_target_leavesTheRest() throws IOException {
    Ended ended = make(DIAMOND, "left");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(List.of("base", "left"), ran());
    assertTrue(ended.out().contains("\n2 tasks DONE in "), ended.out());
    assertTrue(Files.notExists(folder.resolve("alone")));
  }

  /** A task that fails shows its output, its dependents fail, the others go on: exit code 1. */
  @Test
  void make_failure_isShownAndExits1() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              bad: {run: "echo to out; echo to err >&2; no-such-program; echo not reached"}
              after: {needs: bad, run: touch after}
              good: {run: touch good}
            """);

    assertEquals(1, ended.exitCode());
    assertTrue(
        ended.out().contains(" FAILED: exit status 127: command not found?\n--- output of 'bad' ("),
        ended.out());
    assertTrue(ended.out().contains("\nto out\nto err\n"), ended.out());
    assertFalse(ended.out().contains("not reached"), ended.out());
    assertTrue(
        ended.out().contains(" ⊘ after         -  blocked by 'bad', which is FAILED\n"),
        ended.out());
    assertTrue(
        ended.out().contains("\n3 tasks: 1 DONE, 1 FAILED, 1 blocked by 'bad' in "), ended.out());
    assertTrue(Files.exists(folder.resolve("good")));
    assertTrue(Files.notExists(folder.resolve("after")));
    assertTrue(
        Files.readString(new Taskloom(folder).lastRun().resolve("bad.log"))
            .startsWith("to out\nto err\n"));
  }

  /** With --fail-fast nothing more starts after a failure. */
  @Test
  void make_failFast_leavesTheRestPending() throws IOException {
    Ended ended =
        make(
            "tasks: {a: {run: exit 1}, b: {run: touch b}, c: {needs: b, run: touch c}}",
            "--fail-fast",
            "--jobs",
            "1");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.out().contains("\n3 tasks: 2 PENDING, 1 FAILED in "), ended.out());
    assertTrue(Files.notExists(folder.resolve("b")));
  }

  /** At most N commands run at once, and N where there is work for them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void make_jobs_limitsWhatRunsAtOnce(int jobs) throws IOException {
    StringBuilder yaml = new StringBuilder("tasks:\n");
    for (int i = 0; i < 12; i++) {
      // Each leaves a trace of how many were there with it.
      yaml.append(
          """
            t%d:
              run: |
                mkdir running/%d
                ls running | wc -l >> seen
                sleep 0.1
                ls running | wc -l >> seen
                rmdir running/%d
          """
              .formatted(i, i, i));
    }
    Files.createDirectories(folder.resolve("running"));

    Ended ended = make(yaml.toString(), "--jobs", "" + jobs);

    assertEquals(0, ended.exitCode(), ended.out());
    int most =
        Files.readAllLines(folder.resolve("seen")).stream()
            .mapToInt(line -> Integer.parseInt(line.strip()))
            .max()
            .orElseThrow();
    assertTrue(most <= jobs, "at once: " + most);
  }

  /** The layers are printed and nothing is run, nor written. */
  @Test
  void make_dryRun_printsTheLayers() throws IOException {
    Ended ended = make(DIAMOND, "--dry-run", "top", "alone");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(
        """
        layer 1
          base   what all need
              echo base >> ran
          alone
              touch alone
        layer 2
          left
              echo left >> ran
          right
              echo right >> ran
        layer 3
          top
              echo top >> ran
        5 tasks in 3 layers, nothing was run
        """,
        ended.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "tasks.yaml alone");
    }
  }

  /** Every change of state is told. */
  @Test
  void make_track_printsTransitions() throws IOException {
    Ended ended = make("tasks: {\"a\\n\": {run: exit 1}, b: {needs: \"a\\n\"}}", "--track");

    assertEquals(1, ended.exitCode());
    assertEquals(
        List.of(
            "a\\n PENDING->dispatch->RUNNING",
            "a\\n RUNNING->error->FAILED",
            "b PENDING->error->FAILED"),
        ended.out().lines().filter(line -> line.contains("->")).toList());
  }

  /** The drawing shows the states after the run; folders for it are made. */
  @Test
  void make_dot_isDrawnAfterTheRun() throws IOException {
    Path dot = folder.resolve("deep/graph.dot");

    Ended ended = make("tasks: {a: {run: exit 1}, b: {run: 'true'}}", "--dot", dot.toString());

    assertEquals(1, ended.exitCode());
    String drawing = Files.readString(dot);
    assertTrue(drawing.contains("a\\nFAILED") && drawing.contains("red"), drawing);
    assertTrue(drawing.contains("b\\nDONE") && drawing.contains("green"), drawing);
  }

  /** A drawing that cannot be written, a folder that is not there: told before anything runs. */
  @Test
  void make_impossibleOption_startsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (List<String> options :
        List.of(
            List.of("--dot", folder.toString()),
            List.of("--dot", file.resolve("x.dot").toString()),
            List.of("--state", file.toString()),
            List.of("-C", folder.resolve("none").toString()))) {
      Ended ended = make(DIAMOND, options.toArray(String[]::new));

      assertEquals(2, ended.exitCode(), options.toString());
      assertEquals(1, ended.err().lines().count(), ended.err());
      assertTrue(Files.notExists(folder.resolve("ran")));
    }
  }

  /** A mistake in the file, or an unknown target, is one line with its place; nothing is run. */
  @Test
  void make_wrongInput_startsNothing() throws IOException {
    Ended file = make("tasks:\n  a: {run: touch ran}\n  b: {needs: aa}\n");
    Ended target = make("tasks: {fetch: {run: touch ran}}", "fetsh");

    String path = folder.resolve("tasks.yaml").toString();
    assertEquals(
        "taskloom: " + path + ":3:14: task 'b' needs 'aa', which is not there: did you mean 'a'?\n",
        file.err());
    assertEquals(
        "taskloom: " + path + ": has no task 'fetsh': did you mean 'fetch'?\n", target.err());
    assertEquals(List.of(2, 2), List.of(file.exitCode(), target.exitCode()));
    assertEquals("", file.out() + target.out());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  /** Names of any kind are made, shown in one line, and have logs of their own. */
  @Test
  void make_strangeNames_work() throws IOException {
    String longName = "n".repeat(1_000);
    Ended ended =
        make(
            """
            tasks:
              "new\\nline": {run: echo 1}
              'quote "'' $x': {run: echo 2}
              "😀 \\e[31m": {run: echo 3}
              "../../escape": {run: echo 4}
              %s: {run: echo 5}
            """
                .formatted(longName));

    assertEquals(0, ended.exitCode(), ended.out() + ended.err());
    assertTrue(ended.out().contains(" ✔ new\\nline "), ended.out());
    assertTrue(ended.out().contains(" ✔ 😀 \\u001b[31m "), ended.out());
    try (Stream<Path> logs = Files.list(new Taskloom(folder).lastRun())) {
      assertEquals(5, logs.filter(log -> log.toString().endsWith(".log")).count());
    }
    assertEquals(
        "4\n", Files.readString(new Taskloom(folder).lastRun().resolve("_.._.._escape.log")));
  }

  /** On a terminal the bar is gone before the table comes. */
  @Test
  void make_terminal_clearsTheBar() throws IOException {
    Ended ended = new Taskloom(folder).onTerminal(80).make("tasks: {a: {run: exit 1}}");

    assertEquals(1, ended.exitCode());
    assertTrue(ended.out().contains("\r\u001b[K\nTASK  STATE"), ended.out());
    assertTrue(ended.out().contains("\r\u001b[K ✘ a "), ended.out());
  }

  /** What no shell can have as a variable reaches the command, or the task file is refused. */
  @Test
  void make_oddNameInEnv_isPassedOnOrRefused() throws IOException {
    String yaml =
        """
        tasks:
          fine: {run: touch fine}
          odd: {run: "env > seen", env: {discovery.type: single-node}}
        """;

    Ended ended = make(yaml);

    if (ended.exitCode() == 0) {
      assertTrue(Files.readString(folder.resolve("seen")).contains("discovery.type=single-node\n"));
    } else {
      assertEquals(2, ended.exitCode(), ended.out());
      assertTrue(
          ended
              .err()
              .contains("tasks.yaml:3:3: 'discovery.type' in the environment of task 'odd' is not"),
          ended.err());
      assertFalse(Files.exists(folder.resolve("fine")), "nothing was started");
      assertEquals(0, make(yaml, "fine").exitCode(), "what is not run may say what it likes");
    }
  }

  /** What taskloom sets for its own purposes is not for tasks to set. */
  @Test
  void make_ownNameInEnv_isRefused() throws IOException {
    Ended ended = make("tasks: {a: {run: x, env: {TASKLOOM_JAVA_HOME: x}}}");

    assertEquals(2, ended.exitCode(), ended.out());
    assertTrue(ended.err().endsWith("is set by taskloom itself\n"), ended.err());
  }
}
