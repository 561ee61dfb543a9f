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

/** Tasks that clean up when all else is over. */
@Timeout(300)
class CleanUpTest {
  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private List<String> ran() throws IOException {
    return Files.readAllLines(folder.resolve("ran"));
  }

  /** They come last, whatever became of the others; one that fails is a failure of the run. */
  @Test
  void make_cleanUps_comeLast() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              sweep: {if: always, run: echo sweep >> ran}
              bad: {run: exit 1}
              test: {needs: bad, run: touch test}
              down: {needs: {task: test, if: always}, run: echo down >> ran; exit 4}
              other: {run: echo other >> ran}
            """,
            "-j",
            "4");

    assertEquals(1, ended.exitCode());
    assertEquals(List.of("other", "down", "sweep"), ran());
    assertTrue(
        ended.out().contains("\n5 tasks: 2 DONE, 2 FAILED, 1 blocked by 'bad' in "), ended.out());
    assertFalse(ended.out().contains("cleaning up"), ended.out());
  }

  /** After a failure that stops the run they come all the same, for what never started, too. */
  @Test
  void make_failFast_cleansUp() throws IOException {
    Ended ended =
        make(
            """
            tasks:
              bad: {run: exit 1}
              first: {needs: {task: bad, if: completed}, run: touch first}
              later: {needs: first, run: touch later}
              down: {needs: [{task: later, if: always}], run: echo down >> ran}
              not: {needs: [{task: bad, if: always}, later], run: touch not}
            """,
            "--fail-fast",
            "-j",
            "1");

    assertEquals(1, ended.exitCode());
    assertEquals(List.of("down"), ran());
    assertTrue(ended.out().contains("\nfirst  PENDING "), ended.out());
    assertTrue(ended.out().contains("\nlater  CANCELLED "), ended.out());
    assertTrue(ended.out().contains("\ndown   DONE "), ended.out());
    assertTrue(ended.out().contains("\nnot    blocked by later "), ended.out());
    assertTrue(Files.notExists(folder.resolve("first")));
    assertTrue(Files.notExists(folder.resolve("later")));
  }

  /** When the time of the run is up they have a time of their own. */
  @Test
  void make_timeIsUp_cleansUpWithinALimit() throws IOException {
    String limit = "2s";
    Ended ended = cleanedUpWithin(limit);
    for (String longer : List.of("8s", "40s")) { // a busy machine has not come so far in that time
      if (!Files.exists(folder.resolve("deaf"))) {
        limit = longer;
        ended = cleanedUpWithin(limit);
      }
    }

    assertEquals(1, ended.exitCode());
    assertEquals(List.of("down", "deaf"), ran());
    assertTrue(
        ended.out().contains("\n--- cleaning up, for at most " + limit + "; Ctrl-C "), ended.out());
    assertTrue(
        ended.out().contains("\n--- the time to clean up, " + limit + ", was up\n"), ended.out());
    assertTrue(ended.out().contains("\ndeaf   CANCELLED "), ended.out());
    assertTrue(ended.out().contains("\nafter  PENDING "), ended.out());
  }

  private Ended cleanedUpWithin(String limit) throws IOException {
    Files.deleteIfExists(folder.resolve("ran"));
    return make(
        """
        tasks:
          slow: {run: sleep 300}
          down: {needs: {task: slow, if: always}, run: echo down >> ran}
          deaf:
            needs: down
            if: always
            run: "trap '' TERM INT; echo deaf >> ran; touch deaf; sleep 300"
          after: {needs: deaf, if: always, run: echo after >> ran}
        """,
        "--timeout",
        "500ms",
        "--cleanup-timeout",
        limit,
        "--grace",
        "0.2");
  }

  /** In a later run they come when something ran that they are for. */
  @Test
  void make_resume_cleansUpAfterWhatRan() throws IOException {
    String yaml =
        """
        tasks:
          up: {run: echo up >> ran}
          test: {needs: up, run: "echo test >> ran; [ -e fixed ]"}
          down: {needs: {task: test, if: always}, run: echo down >> ran}
          sweep: {if: always, run: echo sweep >> ran}
        """;
    assertEquals(1, make(yaml).exitCode());
    Files.createFile(folder.resolve("fixed"));
    Ended second = make(yaml, "--resume");
    Ended third = make(yaml, "--resume");

    assertEquals(0, second.exitCode(), second.out());
    assertTrue(second.out().contains("\n4 tasks DONE (1 before) in "), second.out());
    assertTrue(third.out().contains("\n4 tasks DONE (4 before) in "), third.out());
    assertEquals(
        List.of("up", "test", "down", "sweep", "test", "down", "sweep"), ran(), second.out());
  }

  /** What a clean-up has undone runs again, where the file says what that leaves. */
  @Test
  void make_resume_runsAgainWhatWasCleanedUp() throws IOException {
    String yaml =
        """
        tasks:
          build: echo build >> ran
          start: {needs: build, outputs: server, run: echo start >> ran; touch server}
          test: {needs: start, run: test -e server; test -e fixed}
          stop: {needs: [start, test], if: always, run: rm server}
        """;
    assertEquals(1, make(yaml).exitCode());
    Ended foretold = make(yaml, "--resume", "-n");
    Files.createFile(folder.resolve("fixed"));
    Ended second = make(yaml, "--resume");

    assertTrue(foretold.out().contains("build"), foretold.out());
    assertEquals(0, second.exitCode(), second.out());
    assertTrue(second.out().contains("\n4 tasks DONE (1 before) in "), second.out());
    assertEquals(List.of("build", "start", "start"), ran(), second.out());
  }

  /** A target brings its clean-up, and a clean-up as target comes without what it is for. */
  @Test
  void make_targets_bringTheirCleanUps() throws IOException {
    String yaml =
        """
        tasks:
          test: {run: echo test >> ran}
          lint: {run: echo lint >> ran}
          down: {needs: {task: test, if: always}, run: echo down >> ran}
        """;
    make(yaml, "test");
    make(yaml, "lint");
    make(yaml, "down");

    assertEquals(List.of("test", "down", "lint", "down"), ran());
    Ended shown = make(yaml, "-n");
    assertTrue(
        shown.out().contains("\nclean-up, in any case\n  down\n      echo down >> ran\n"),
        shown.out());
  }

  /** What is no clean-up cannot come after one. */
  @Test
  void make_needsACleanUp_isRefused() throws IOException {
    Ended ended = make("tasks: {a: {if: always, run: x}, b: {needs: a, run: touch ran}}");

    assertEquals(2, ended.exitCode());
    assertEquals(
        "taskloom: "
            + folder.resolve("tasks.yaml")
            + ":1:45: task 'b' needs 'a', which cleans up when all else is over (if: always): only"
            + " a task that does so, too, can need it\n",
        ended.err());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }
}
