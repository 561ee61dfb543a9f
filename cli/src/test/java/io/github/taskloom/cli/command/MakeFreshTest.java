package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code inputs}, {@code outputs} and {@code status}, with commands that leave a trace. */
@Timeout(120)
class MakeFreshTest {
  private static final String CHAIN =
      """
      tasks:
        gen:
          inputs: seed
          outputs: out/gen
          run: echo gen >> ran; mkdir -p out; cut -c 1 seed > out/gen
        use:
          needs: gen
          inputs: [src, '!src/*.tmp']
          outputs: out/use
          run: echo use >> ran; cat src/* out/gen > out/use
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("src"));
    file("seed", "1 one");
    file("src/a", "a");
  }

  /** Made long ago, so that its content is known by its times from the first look on. */
  private void file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  /** What was started since this was asked last, in its order. */
  private List<String> ran() throws IOException {
    Path file = folder.resolve("ran");
    if (Files.notExists(file)) {
      return List.of();
    }
    List<String> ran = Files.readAllLines(file);
    Files.delete(file);
    return ran;
  }

  private void makes(String yaml, List<String> expected, String... more) throws IOException {
    Ended ended = make(yaml, more);
    assertEquals(0, ended.exitCode(), ended.out() + ended.err());
    assertEquals(expected, ran(), ended.out());
  }

  /** What is as it was is not run again, and that is shown. */
  @Test
  void make_nothingChanged_isUpToDate() throws IOException {
    makes(CHAIN, List.of("gen", "use"));

    Ended again = make(CHAIN);

    assertEquals(0, again.exitCode());
    assertEquals(List.of(), ran());
    assertTrue(
        again.out().startsWith(" ✔ gen         -  up to date\n ✔ use         -  up to date\n"),
        again.out());
    assertTrue(again.out().contains("\ngen   DONE                  -  up to date\n"), again.out());
    assertTrue(again.out().contains("\n2 tasks DONE (2 up to date) in "), again.out());
  }

  /** Whatever of a task changes has it run; what it need not care about does not. */
  @Test
  void make_somethingChanged_runsIt() throws IOException {
    makes(CHAIN, List.of("gen", "use"));

    file("src/a", "b");
    makes(CHAIN, List.of("use"));
    file("src/new", "n");
    makes(CHAIN, List.of("use"));
    Files.delete(folder.resolve("src/new"));
    makes(CHAIN, List.of("use"));
    file("src/x.tmp", "excluded");
    Files.setLastModifiedTime(folder.resolve("src/a"), FileTime.from(Instant.now()));
    makes(CHAIN, List.of());

    file("out/use", "broken");
    makes(CHAIN, List.of("use"));
    Files.delete(folder.resolve("out/use"));
    makes(CHAIN, List.of("use"));

    makes(CHAIN.replace("cat src", "cat  src"), List.of("use"));
    makes(CHAIN.replace("inputs: seed", "inputs: seed\n    env: {A: b}"), List.of("gen", "use"));
    makes(CHAIN, List.of("gen", "use"), "--force");
    makes(CHAIN, List.of());
  }

  /** A change of the same length at the same times is seen, too: within the step of a clock. */
  @Test
  void make_changedWithinAnInstant_runsIt() throws IOException {
    Files.writeString(folder.resolve("seed"), "1");
    String copy = "tasks: {t: {inputs: seed, outputs: copy, run: cp seed copy; echo t >> ran}}";
    makes(copy, List.of("t"));

    FileTime time = Files.getLastModifiedTime(folder.resolve("seed"));
    Files.writeString(folder.resolve("seed"), "2");
    Files.setLastModifiedTime(folder.resolve("seed"), time);

    makes(copy, List.of("t"));
  }

  /** A need that has run and left the same is no reason to run; one that left another thing is. */
  @Test
  void make_needLeavesTheSame_cutsOff() throws IOException {
    makes(CHAIN, List.of("gen", "use"));

    file("seed", "1 two");
    makes(CHAIN, List.of("gen"));
    file("seed", "2 two");
    makes(CHAIN, List.of("gen", "use"));
  }

  /** What a need without outputs has done cannot be seen, so what needs it runs. */
  @Test
  void make_needWithoutOutputsRan_runs() throws IOException {
    String yaml =
        """
        tasks:
          prepare: {%srun: echo prepare >> ran}
          group: {needs: prepare}
          build: {needs: group, inputs: src, run: echo build >> ran}
        """;
    String always = yaml.formatted("");
    makes(always, List.of("prepare", "build"));
    makes(always, List.of("prepare", "build"));

    String leavesNothing = yaml.formatted("outputs: [], ");
    makes(leavesNothing, List.of("prepare", "build"));
    makes(leavesNothing, List.of("prepare"));
  }

  /** A need that ran in a run of its own counts as well. */
  @Test
  void make_needRanInBetween_runs() throws IOException {
    String yaml =
        """
        tasks:
          gen: {inputs: seed, run: echo gen >> ran}
          use: {needs: gen, inputs: src, run: echo use >> ran}
        """;
    makes(yaml, List.of("gen", "use"));
    file("seed", "2");
    makes(yaml, List.of("gen"), "gen");

    makes(yaml, List.of("use"));
    makes(yaml, List.of());
  }

  /** Without inputs its outputs and what the file says decide. */
  @Test
  void make_outputsAlone_decide() throws IOException {
    String yaml = "tasks: {t: {outputs: made, run: echo t >> ran; echo %s > made}}";
    makes(yaml.formatted(1), List.of("t"));
    makes(yaml.formatted(1), List.of());
    makes(yaml.formatted(2), List.of("t"));
    Files.delete(folder.resolve("made"));
    makes(yaml.formatted(2), List.of("t"));
  }

  /** A status alone decides alone, and each of a list has to end well. */
  @Test
  void make_status_decides() throws IOException {
    String yaml =
        """
        tasks:
          t:
            status: [test -e one && test -e two, echo noise; test -e "$THREE"]
            env: {THREE: three}
            run: echo t >> ran; touch one
        """;
    makes(yaml, List.of("t"));
    file("two", "");
    makes(yaml, List.of("t"));
    file("three", "");
    makes(yaml, List.of());
    makes(yaml, List.of("t"), "--force");
  }

  /** A task that has failed is not up to date, whatever it was before. */
  @Test
  void make_failed_runsAgain() throws IOException {
    String yaml = "tasks: {t: {inputs: src, run: 'echo t >> ran; test ! -e broken'}}";
    makes(yaml, List.of("t"));
    file("src/a", "b");
    file("broken", "");
    assertEquals(1, make(yaml).exitCode());
    file("src/a", "a");
    Files.delete(folder.resolve("broken"));
    ran();

    makes(yaml, List.of("t"));
    makes(yaml, List.of());
  }

  /** An input that changes while the command runs has it run again. */
  @Test
  void make_inputChangesMeanwhile_runsAgain() throws IOException {
    String yaml = "tasks: {t: {inputs: src, run: echo t >> ran; echo c > src/a}}";
    makes(yaml, List.of("t"));
    makes(yaml, List.of("t"));
    makes(yaml, List.of());
  }

  /** What a task leaves among its inputs is as it was left. */
  @Test
  void make_outputIsInput_isUpToDate() throws IOException {
    String yaml = "tasks: {t: {inputs: 'src', outputs: src/made, run: date +%N > src/made}}";
    makes(yaml, List.of());
    Ended again = make(yaml);

    assertTrue(again.out().contains("1 task DONE (1 up to date)"), again.out());
  }

  /** An output that is not there after all fails the task; a wildcard without a file is told. */
  @Test
  void make_outputMissing_fails() throws IOException {
    Ended missing = make("tasks: {t: {outputs: [a, b], run: touch a}}");

    assertEquals(1, missing.exitCode());
    assertTrue(missing.out().contains("FAILED: its outputs are not there: 'b'"), missing.out());

    Ended wildcard = make("tasks: {t: {outputs: [a, 'z*'], run: touch a}}");
    assertTrue(wildcard.out().contains("--- t: outputs name no file by 'z*'\n"), wildcard.out());
    Ended first = make("tasks: {u: {outputs: d, run: touch d}}");
    assertFalse(first.out().contains("name no file"), first.out());

    String typo = "tasks: {t: {inputs: scr/**, run: echo t >> ran}}";
    makes(typo, List.of("t"));
    Ended told = make(typo);
    assertEquals(List.of("t"), ran());
    assertTrue(told.out().contains("--- t: inputs name no file by 'scr/**'\n"), told.out());
  }

  /** A dry run foretells what is up to date, and why the rest is not; nothing is changed. */
  @Test
  void dryRun_foretells() throws IOException {
    Ended fresh = make(CHAIN, "-n");
    assertTrue(
        fresh.out().contains("layer 1\n  gen  (runs: no success of it is on record)\n"),
        fresh.out());

    make(CHAIN);
    Ended again = make(CHAIN, "-n");
    assertEquals(
        """
        up to date
          gen  (1 input and 1 output as at its last success)
          use  (2 inputs and 1 output as at its last success)
        0 tasks in 0 layers, 2 up to date, nothing was run
        """,
        again.out());

    file("seed", "2");
    Ended changed = make(CHAIN, "-n");
    assertTrue(
        changed
            .out()
            .replaceAll("(?m)^ {6}.*\\n", "") // the commands
            .startsWith(
                """
                layer 1
                  gen  (runs: input 'seed' has changed)
                layer 2
                  use  (runs unless 'gen' leaves the same as before)
                """),
        changed.out());
    assertFalse(make(CHAIN, "-n", "--force").out().contains("("));
    ran();
    makes(CHAIN, List.of("gen", "use"));
  }

  /** Why a task ran, or did not. */
  @Test
  void explain_tellsWhy() throws IOException {
    make(CHAIN);
    file("seed", "1 other");

    Ended ended = make(CHAIN, "--explain", "gen", "--explain", "use");

    assertTrue(ended.out().contains("\ngen was started: input 'seed' has changed\n"), ended.out());
    assertTrue(
        ended.out().endsWith("\nuse is up to date: 2 inputs and 1 output as at its last success\n"),
        ended.out());
  }

  /** To force all and to leave out what was DONE exclude each other. */
  @Test
  void force_withResume_isRefused() throws IOException {
    assertEquals(2, make(CHAIN, "--force", "--resume").exitCode());
  }

  /** What was DONE is run again by --resume when its files have changed, and what needs it. */
  @Test
  void resume_inputChanged_runsIt() throws IOException {
    String yaml =
        """
        tasks:
          first: {inputs: src, run: echo first >> ran}
          second: {needs: first, run: echo second >> ran}
          third: {needs: second, run: "echo third >> ran; false"}
        """;
    assertEquals(1, make(yaml).exitCode());
    ran();
    assertEquals(1, make(yaml, "--resume").exitCode());
    assertEquals(List.of("third"), ran());

    file("src/a", "b");
    Ended dry = make(yaml, "--resume", "-n");
    assertFalse(dry.out().contains("DONE before"), dry.out());
    assertEquals(1, make(yaml, "--resume").exitCode());
    assertEquals(List.of("first", "second", "third"), ran());
  }

  /** Mistakes are told with their place. */
  @Test
  void make_wrongKeys_tellsThePlace() throws IOException {
    assertWrong("inputs: [], run: x", "1:13: inputs of task 't' are empty: name files or leave");
    assertWrong("inputs: 'a{b', run: x", "1:21: inputs of task 't': 'a{b' has a { without a }");
    assertWrong("outputs: ['!a'], run: x", "1:22: outputs of task 't' only take out: name files");
    assertWrong("needs: t, status: x", "1:23: task 't' has status, but no 'run' that it could be");
    assertWrong("run: x, status: ''", "1:29: status of task 't' is empty: give it a command or");
    assertWrong("run: x, input: a", "1:21: unknown key 'input' in task 't': did you mean 'inputs'");
  }

  private void assertWrong(String task, String problem) throws IOException {
    Ended ended = make("tasks: {t: {" + task + "}}");
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("tasks.yaml:" + problem), ended.err());
  }
}
