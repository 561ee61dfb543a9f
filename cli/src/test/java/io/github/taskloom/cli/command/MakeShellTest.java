package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that are executed by other programs than sh. */
@Timeout(120)
class MakeShellTest {
  @TempDir Path folder;

  private Ended make(String yaml, String... more) throws IOException {
    return new Taskloom(folder).make(yaml, more);
  }

  private String log(String task) throws IOException {
    return Files.readString(new Taskloom(folder).lastRun().resolve(task + ".log")).strip();
  }

  /** A program that prints what it was given. */
  private void program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Each script by its own program, which has the script's file as its last argument. */
  @Test
  void make_shells_executeTheScripts() throws IOException {
    program("print");
    Ended ended =
        make(
            """
            shell: [./print, a b]
            tasks:
              file: {run: x}
              task: {run: 'echo $0', shell: sh}
              line:
                run: |
                  #!./print  one argument\s
                  x
              env: {run: x, shell: print, env: {PATH: FOLDER}}
              bash: {run: 'false | [[ -z "" ]] || echo pipefail', shell: bash}
            """
                .replace("FOLDER", folder + ":/usr/bin:/bin"));

    assertEquals(0, ended.exitCode(), ended.out());
    String run = new Taskloom(folder).lastRun().toRealPath().toString();
    assertEquals("[a b][" + run + "/file.sh]", log("file"));
    assertEquals(run + "/task.sh", log("task"));
    assertEquals("[one argument][" + run + "/line.sh]", log("line"));
    assertEquals("[" + run + "/env.sh]", log("env"));
    assertEquals("pipefail", log("bash"));
  }

  /** Nothing starts when a program is missing that could not come by any task. */
  @Test
  void make_unknownProgram_startsNothing() throws IOException {
    String yaml =
        """
        tasks:
          first: {run: touch ran}
          other: {run: x, shell: pyton-3-none}
        """;
    Ended ended = make(yaml);

    assertEquals(2, ended.exitCode());
    assertEquals(
        "taskloom: "
            + folder.resolve("tasks.yaml")
            + ":3:3: task 'other': its shell 'pyton-3-none' is in no folder of the PATH\n",
        ended.err());
    assertTrue(Files.notExists(folder.resolve("ran")));
    assertEquals(0, make(yaml, "first").exitCode(), "it is not asked for");
  }

  /** A path may be made by an earlier task; if not, that is told. */
  @Test
  void make_programThatIsMade_isFound() throws IOException {
    program("made");
    Ended ended =
        make(
            """
            tasks:
              make: {run: mkdir -p bin; cp made bin/}
              use: {needs: make, run: x, shell: bin/made}
              folder: {needs: make, run: x, shell: ./bin}
              none: {needs: make, run: x, shell: bin/none}
              line: {run: '#!/no/such/program'}
              path: {run: x, shell: made, env: {PATH: /none}}
            """);

    assertEquals(1, ended.exitCode());
    assertTrue(log("use").endsWith("/use.sh]"), ended.out());
    for (String line :
        new String[] {
          "folder         -  FAILED: its shell './bin' is no program that can be executed",
          "none         -  FAILED: its shell 'bin/none' is not there",
          "line         -  FAILED: its shell '/no/such/program' is not there",
          "path         -  FAILED: its shell 'made' is in no folder of the PATH"
        }) {
      String shown = line.replaceFirst(" +-", "");
      assertTrue(ended.out().replaceAll(" +[0-9.]+ s", "").contains(shown), ended.out());
    }
  }

  /** What was DONE by another program runs again. */
  @Test
  void make_resumeWithAnotherShell_runsAgain() throws IOException {
    make("tasks: {a: {run: echo x}, b: {run: echo x}}");
    Ended ended = make("tasks: {a: {run: echo x, shell: bash}, b: {run: echo x}}", "--resume");

    assertTrue(ended.out().startsWith("changed since DONE, so run again: 'a'\n"), ended.out());
    assertTrue(ended.out().contains("\n2 tasks DONE (1 before) in "), ended.out());
  }
}
