package io.github.taskloom.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --resume}, with real commands that leave a trace of each start. */
@Timeout(120)
class MakeResumeTest {
  /** Fails in the middle until there is a file 'fixed'. */
  private static final String BROKEN =
      """
      tasks:
        fetch: {run: echo fetch >> ran}
        clean: {needs: fetch, run: echo clean >> ran}
        report: {needs: clean, run: "echo report >> ran; test -e fixed"}
        send: {needs: report, run: echo send >> ran}
        alone: {run: echo alone >> ran}
      """;

  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private Ended resume(String yaml, String... more) throws IOException {
    String[] options = new String[more.length + 1];
    System.arraycopy(more, 0, options, 1, more.length);
    options[0] = "--resume";
    return make(yaml, options);
  }

  private void fix() throws IOException {
    Files.createFile(folder.resolve("fixed"));
  }

  /** That of the last run. */
  private Path record() throws IOException {
    return new Taskloom(folder).lastRun().resolve("run.journal");
  }

  /** What was started since this was asked last, sorted. */
  private List<String> ran() throws IOException {
    Path file = folder.resolve("ran");
    if (Files.notExists(file)) {
      return List.of();
    }
    List<String> ran = Files.readAllLines(file).stream().sorted().toList();
    Files.delete(file);
    return ran;
  }

  /** What was DONE is not started again, what failed and what needs it is; all of it is shown. */
  @ParameterizedTest
  @ValueSource(strings = {"eager", "layered"})
  void resume_afterRepair_runsTheRest(String order) throws IOException {
    Ended first = make(BROKEN, "--order", order);

    assertEquals(1, first.exitCode());
    assertTrue(
        first.out().endsWith("\n--resume goes on from here: what is DONE is not run again\n"),
        first.out());
    assertEquals(List.of("alone", "clean", "fetch", "report"), ran());

    fix();
    Ended second = resume(BROKEN, "--order", order, "--fail-fast");

    assertEquals(0, second.exitCode(), second.out());
    assertEquals(List.of("report", "send"), ran());
    List<String> told = second.out().lines().toList();
    assertTrue(told.contains(" ✔ alone          -  DONE before"), second.out());
    assertEquals(
        List.of(
            " ✔ fetch          -  DONE before", " ✔ clean          -  DONE before", " ▶ report"),
        told.stream().filter(it -> it.matches(" . (fetch|clean|report)( .*DONE before)?")).toList(),
        second.out());
    assertTrue(
        second.out().contains("\nclean   DONE                  -  before\nreport  DONE   "),
        second.out());
    assertTrue(second.out().contains("\n5 tasks DONE (3 before) in "), second.out());
    assertFalse(second.out().contains("--resume"), second.out());
  }

  /** A run that resumed can be resumed: what it did not run still counts as DONE. */
  @Test
  void resume_twice_keepsWhatWasDone() throws IOException {
    make(BROKEN);
    ran();

    Ended second = resume(BROKEN);

    assertEquals(1, second.exitCode());
    assertTrue(
        second.out().contains("\n5 tasks: 3 DONE (3 before), 1 FAILED, 1 blocked by 'report' in "),
        second.out());
    assertEquals(List.of("report"), ran());

    fix();
    assertEquals(0, resume(BROKEN).exitCode());
    assertEquals(List.of("report", "send"), ran());
  }

  /** When all was DONE nothing is run, and that is said: exit code 0. */
  @Test
  void resume_allDone_runsNothing() throws IOException {
    fix();
    make(BROKEN);
    ran();

    Ended again = resume(BROKEN);

    assertEquals(0, again.exitCode());
    assertEquals(List.of(), ran());
    assertTrue(again.out().contains("\n5 tasks DONE (5 before) in "), again.out());
    assertTrue(
        again
            .out()
            .endsWith(
                "\nall was DONE before, so nothing was run; without --resume what is not up to date is run\n"),
        again.out());
  }

  /** Without the option a run starts from nothing, and so does its record. */
  @Test
  void make_withoutResume_startsFromNothing() throws IOException {
    make(BROKEN);
    make(BROKEN, "fetch");
    ran();

    resume(BROKEN);

    assertEquals(List.of("alone", "clean", "report"), ran(), "the last run had fetch alone");
  }

  /** A task that has changed runs again, and so does what needs it, whatever it is that changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: echo base >> ran  | run: echo base >>ran",
        "env: {A: x}            | env: {A: y}",
        "env: {A: x}            | env: {A: x, B: ''}",
        "dir: here              | dir: ./here",
        "needs: first           | needs: [first, other]",
        "needs: first           | needs: {task: first, if: completed}",
      })
  void resume_changedTask_runsAgainWithWhatNeedsIt(String from, String to) throws IOException {
    String yaml =
        """
        tasks:
          first: {run: echo first >> ran}
          other: {run: echo other >> ran}
          base:
            needs: first
            env: {A: x}
            dir: here
            run: echo base >> ran
          top: {needs: base, run: echo top >> ran}
        """
            .replace(">> ran", ">> " + folder.resolve("ran"));
    Files.createDirectory(folder.resolve("here"));
    assertEquals(0, make(yaml).exitCode());
    ran();

    String place = from.replace(">> ran", ">> " + folder.resolve("ran"));
    String changed = yaml.replace(place, to.replace(">>ran", ">>" + folder.resolve("ran")));
    assertFalse(changed.equals(yaml), "nothing to replace: " + from);
    Ended ended = resume(changed);

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(List.of("base", "top"), ran());
    assertTrue(
        ended.out().startsWith("changed since DONE, so run again: 'base'\n"),
        "what only needs it has not changed: " + ended.out());
  }

  /** Where a link leads is looked at, not what it is called. */
  @Test
  void resume_dirIsALinkToAnotherFolder_runsAgain() throws IOException {
    String yaml = "tasks: {a: {dir: current, run: touch here}}";
    Files.createDirectory(folder.resolve("one"));
    Files.createDirectory(folder.resolve("two"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("one"));
    make(yaml);
    Files.delete(folder.resolve("current"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("two"));

    assertEquals(0, resume(yaml).exitCode());

    assertTrue(Files.exists(folder.resolve("two/here")));
  }

  /**
   * How it is described, tried and limited, and in which order things are written, is no change.
   */
  @Test
  void resume_changedOtherwise_runsNothing() throws IOException {
    make(
        """
        tasks:
          a: {run: echo a >> ran}
          b: {run: echo b >> ran}
          c: {needs: [a, b], env: {X: x, Y: y}, run: echo c >> ran}
        """);
    ran();

    Ended ended =
        resume(
            """
            tasks:
              b: {run: echo b >> ran, description: the second}
              c:
                run: echo c >> ran
                retry: 3
                timeout: 1m
                env: {Y: y, X: x}
                needs: [b, a]
              a: {run: [echo a >> ran]}
            """);

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(List.of(), ran());
  }

  /** The tasks that are no target of the run in between are not forgotten. */
  @Test
  void resume_otherTargets_keepsTheRest() throws IOException {
    make(BROKEN);
    ran();

    Ended between = resume(BROKEN, "clean");

    assertEquals(0, between.exitCode());
    assertTrue(between.out().contains("\n2 tasks DONE (2 before) in "), between.out());
    fix();
    assertEquals(0, resume(BROKEN).exitCode());
    assertEquals(List.of("report", "send"), ran());
  }

  /** What needs a task that ran again is out of date, even when it was no target then. */
  @Test
  void resume_otherTargets_forgetsWhatIsOutOfDate() throws IOException {
    fix();
    make(BROKEN);
    ran();

    String changed = BROKEN.replace("run: echo fetch >> ran", "run: echo fetch >> ran; true");
    assertEquals(0, resume(changed, "fetch").exitCode());

    assertEquals(List.of("fetch"), ran());
    assertEquals(0, resume(changed).exitCode());
    assertEquals(List.of("clean", "report", "send"), ran());
  }

  /**
   * What comes for a failure, and what needs it, is decided anew; what comes in any case is not.
   */
  @Test
  void resume_ifFailed_isDecidedAnew() throws IOException {
    String yaml =
        """
        tasks:
          base: {run: echo base >> ran}
          sweep: {needs: {task: base, if: completed}, run: echo sweep >> ran}
          work: {needs: base, run: "echo work >> ran; test -e fixed"}
          alert: {needs: {task: work, if: failed}, run: echo alert >> ran}
          page: {needs: alert, run: echo page >> ran}
          log: {needs: {task: work, if: completed}, run: echo log >> ran}
        """;
    make(yaml);
    assertEquals(List.of("alert", "base", "log", "page", "sweep", "work"), ran());

    assertEquals(1, resume(yaml).exitCode());
    assertEquals(List.of("alert", "log", "page", "work"), ran());

    fix();
    Ended third = resume(yaml);
    assertEquals(0, third.exitCode(), third.out());
    assertEquals(List.of("log", "work"), ran());
    assertTrue(third.out().contains("\n6 tasks: 4 DONE (2 before), 2 skipped in "), third.out());

    Ended fourth = resume(yaml);
    assertEquals(0, fourth.exitCode(), fourth.out());
    assertEquals(List.of(), ran());
    assertTrue(fourth.out().contains("\nall was DONE before, so nothing was run"), fourth.out());
  }

  /** Where there is nothing to resume all is run, and that is said. */
  @Test
  void resume_noRecord_runsAll() throws IOException {
    fix();
    Ended ended = resume(BROKEN);

    assertEquals(0, ended.exitCode());
    assertTrue(
        ended
            .out()
            .startsWith(
                "nothing to resume, so all is run: there is no earlier run in "
                    + folder.resolve(".taskloom/tasks.yaml\n")),
        ended.out());
    assertEquals(5, ran().size());
  }

  /** What would be left out is shown; nothing is run, and the record stays as it is. */
  @Test
  void resume_dryRun_showsWhatIsLeftOut() throws IOException {
    make(BROKEN);
    ran();
    byte[] record = Files.readAllBytes(record());

    Ended ended = resume(BROKEN, "--dry-run", "send");

    assertEquals(0, ended.exitCode());
    assertEquals(
        """
        DONE before
          fetch
          clean
        layer 1
          report
        layer 2
          send
        2 tasks in 2 layers, 2 DONE before, nothing was run
        """,
        ended.out().replaceAll("(?m)^ {6}.*\\n", ""), // without the commands
        ended.out());
    assertEquals(List.of(), ran());
    assertArrayEquals(record, Files.readAllBytes(record()));
  }

  /** One that was DONE before is explained and drawn as that, and was never started. */
  @Test
  void resume_explainTrackDot_tellWhatWasBefore() throws IOException {
    make(BROKEN);
    Path dot = folder.resolve("graph.dot");

    Ended ended = resume(BROKEN, "--track", "--explain", "clean", "--dot", dot.toString());

    assertTrue(ended.out().endsWith("\n\nclean is DONE: by an earlier run\n"), ended.out());
    assertEquals(
        List.of(
            "fetch PENDING->restore->DONE",
            "alone PENDING->restore->DONE",
            "clean PENDING->restore->DONE",
            "report PENDING->dispatch->RUNNING",
            "report RUNNING->error->FAILED",
            "send PENDING->error->FAILED"),
        ended.out().lines().filter(line -> line.contains("->")).toList());
    String drawing = Files.readString(dot);
    assertTrue(drawing.contains("clean\\nDONE") && drawing.contains("report\\nFAILED"), drawing);
  }

  /** On a terminal the bar has them, and they need no line of their own. */
  @Test
  void resume_terminal_hasNoLineForThem() throws IOException {
    make(BROKEN);

    Ended ended = new Taskloom(folder).onTerminal(80).make(BROKEN, "--resume");

    assertEquals(1, ended.exitCode());
    assertFalse(ended.out().contains("DONE before"), ended.out());
    assertTrue(
        ended.out().contains("\nclean   DONE                          -  before\n"), ended.out());
  }

  /** Names and texts of any kind are found again. */
  @Test
  void resume_strangeNames_areFoundAgain() throws IOException {
    String yaml =
        """
        tasks:
          "new\\nline": {run: echo 1 >> ran}
          'quote "'' $x': {run: echo 2 >> ran}
          "😀 \\e[31m \\u2028": {run: "echo 3 >> ran # ünï"}
          record: {run: echo 4 >> ran}
        """;
    make(yaml);
    ran();

    Ended ended = resume(yaml);

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(List.of(), ran());
  }

  /** A run that was killed while it wrote leaves half an entry. */
  @Test
  void resume_tornRecord_runsWhatWasCut() throws IOException {
    make(BROKEN);
    ran();
    byte[] record = Files.readAllBytes(record());
    Files.write(record(), Arrays.copyOf(record, record.length - 10));

    Ended ended = resume(BROKEN);

    assertEquals(1, ended.exitCode());
    assertTrue(ran().contains("report"), ended.out());
    fix();
    assertEquals(0, resume(BROKEN).exitCode());
    assertEquals(List.of("report", "send"), ran());
  }

  /** A task that is called otherwise now is another task. */
  @Test
  void resume_renamedTask_runsAgain() throws IOException {
    fix();
    make(BROKEN);
    ran();

    Ended ended = resume(BROKEN.replace("alone:", "lonely:"));

    assertEquals(0, ended.exitCode());
    assertEquals(List.of("alone"), ran());
  }

  /** A record that cannot be used is one line that names it, and nothing is started. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | cannot be resumed: journal RECORD, at byte 0: this is no journal",
        "damaged  | cannot be resumed: journal RECORD, at byte ",
      })
  void resume_wrongRecord_startsNothing(String record, String problem) throws IOException {
    make(BROKEN);
    ran();
    Path wrong = record();
    byte[] bytes = Files.readAllBytes(wrong);
    bytes[40] ^= 1;
    Files.write(wrong, record.equals("damaged") ? bytes : "these are no tasks".getBytes(UTF_8));

    Ended ended = resume(BROKEN);

    assertEquals(2, ended.exitCode(), ended.out());
    assertTrue(
        ended
            .err()
            .startsWith("taskloom: " + wrong + ": " + problem.replace("RECORD", wrong.toString())),
        ended.err());
    assertTrue(ended.err().contains("; without --resume a run starts from nothing"), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertEquals("", ended.out());
    assertEquals(List.of(), ran());
    assertEquals(wrong, record(), "no run has begun");

    fix();
    assertEquals(0, make(BROKEN).exitCode(), "without --resume it starts from nothing");
    assertEquals(5, ran().size());
  }

  /** Where no record can be kept that is told before anything runs. */
  @Test
  void make_impossibleRecord_startsNothing() throws IOException {
    Files.createFile(folder.resolve(".taskloom"));

    for (Ended ended : List.of(resume(BROKEN), make(BROKEN))) {
      assertEquals(2, ended.exitCode());
      assertTrue(ended.err().contains("(--state DIR names another place)"), ended.err());
      assertEquals(1, ended.err().lines().count(), ended.err());
    }
    assertEquals(List.of(), ran());
  }
}
