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

/** Attempts, time limits, rules of needs and explanations, with real commands. */
@Timeout(300)
class MakePolicyTest {
  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private String log(String task) throws IOException {
    return Files.readString(new Taskloom(folder).lastRun().resolve(task + ".log")).strip();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }

  private static boolean isRunning(String pid) {
    // A process that has ended does not run, also while its parent has not asked for its end.
    return ProcessHandle.of(Long.parseLong(pid))
        .flatMap(process -> process.info().command())
        .isPresent();
  }

  /** Lines above the table. */
  private static List<String> lines(Ended ended, String part) {
    return ended
        .out()
        .lines()
        .takeWhile(line -> !line.startsWith("TASK"))
        .filter(line -> line.contains(part))
        .toList();
  }

  /** Each attempt that failed has a line, the log has the output of all of them. */
  @Test
  void make_retry_succeedsAtLast() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              flaky:
                retry: {attempts: 5, backoff: 1ms, cap: 5ms}
                run: |
                  echo x >> tries
                  echo try $(wc -l < tries)
                  [ $(wc -l < tries) = 3 ]
              after: {needs: flaky, run: touch after}
            """);

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(
        lines(ended, "↻").getFirst().matches(" ↻ flaky +[0-9.]+ s  attempt 1: exit status 1"),
        ended.out());
    assertEquals(2, lines(ended, "↻").size(), ended.out());
    assertEquals(
        """
        --- attempt 1 of 5
        try 1
        --- attempt 2 of 5
        try 2
        --- attempt 3 of 5
        try 3""",
        log("flaky"));
    assertTrue(Files.exists(folder.resolve("after")));
  }

  /** When all attempts failed the last one is the task's end; its output is shown once. */
  @Test
  void make_retry_failsAtLast() throws IOException {
    Ended ended = make("tasks: {bad: {retry: 2, run: echo tried; exit 3}}");

    assertEquals(1, ended.exitCode());
    assertEquals(1, lines(ended, "attempt 1: exit status 3").size(), ended.out());
    assertEquals(1, lines(ended, "FAILED: exit status 3, in attempt 2").size(), ended.out());
    assertTrue(
        ended.out().contains("\ntried\n--- attempt 2 of 2\ntried\n--- end of the output"),
        ended.out());
    assertEquals(1, lines(ended, "--- output of").size(), ended.out());
  }

  /** The log of an earlier run is no attempt of this one. */
  @Test
  void make_again_beginsTheLogAnew() throws IOException {
    make("tasks: {a: {run: echo first}}");
    make("tasks: {a: {run: echo second}}");

    assertEquals("second", log("a"));
  }

  /** What outlasts its time is ended with all that it started, deaf or not; others go on. */
  @Test
  void make_timeout_endsTheProcesses() throws IOException {
    String timeout = "300ms";
    Ended ended = timedOut(timeout);
    for (String longer : List.of("3s", "30s")) { // a busy machine has not begun in that time
      if (!isWritten("child") || !isWritten("deaf")) {
        timeout = longer;
        ended = timedOut(timeout);
      }
    }

    assertEquals(1, ended.exitCode());
    String told = " FAILED: timed out after " + timeout + ", stopped";
    assertEquals(2, lines(ended, told).size(), ended.out());
    assertTrue(
        ended.out().contains("\n4 tasks: 1 DONE, 2 FAILED, 1 blocked by 'slow' in "), ended.out());
    assertFalse(isRunning(text("child")) || isRunning(text("deaf")));
    assertTrue(Files.exists(folder.resolve("good")));
  }

  private boolean isWritten(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) && Files.size(file) > 0; // a shell opens a file before it writes
  }

  private Ended timedOut(String timeout) throws IOException {
    for (String file : List.of("child", "deaf")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    return make(
        """
        tasks:
          slow: {timeout: LIMIT, run: sleep 300 & echo $! > child; wait}
          deaf:
            timeout: LIMIT
            run: |
              trap '' TERM
              echo $$ > deaf
              while :; do sleep 300; done
          after: {needs: slow, run: touch after}
          good: {run: touch good}
        """
            .replace("LIMIT", timeout),
        "--jobs",
        "4",
        "--grace",
        "0.5");
  }

  /** The limit is for each attempt: a second one that is quick enough is right. */
  @Test
  void make_timeoutAndRetry_triesAgain() throws IOException {
    String timeout = "2s";
    Ended ended = timedOutOnce(timeout);
    for (String longer : List.of("10s", "60s")) { // a busy machine has not begun in that time
      if (ended.exitCode() != 0) {
        timeout = longer;
        ended = timedOutOnce(timeout);
      }
    }

    assertEquals(0, ended.exitCode(), ended.out());
    String told = "attempt 1: timed out after " + timeout + ", stopped";
    assertEquals(1, lines(ended, told).size(), ended.out());
  }

  private Ended timedOutOnce(String timeout) throws IOException {
    Files.deleteIfExists(folder.resolve("here"));
    return make(
        """
        tasks:
          once: {timeout: LIMIT, retry: 2, run: "[ -e here ] || { : > here; sleep 300; }"}
        """
            .replace("LIMIT", timeout));
  }

  /** What is there for a failure, and what needs that, is skipped when there is none. */
  @Test
  void make_ifFailed_isSkippedWithoutAFailure() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              work: {run: "true"}
              alert: {needs: {task: work, if: failed}, run: touch alert}
              page: {needs: alert, run: touch page}
              sweep: {needs: {task: work, if: completed}, run: touch sweep}
            """);

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(
        List.of(" ○ alert         -  skipped: not needed, 'work' is DONE"),
        lines(ended, "○ alert"));
    assertEquals(
        List.of(" ○ page          -  skipped: not needed, 'alert' is skipped"),
        lines(ended, "○ page"));
    assertTrue(ended.out().contains("\nalert  skipped "), ended.out());
    assertTrue(ended.out().contains("\n4 tasks: 2 DONE, 2 skipped in "), ended.out());
    assertTrue(Files.exists(folder.resolve("sweep")));
    assertTrue(Files.notExists(folder.resolve("alert")));
  }

  /** After a failure both come, also behind a task that failed by another. */
  @Test
  void make_ifFailed_comesAfterAFailure() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              bad: {run: exit 1}
              report: {needs: bad, run: touch report}
              alert: {needs: {task: report, if: failed}, run: touch alert}
              sweep: {needs: [{task: report, if: completed}, alert], run: touch sweep}
            """);

    assertEquals(1, ended.exitCode());
    assertTrue(
        ended.out().contains("\n4 tasks: 2 DONE, 1 FAILED, 1 blocked by 'bad' in "), ended.out());
    assertTrue(Files.exists(folder.resolve("sweep")), ended.out());
  }

  /** On a terminal what was skipped has no line, since nothing is wrong. */
  @Test
  void make_terminal_tellsAttemptsAndNotWhatIsSkipped() throws IOException {
    Ended ended =
        new Taskloom(folder)
            .onTerminal(80)
            .make(
                """
                tasks:
                  work: {retry: 2, run: "[ -e x ] || { touch x; exit 1; }"}
                  alert: {needs: {task: work, if: failed}, run: touch alert}
                """);

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(ended.out().contains("\r\u001b[K ↻ work "), ended.out());
    assertFalse(ended.out().contains("○") || ended.out().contains("not DONE"), ended.out());
  }

  /** When the time of the run is up what runs is ended, and nothing more starts. */
  @Test
  void make_timeoutOfTheRun_endsIt() throws IOException {
    String timeout = "2s";
    Ended ended = runTimedOut(timeout);
    for (String longer : List.of("10s", "60s")) { // a busy machine has not begun in that time
      if (!isWritten("slow") || !isWritten("deaf")) {
        timeout = longer;
        ended = runTimedOut(timeout);
      }
    }

    assertEquals(1, ended.exitCode());
    assertEquals(2, lines(ended, " FAILED: timed out after ").size(), ended.out());
    String told = "\nthe time of the run, " + timeout + ", was up\n";
    assertTrue(ended.out().contains(told), ended.out());
    assertFalse(isRunning(text("slow")) || isRunning(text("deaf")));
    assertTrue(Files.notExists(folder.resolve("later")));
  }

  private Ended runTimedOut(String timeout) throws IOException {
    for (String file : List.of("slow", "deaf")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    return make(
        """
        tasks:
          slow: {run: echo $$ > slow; exec sleep 300}
          later: {needs: slow, run: touch later}
          deaf: {run: "trap '' TERM; echo $$ > deaf; while :; do sleep 300; done"}
        """,
        "--jobs",
        "2",
        "--timeout",
        timeout,
        "--grace",
        "0.5");
  }

  /** A run that is done in time says nothing of the time. */
  @Test
  void make_timeoutOfTheRun_isNotTold() throws IOException {
    Ended ended = make("tasks: {a: {run: exit 1}}", "--timeout", "1h");

    assertEquals(1, ended.exitCode());
    assertFalse(ended.out().contains("was up"), ended.out());
  }

  /** The chain down to the root, for each task that is asked for, safe for a terminal. */
  @Test
  void make_explain_tellsTheChain() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              "fetch\\e": {retry: 2, run: exit 6}
              merge: {needs: "fetch\\e", run: "true"}
              report: {needs: merge}
              alone: {run: "true"}
            """,
            "--explain",
            "report",
            "--explain",
            "alone");

    assertEquals(1, ended.exitCode());
    assertTrue(
        ended
            .out()
            .endsWith(
                """

                report is FAILED: because of merge
                merge is FAILED: because of fetch\\u001b
                fetch\\u001b is FAILED: exit status 6, in each of 2 attempts

                alone is DONE: it has its result
                """),
        ended.out());
  }

  /** A task that is not there is told before anything runs. */
  @Test
  void make_explainUnknown_startsNothing() throws IOException {
    Ended ended = make("tasks: {fetch: {run: touch ran}}", "--explain", "fetsh");

    assertEquals(2, ended.exitCode());
    assertEquals(
        "taskloom: "
            + folder.resolve("tasks.yaml")
            + ": has no task 'fetsh': did you mean 'fetch'?\n",
        ended.err());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }
}
