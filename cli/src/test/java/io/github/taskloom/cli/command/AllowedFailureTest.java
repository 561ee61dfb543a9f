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

/** Tasks that are allowed to fail. */
@Timeout(120)
class AllowedFailureTest {
  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private boolean ran(String task) {
    return Files.exists(folder.resolve(task));
  }

  /** It is shown, with its output; all else goes on, under --fail-fast, too. */
  @Test
  void make_allowedFailure_isShownAndGoesOn() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              lint: {allow-failure: true, run: echo printed; exit 3}
              build: {needs: lint, run: touch build}
              alert: {needs: {task: lint, if: failed}, run: touch alert}
              sweep: {needs: {task: lint, if: completed}, run: touch sweep}
            """,
            "--fail-fast",
            "--explain",
            "lint");

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(ended.out().contains("FAILED (allowed): exit status 3\n"), ended.out());
    assertTrue(ended.out().contains(")\nprinted\n--- end of the output of 'lint'"), ended.out());
    assertTrue(ended.out().contains("\nlint   FAILED (allowed)  "), ended.out());
    assertTrue(ended.out().contains("\n4 tasks: 3 DONE, 1 FAILED (allowed) in "), ended.out());
    assertTrue(
        ended.out().endsWith("\nlint is FAILED: exit status 3, which it was allowed\n"),
        ended.out());
    assertTrue(ran("build") && ran("alert") && ran("sweep"));
  }

  /** One that does not fail is like any other; what is there for its failure is skipped. */
  @Test
  void make_noFailure_isDone() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              lint: {allow-failure: true, run: "true"}
              alert: {needs: {task: lint, if: failed}, run: touch alert}
              page: {needs: alert, run: touch page}
            """,
            "--fail-fast");

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(
        ended.out().contains(" ○ alert         -  skipped: not needed, 'lint' is DONE\n"),
        ended.out());
    assertTrue(
        ended.out().contains(" ○ page          -  skipped: not needed, 'alert' is skipped\n"),
        ended.out());
    assertTrue(ended.out().contains("\n3 tasks: 1 DONE, 2 skipped in "), ended.out());
  }

  /** It fails when no attempt is left, by its time, too. */
  @Test
  void make_retryAndTimeout_areTriedBefore() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              flaky: {allow-failure: true, retry: 2, run: "[ -e here ] || { touch here; exit 1; }"}
              bad: {allow-failure: true, retry: 2, run: echo x >> tries; exit 7}
              slow: {allow-failure: true, timeout: 300ms, run: sleep 300}
              next: {needs: [bad, slow], run: touch next}
            """);

    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(
        ended.out().contains("FAILED (allowed): exit status 7, in attempt 2\n"), ended.out());
    assertTrue(
        ended.out().contains("FAILED (allowed): timed out after 300ms, stopped\n"), ended.out());
    assertEquals(2, ended.out().lines().filter(line -> line.contains("↻")).count(), ended.out());
    assertEquals(List.of("x", "x"), Files.readAllLines(folder.resolve("tries")));
    assertTrue(ended.out().contains("\n4 tasks: 2 DONE, 2 FAILED (allowed) in "), ended.out());
    assertTrue(ran("next"));
  }

  /** Only its own failure is allowed it: what blocks it blocks what needs it. */
  @Test
  void make_blocked_isNotAllowed() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              bad: {run: exit 1}
              lint: {needs: bad, allow-failure: true, run: touch lint}
              build: {needs: lint, run: touch build}
              alert: {needs: {task: lint, if: failed}, run: touch alert}
            """);

    assertEquals(1, ended.exitCode());
    assertTrue(
        ended.out().contains("\n4 tasks: 1 DONE, 1 FAILED, 2 blocked by 'bad' in "), ended.out());
    assertTrue(ran("alert"));
    assertFalse(ran("build"));
  }

  /** A later run tries it again, and with it what needs it. */
  @Test
  void make_resume_triesAgain() throws IOException {
    String yaml =
        """
        tasks:
          first: {run: echo first >> ran}
          lint: {needs: first, allow-failure: true, run: "echo lint >> ran; [ -e fixed ]"}
          build: {needs: lint, run: echo build >> ran}
        """;
    make(yaml);
    Files.createFile(folder.resolve("fixed"));
    Ended again = make(yaml, "--resume");
    Ended third = make(yaml, "--resume");

    assertEquals(0, again.exitCode());
    assertTrue(again.out().contains("\n3 tasks DONE (1 before) in "), again.out());
    assertTrue(third.out().contains("\n3 tasks DONE (3 before) in "), third.out());
    assertEquals(
        List.of("first", "lint", "build", "lint", "build"),
        Files.readAllLines(folder.resolve("ran")));
  }

  /** On a terminal it has its line, as any failure. */
  @Test
  void make_terminal_tellsIt() throws IOException {
    Ended ended =
        new Taskloom(folder)
            .onTerminal(80)
            .make("tasks: {lint: {allow-failure: true, run: exit 1}}");

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().contains(" ✘ lint "), ended.out());
    assertFalse(ended.out().contains("not DONE"), ended.out());
  }

  /** Each mistake is told with its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: x, allow-failure: yes"
            + " | 1:36: allow-failure of task 'a' must be true or false, but is 'yes'",
        "run: x, allow-failure:"
            + " | 1:21: allow-failure of task 'a' is empty: give it a value or leave it out",
        "needs: a, allow-failure: true"
            + " | 1:23: task 'a' has 'allow-failure', but no 'run' that it could be for",
      })
  void make_mistake_isToldWithItsPlace(String task, String expected) throws IOException {
    Ended ended = make("tasks: {a: {" + task + "}}");

    assertEquals(2, ended.exitCode());
    assertEquals("taskloom: " + folder.resolve("tasks.yaml") + ":" + expected + "\n", ended.err());
  }
}
