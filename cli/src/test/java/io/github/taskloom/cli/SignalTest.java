package io.github.taskloom.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals and large output, on a real process. */
@EnabledOnOs(OS.LINUX)
class SignalTest {
  @TempDir Path folder;

  private TaskloomProcess taskloom;

  private TaskloomProcess start(String yaml, String... more) throws IOException {
    taskloom = TaskloomProcess.make(folder, yaml, more);
    return taskloom;
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    if (taskloom != null) {
      taskloom.kill();
    }
  }

  private void awaitFile(String name) {
    await().atMost(60, SECONDS).until(() -> Files.exists(folder.resolve(name)));
  }

  /**
   * A signal ends the commands and all that they started, also what detached itself, what a
   * finished task left in the background, and what does not listen; the table is printed.
   */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void make_signal_endsEverything(String signal, int exitCode) throws Exception {
    start(
        """
        tasks:
          before: {run: "sleep 300 & touch before-up"}
          plain: {needs: before, run: "touch plain-up; sleep 300"}
          detached:
            needs: before
            run: |
              (sleep 300 &)
              setsid sh -c 'touch session-up; exec sleep 300' &
              (setsid nohup sh -c 'touch daemon-up; exec sleep 300' > /dev/null 2>&1 &)
              wait
          deaf:
            needs: before
            run: |
              trap '' TERM INT HUP
              (setsid sh -c 'touch deaf-up; while :; do sleep 300; done' &)
              while :; do sleep 300; done
          later: {needs: plain, run: touch later-up}
        """,
        "--jobs",
        "10",
        "--grace",
        "0.5");
    for (String name : List.of("before", "plain", "session", "daemon", "deaf")) {
      awaitFile(name + "-up");
    }

    taskloom.signal(signal);

    assertEquals(exitCode, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    String out = taskloom.output();
    assertTrue(out.contains("\nTASK      STATE          DURATION\nbefore    DONE "), out);
    assertTrue(out.contains("\nlater     PENDING "), out);
    assertTrue(out.contains("\n5 tasks: 1 PENDING, 3 CANCELLED, 1 DONE in "), out);
    assertTrue(Files.notExists(folder.resolve("later-up")));
  }

  /** A terminal sends Ctrl-C to the commands as well: they are CANCELLED, not FAILED. */
  @Test
  void make_ctrlCOfATerminal_cancels() throws Exception {
    start(
        "tasks: {a: {run: touch a-up; sleep 300}, b: {run: touch b-up; sleep 300; exit 1}}",
        "--jobs",
        "2");
    awaitFile("a-up");
    awaitFile("b-up");

    taskloom.signalGroup("INT");

    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    assertTrue(taskloom.output().contains("\n2 tasks CANCELLED in "), taskloom.output());
  }

  /** A command hears of the very signal, which the terminal kept from it. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "HUP, 129"})
  void make_signal_isPassedOn(String signal, int exitCode) throws Exception {
    start(
        """
        tasks:
          listening:
            run: |
              trap '' TERM
              trap 'touch told; exit 0' %s
              touch up
              while :; do sleep 0.1 || :; done
        """
            .formatted(signal),
        "--grace",
        "60");
    awaitFile("up");

    taskloom.signal(signal);

    assertEquals(exitCode, taskloom.awaitExit());
    assertTrue(Files.exists(folder.resolve("told")), taskloom.output());
    assertTrue(taskloom.output().contains("\n1 task CANCELLED in "), taskloom.output());
  }

  /** The second Ctrl-C does not wait for the grace time. */
  @Test
  void make_secondCtrlC_killsAtOnce() throws Exception {
    start(
        """
        tasks:
          slow:
            run: |
              trap ': > asked' TERM INT # no program, which the next signal would end
              touch up
              while :; do sleep 0.1 || :; done
        """,
        "--grace",
        "3600");
    awaitFile("up");
    taskloom.signal("INT");
    awaitFile("asked");

    taskloom.signal("INT");

    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    assertTrue(taskloom.output().contains("\n1 task CANCELLED in "), taskloom.output());
  }

  private static final String CLEANED =
      """
      tasks:
        work: {run: touch work-up; sleep 300}
        later: {needs: work, run: touch later}
        alert: {needs: {task: work, if: failed}, run: touch alert}
        down:
          needs: {task: later, if: always}
          run: "touch down-up; until [ -e go ]; do sleep 0.05 || :; done"
        sweep: {if: always, run: touch swept}
      """;

  /** What cleans up runs after Ctrl-C, and nothing else does. */
  @Test
  void make_ctrlC_cleansUp() throws Exception {
    start(CLEANED);
    awaitFile("work-up");

    taskloom.signal("INT");

    await().atMost(60, SECONDS).until(() -> taskloom.output().contains("--- cleaning up, "));
    Files.createFile(folder.resolve("go"));
    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    String out = taskloom.output();
    assertTrue(out.contains("\n--- cleaning up, for at most 30s; Ctrl-C once more"), out);
    assertTrue(out.contains("\n5 tasks: 3 CANCELLED, 2 DONE in "), out);
    assertTrue(Files.exists(folder.resolve("swept")), out);
    assertTrue(Files.notExists(folder.resolve("alert")), out);
    assertTrue(Files.notExists(folder.resolve("later")), out);
  }

  /** A second Ctrl-C ends that, too, at once. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void make_secondCtrlC_endsTheCleanUp() throws Exception {
    start(CLEANED, "--grace", "3600");
    awaitFile("work-up");
    taskloom.signal("INT");
    awaitFile("down-up");

    taskloom.signal("INT");

    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    String out = taskloom.output();
    assertTrue(out.contains("\n5 tasks: 1 PENDING, 4 CANCELLED in "), out);
    assertTrue(Files.notExists(folder.resolve("swept")), out);
  }

  /** The first Ctrl-C of a run that cleans up already gives it a limit, and does not end it. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void make_firstCtrlCInTheCleanUp_letsItGoOn() throws Exception {
    start(
        """
        tasks:
          work: {run: "true"}
          down:
            needs: {task: work, if: always}
            run: touch down-up; until [ -e go ]; do sleep 0.05; done
          sweep: {if: always, run: touch swept}
        """);
    awaitFile("down-up");
    taskloom.signal("INT");
    await().atMost(60, SECONDS).until(() -> taskloom.output().contains("--- cleaning up, "));
    Files.createFile(folder.resolve("go"));

    assertEquals(130, taskloom.awaitExit());
    assertTrue(taskloom.output().contains("\n3 tasks DONE in "), taskloom.output());
  }

  /** One that waits for its next attempt waits no longer, one that is limited ends as any. */
  @Test
  void make_ctrlCBetweenAttempts_endsTheRun() throws Exception {
    start(
        """
        tasks:
          waiting: {retry: {attempts: 9, backoff: 1h}, run: touch waiting-up; exit 1}
          limited: {retry: 9, timeout: 1h, run: touch limited-up; sleep 300}
        """,
        "--jobs",
        "2",
        "--timeout",
        "2h");
    await().atMost(60, SECONDS).until(() -> taskloom.output().contains("attempt 1: exit status 1"));
    awaitFile("limited-up");

    taskloom.signal("INT");

    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
    assertTrue(
        taskloom.output().contains("\n2 tasks: 1 PENDING, 1 CANCELLED in "), taskloom.output());
  }

  /** A run inside a task ends with it, and what that one had started. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void make_signalWithARunInside_endsBoth() throws Exception {
    Files.writeString(
        folder.resolve("inner.yaml"),
        "tasks: {in: {run: (setsid sh -c 'touch in-up; exec sleep 300' &) ; sleep 300}}");
    start(
        """
        tasks:
          out:
            run: >
              "$TASKLOOM_JAVA_HOME/bin/java" -cp "$TEST_CLASS_PATH" io.github.taskloom.cli.Main
              make inner.yaml
        """);
    awaitFile("in-up");

    taskloom.signal("INT");

    assertEquals(130, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
  }

  /** Whichever way a run ends, what was DONE by then need not run again. */
  @Tag("sized")
  @Tag("full-only")
  @ParameterizedTest
  @CsvSource({"INT, 130", "KILL, 137"})
  void make_resumeAfterSignal_runsTheRest(String signal, int exitCode) throws Exception {
    String yaml =
        """
        tasks:
          first: {run: echo first >> ran}
          second: {needs: first, run: "echo second >> ran; touch up; [ -e go ] || sleep 300"}
          third: {needs: second, run: echo third >> ran}
        """;
    start(yaml);
    awaitFile("up");

    taskloom.signal(signal);

    assertEquals(exitCode, taskloom.awaitExit());
    taskloom.kill(); // what a killed one could not end
    Files.createFile(folder.resolve("go"));
    start(yaml, "--resume");
    assertEquals(0, taskloom.awaitExit(), taskloom.output());
    assertTrue(taskloom.output().contains("\n3 tasks DONE (1 before) in "), taskloom.output());
    assertEquals(
        List.of("first", "second", "second", "third"), Files.readAllLines(folder.resolve("ran")));
  }

  /** The nightly example, killed while its prices are made: the next call runs just the rest. */
  @Test
  void make_nightlyKilledAndResumed_runsJustTheRest() throws Exception {
    String yaml = Files.readString(Path.of("examples/nightly.yaml"));
    Path night = Files.createDirectories(folder.resolve("target/nightly"));
    Path rate = night.resolve("rate.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", rate.toString()).start().waitFor());
    start(yaml);
    // Can be opened when the prices are at work, and read the rate.
    OutputStream held = CompletableFuture.supplyAsync(() -> opened(rate)).get(60, SECONDS);
    taskloom.signal("KILL");
    assertEquals(137, taskloom.awaitExit());
    taskloom.kill();
    held.close();
    Files.delete(rate);
    Files.writeString(rate, "3\n");
    Files.delete(night.resolve("orders.txt")); // what would be made anew
    Files.delete(night.resolve("stock.txt"));

    start(yaml, "--resume", "--track");

    assertEquals(0, taskloom.awaitExit(), taskloom.output());
    assertEquals(
        "Tonight's prices\napples 90 of 300\npears 36 of 240\n",
        Files.readString(night.resolve("report.txt")));
    assertTrue(Files.notExists(night.resolve("orders.txt")));
    assertTrue(Files.notExists(night.resolve("stock.txt")));
    assertTrue(Files.notExists(night.resolve("alerts.txt")));
    String output = taskloom.output();
    assertTrue(output.contains("merged PENDING->restore->DONE\n"), output);
    assertTrue(output.contains("prices PENDING->dispatch->RUNNING\n"), output);
  }

  private static OutputStream opened(Path pipe) {
    try {
      return new FileOutputStream(pipe.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the time of the run is up nothing is left, as after Ctrl-C. */
  @Test
  void make_timeIsUp_endsWhatIsInTheBackground() throws Exception {
    start(
        """
        tasks:
          before: {run: sleep 300 &}
          slow: {needs: before, run: sleep 300}
        """,
        "--timeout",
        "1s");

    assertEquals(1, taskloom.awaitExit());
    assertEquals(List.of(), taskloom.leftovers());
  }

  /** After a failure what commands left in the background is told. */
  @Test
  void make_failure_tellsWhatStillRuns() throws Exception {
    start("tasks: {a: {run: 'sleep 300 & echo $! > pid; exit 1'}}");

    assertEquals(1, taskloom.awaitExit());
    String pid = Files.readString(folder.resolve("pid")).strip();
    String output = taskloom.output();
    assertTrue(
        output.contains("\nleft in the background, and still running: process " + pid + " ("),
        output);
  }

  /** A command that prints far more than there is memory: kept on disk, shown in part. */
  @Test
  void make_enormousOutput_needsLittleMemory() throws Exception {
    start("tasks: {yes: {run: 'yes 0123456789 | head -c 300000000; exit 1'}}");

    assertEquals(1, taskloom.awaitExit());
    assertEquals(300_000_000, Files.size(new Taskloom(folder).lastRun().resolve("yes.log")));
    String out = taskloom.output();
    assertTrue(out.length() < 400_000, () -> "shown: " + out.length());
    assertTrue(out.contains("\n0123456789\n"));
    assertTrue(out.contains(" bytes left out here, all of it is in the file\n"));
    assertTrue(out.contains("\n1 task FAILED in "));
  }

  /** Started in the background of a script taskloom finds Ctrl-C ignored, and so it stays. */
  @Test
  void make_ignoredSignal_staysIgnored() throws Exception {
    taskloom =
        TaskloomProcess.makeIgnoring(
            "INT", folder, "tasks: {a: {run: 'touch up; until [ -e go ]; do sleep 0.05; done'}}");
    awaitFile("up");

    taskloom.signal("INT");
    Files.createFile(folder.resolve("go"));

    assertEquals(0, taskloom.awaitExit());
    assertFalse(taskloom.output().contains("CANCELLED"), taskloom.output());
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.count() > 0);
    }
  }
}
