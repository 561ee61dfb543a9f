package io.github.taskloom.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in a terminal, which is one of {@code script}, of util-linux. */
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class TerminalTest {
  private static final boolean FULL = "full".equals(System.getProperty("taskloom.size"));
  private static final String CTRL_C = "\u0003";

  @TempDir Path folder;

  /** A shell script in a terminal, by lines; CLI stands for the command line. */
  private Process inTerminal(Path place, String... lines) throws IOException {
    String cli =
        "'%s/bin/java' -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s"
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                Main.class.getName());
    Path script =
        Files.writeString(place.resolve("run.sh"), String.join("\n", lines).replace("CLI", cli));
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", "script"));
    command.addAll(List.of("--return", "--quiet", "--flush", "--command", "bash " + script));
    command.add("/dev/null");
    return new ProcessBuilder(command)
        .directory(place.toFile())
        .redirectErrorStream(true)
        .redirectOutput(place.resolve("output").toFile())
        .start();
  }

  private static void press(Process terminal, String keys) throws IOException {
    terminal.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    terminal.getOutputStream().flush();
  }

  private static void awaitFile(Path file) {
    await().atMost(120, SECONDS).until(() -> Files.exists(file));
  }

  /** Waits until a program runs that has this as its only argument. */
  private static void awaitProgram(Process terminal, String argument) {
    String[] all = {argument};
    await()
        .atMost(120, SECONDS)
        .until(
            () ->
                terminal
                    .descendants()
                    .map(one -> one.info().arguments().orElse(new String[0]))
                    .anyMatch(arguments -> Arrays.equals(arguments, all)));
  }

  private static String awaitEnd(Process terminal, Path place) throws Exception {
    assertTrue(terminal.waitFor(120, SECONDS), () -> "still running: " + text(place));
    return text(place);
  }

  private static String text(Path place) {
    try {
      return Files.readString(place.resolve("output"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A command that traps Ctrl-C and ends well is not DONE: nothing that needs it starts, no alarm
   * and no further attempt, and a run that resumes this one runs it again. Each time.
   */
  @Test
  @Tag("sized")
  void interrupt_commandTrapsItAndEndsWell_isNotDone() throws Exception {
    for (int round = 0; round < (FULL ? 50 : 2); round++) {
      Path place = Files.createDirectory(folder.resolve("round" + round));
      Files.writeString(
          place.resolve("tasks.yaml"),
          """
          tasks:
            well:
              retry: 3
              run: |
                trap 'exit 0' INT TERM
                echo >> begun
                while :; do sleep 0.01; done
            badly: {run: "trap 'exit 1' INT TERM; touch up; while :; do sleep 0.01; done"}
            next: {needs: well, run: touch next}
            alert: {needs: {task: badly, if: failed}, run: touch alert}
          """);
      Process terminal = inTerminal(place, "CLI make tasks.yaml -j 4");
      try {
        awaitFile(place.resolve("begun"));
        awaitFile(place.resolve("up"));
        press(terminal, CTRL_C);

        String output = awaitEnd(terminal, place);
        assertTrue(output.contains("4 tasks: 2 PENDING, 2 CANCELLED in "), output);
        assertEquals("\n", Files.readString(place.resolve("begun")));
        assertTrue(Files.notExists(place.resolve("next")), output);
        assertTrue(Files.notExists(place.resolve("alert")), output);
      } finally {
        terminal.destroyForcibly().waitFor();
      }
    }
  }

  /**
   * An interactive task has the terminal, and Ctrl-C is its own: what goes on after it goes on, and
   * the run with it. Other tasks run meanwhile and are told afterwards.
   */
  @Test
  void interactive_asksAndTakesCtrlC_theRunGoesOn() throws Exception {
    Files.writeString(
        folder.resolve("tasks.yaml"),
        """
        tasks:
          asks:
            interactive: true
            run: |
              test -t 0; test -t 1; test -t 2
              printf 'what is it? '
              read answer
              echo "$answer" > answer
              exec sh -c '
                trap "touch caught" INT
                touch up
                until [ -e caught ]; do sleep 0.05; done
                sleep 6 # so that Ctrl-C is known to taskloom, too, before this ends
              '
          beside: {run: 'echo printed; exit 3', allow-failure: true}
          next: {needs: asks, run: cat answer > next}
        """);
    Process terminal = inTerminal(folder, "CLI make tasks.yaml -j 2", "echo ended with $?");
    try {
      await().atMost(120, SECONDS).until(() -> text(folder).contains("what is it? "));
      press(terminal, "a bird\n");
      awaitFile(folder.resolve("up"));
      press(terminal, CTRL_C);

      String output = awaitEnd(terminal, folder);
      assertTrue(output.contains("ended with 0"), output);
      assertEquals("a bird\n", Files.readString(folder.resolve("next")));
      assertTrue(output.contains("printed"), output);
    } finally {
      terminal.destroyForcibly().waitFor();
    }
  }

  /**
   * One that dies of Ctrl-C ends the run as Ctrl-C does, also one that waits for an answer. It says
   * by itself that it is there: a shell goes on where a program that it waits for outlives Ctrl-C.
   * One that sleeps has to be asleep: of a program that dash is about to start it takes Ctrl-C
   * away, and then waits for it.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh, ': > up; sleep 300; touch went-on'",
        "sh, ': > up; read answer || answer=yes; touch went-on'",
        "sh, ': > up; sleep 300 || true; touch went-on'",
        "bash, ': > up; read -p go? answer; touch went-on'"
      })
  void interactive_diesOfCtrlC_endsTheRun(String shellAndRun) throws Exception {
    String[] parts = shellAndRun.split(", ", 2);
    Files.writeString(
        folder.resolve("tasks.yaml"),
        """
        tasks:
          shows: {interactive: true, shell: %s, run: %s}
          next: {needs: {task: shows, if: completed}, run: touch went-on}
        """
            .formatted(parts[0], parts[1]));
    Process terminal =
        inTerminal(folder, "for i in 1 2", "do CLI make tasks.yaml", "touch went-on", "done");
    try {
      awaitFile(folder.resolve("up"));
      if (parts[1].contains("sleep 300")) {
        awaitProgram(terminal, "300");
      }
      press(terminal, CTRL_C);

      String output = awaitEnd(terminal, folder);
      assertTrue(output.contains("CANCELLED: stopped"), output);
      assertTrue(Files.notExists(folder.resolve("went-on")), output);
    } finally {
      terminal.destroyForcibly().waitFor();
    }
  }

  /**
   * A loop of the shell around it ends, as around any other program: bash goes on after one that
   * has not died of the signal.
   */
  @Test
  void interrupt_inALoopOfTheShell_endsTheLoop() throws Exception {
    Files.writeString(folder.resolve("tasks.yaml"), "tasks: {a: {run: touch up; sleep 300}}");
    Process terminal =
        inTerminal(
            folder, "for i in 1 2 3; do", "  CLI make tasks.yaml", "  touch went-on", "done");
    try {
      awaitFile(folder.resolve("up"));
      press(terminal, CTRL_C);

      String output = awaitEnd(terminal, folder);
      assertTrue(output.contains("1 task CANCELLED"), output);
      assertTrue(Files.notExists(folder.resolve("went-on")), output);
    } finally {
      terminal.destroyForcibly().waitFor();
    }
  }

  /** So it does before anything runs, while the task file is read. */
  @Test
  void interrupt_whileTheFileIsRead_endsTheLoop() throws Exception {
    Path pipe = folder.resolve("tasks.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process terminal =
        inTerminal(
            folder, "for i in 1 2 3; do", "  CLI make tasks.yaml", "  touch went-on", "done");
    // Can be opened when it is read.
    try (OutputStream held = CompletableFuture.supplyAsync(() -> opened(pipe)).get(120, SECONDS)) {
      press(terminal, CTRL_C);

      String output = awaitEnd(terminal, folder);
      held.flush();
      assertTrue(Files.notExists(folder.resolve("went-on")), output);
    } finally {
      terminal.destroyForcibly().waitFor();
    }
  }

  private static OutputStream opened(Path pipe) {
    try {
      return new FileOutputStream(pipe.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
