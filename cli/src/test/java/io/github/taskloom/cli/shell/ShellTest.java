package io.github.taskloom.cli.shell;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.Position;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.state.StateFolder;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
  @TempDir Path folder;

  private final Stop stop = new Stop();

  private @Nullable RunFolder run;

  private Shell shell(Duration grace) {
    return shell(grace, stop);
  }

  private Shell shell(Duration grace, Stop stop) {
    RunFolder begun = StateFolder.of(folder.resolve("tasks.yaml"), null).begin(List.of("t"));
    end();
    run = begun;
    return new Shell(folder, begun, Secrets.of(List.of()), grace, stop);
  }

  @AfterEach
  void end() {
    if (run != null) {
      run.close();
    }
  }

  private Path log() {
    return Objects.requireNonNull(run).log("t");
  }

  private static TaskEntry task(@Nullable String directory, Map<String, String> environment) {
    return new TaskEntry(
        "t",
        Path.of("tasks.yaml"),
        new Position(1, 1),
        "",
        List.of(),
        directory,
        environment,
        "",
        TaskEntry.Policy.NONE,
        TaskEntry.Execution.USUAL,
        Freshness.NONE,
        null);
  }

  private String output(String script) throws Exception {
    shell(Duration.ZERO).run(task(null, Map.of("GREETING", "héllo 😀 'x'")), script);
    return Files.readString(log());
  }

  private String failure(String script) throws IOException {
    Shell shell = shell(Duration.ZERO);
    return assertThrows(CommandException.class, () -> shell.run(task(null, Map.of()), script))
        .getMessage();
  }

  /** Runs a script in a virtual thread, as the engine does. */
  private CompletableFuture<String> start(Shell shell, String script, List<Thread> threads) {
    CompletableFuture<String> ended = new CompletableFuture<>();
    threads.add(
        Thread.startVirtualThread(
            () -> {
              try {
                shell.run(task(null, Map.of()), script);
                ended.complete("DONE");
              } catch (CommandException | CancelledException e) {
                ended.complete(String.valueOf(e.getMessage()));
              } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
              }
            }));
    return ended;
  }

  private String awaitText(String name) {
    Path file = folder.resolve(name);
    await().atMost(20, SECONDS).until(() -> Files.exists(file) && Files.size(file) > 0);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isRunning(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessTable.read()::isRunning).isPresent();
  }

  /** Output and errors are kept in their order. */
  @Test
  void run_output_isKeptInOrder() throws Exception {
    assertEquals("1\n2\n3\n", output("echo 1; echo 2 >&2; sh -c 'echo 3'"));
  }

  /** A script stops at the first command that fails. */
  @Test
  void run_failingLine_stopsTheScript() throws Exception {
    assertEquals("exit status 1", failure("echo a\nfalse\necho b"));
    assertEquals("a\n", Files.readString(log()));
  }

  /** A command that reads standard input finds it empty and ends. */
  @Test
  void run_readsInput_findsNone() throws Exception {
    assertEquals("0\n", output("cat | wc -c"));
  }

  /** The script runs in the given folder, with the task's variables and those of taskloom. */
  @Test
  void run_environment_isPassed() throws Exception {
    assertEquals(
        folder.toRealPath() + "\nhéllo 😀 'x'\nmarked\nhas java\n",
        output(
            """
            pwd -P
            echo "$GREETING"
            [ -n "$TASKLOOM_TASK" ] && echo marked
            [ -x "$TASKLOOM_JAVA_HOME/bin/java" ] && echo has java
            """));
  }

  /** A status tells what it usually means. */
  @Test
  void run_failure_isDescribed() throws Exception {
    assertEquals("exit status 3", failure("exit 3"));
    assertEquals("exit status 127: command not found?", failure("no-such-program-here"));
    assertEquals("exit status 126: command not executable?", failure("/etc/passwd"));
    assertEquals("exit status 137 (SIGKILL: out of memory?)", failure("kill -9 $$"));
  }

  /** A task's folder is looked for when the task starts, since an earlier one may have made it. */
  @Test
  void run_directory_mustBeThereByThen() throws Exception {
    Shell shell = shell(Duration.ZERO);
    TaskEntry task = task("made/later", Map.of());

    CommandException e = assertThrows(CommandException.class, () -> shell.run(task, "pwd"));
    assertEquals("dir 'made/later' is no folder", e.getMessage());
    assertTrue(Files.notExists(log()), "nothing was started");
    assertEquals(
        "dir '\\u0000' is no folder",
        assertThrows(CommandException.class, () -> shell.run(task("\0", Map.of()), "pwd"))
            .getMessage());

    Files.createDirectories(folder.resolve("made/later"));
    shell.run(task, "touch here");
    assertTrue(Files.exists(folder.resolve("made/later/here")));
  }

  /** What a command leaves in the background holds up no task and is left alone. */
  @Test
  void run_background_isLeftAlone() throws Exception {
    Shell shell = shell(Duration.ofSeconds(30));

    shell.run(task(null, Map.of()), "sleep 300 & echo $! > pid");

    assertTrue(isRunning(awaitText("pid")));
    assertEquals(List.of(), shell.endAll(), "at the end of a stop it is ended, too");
    assertFalse(isRunning(awaitText("pid")));
  }

  /** An interrupt ends the script and all that it started, detached or not. */
  @Test
  void run_interrupted_endsAllProcesses() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> ended =
        start(
            shell(Duration.ofSeconds(30)),
            """
            sleep 300 & echo $! > child
            (sh -c 'echo $$ > orphan; exec sleep 300' &)
            setsid sh -c 'echo $$ > session; exec sleep 300' &
            (setsid nohup sh -c 'echo $$ > daemon; exec sleep 300' > nohup.out 2>&1 &)
            wait
            """,
            threads);
    List<String> pids =
        List.of(awaitText("child"), awaitText("orphan"), awaitText("session"), awaitText("daemon"));

    threads.getFirst().interrupt();

    assertEquals("stopped", ended.get(20, SECONDS));
    assertEquals(List.of(), pids.stream().filter(ShellTest::isRunning).toList());
  }

  /** A script that is asked to end may tidy up, with programs of its own. */
  @Test
  void run_interrupted_letsTheScriptTidyUp() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> ended =
        start(
            shell(Duration.ofSeconds(60)),
            "trap 'sleep 0.3; echo tidy > tidied; exit 1' TERM; echo x > up; while :; do sleep 1; done",
            threads);
    awaitText("up");

    threads.getFirst().interrupt();

    assertEquals("stopped", ended.get(20, SECONDS));
    assertEquals("tidy", awaitText("tidied"));
  }

  /** One that does not listen is killed after the grace time. */
  @Test
  void run_interruptedAndDeaf_isKilledAfterTheGraceTime() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    Duration grace = Duration.ofMillis(300);
    CompletableFuture<String> ended =
        start(shell(grace), "trap '' TERM; echo $$ > pid; while :; do sleep 1; done", threads);
    String pid = awaitText("pid");
    long start = System.nanoTime();

    threads.getFirst().interrupt();

    assertEquals("stopped", ended.get(20, SECONDS));
    assertTrue(System.nanoTime() - start >= grace.toNanos());
    assertFalse(isRunning(pid));
  }

  /** A second stop signal cuts the grace time short. */
  @Test
  void run_hurried_isKilledAtOnce() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> ended =
        start(
            shell(Duration.ofMinutes(10)),
            "trap 'echo asked > asked' TERM; echo $$ > pid; while :; do sleep 1 || :; done",
            threads);
    String pid = awaitText("pid");
    threads.getFirst().interrupt();
    awaitText("asked");

    stop.request(StopSignal.INT);
    stop.request(StopSignal.INT);

    assertEquals("stopped", ended.get(20, SECONDS));
    assertFalse(isRunning(pid));
  }

  /**
   * A terminal sends Ctrl-C to the commands, too: one that dies of it is not FAILED, even if the
   * signal arrives here a little later. On a busy machine this thread may come too late for that.
   */
  @Test
  void run_diedOfTheSameCtrlC_isCancelled() throws Exception {
    String ended = "";
    for (int i = 0; i < 5 && !ended.equals("stopped"); i++) {
      ended = endOfSameCtrlC();
      Files.delete(folder.resolve("up"));
      Files.delete(folder.resolve("go"));
    }
    assertEquals("stopped", ended);
  }

  private String endOfSameCtrlC() throws Exception {
    Stop own = new Stop();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> ended =
        start(
            shell(Duration.ZERO, own),
            // A build in the background may have the signal ignored, which is inherited.
            "echo $$ > up; until [ -e go ]; do sleep 0.01; done;"
                + " exec env --default-signal=INT sh -c 'kill -INT $$'",
            threads);
    long pid = Long.parseLong(awaitText("up"));
    CompletableFuture<ProcessHandle> died = ProcessHandle.of(pid).orElseThrow().onExit();
    Files.createFile(folder.resolve("go"));
    died.get(20, SECONDS); // the shell waits for a second from then on
    own.request(StopSignal.INT);
    return ended.get(20, SECONDS);
  }

  /** A command that traps the signal and ends well did not end by itself. */
  @Test
  void run_endsWellAfterAStop_isCancelled() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CompletableFuture<String> ended =
        start(
            shell(Duration.ofSeconds(30)),
            "touch up; until [ -e go ]; do sleep 0.05; done",
            threads);
    await().atMost(20, SECONDS).until(() -> Files.exists(folder.resolve("up")));
    stop.request(StopSignal.INT);
    Files.createFile(folder.resolve("go"));

    assertEquals("stopped", ended.get(20, SECONDS));
  }

  /** Nothing starts any more. */
  @Test
  void run_afterAStop_startsNothing() throws Exception {
    Shell shell = shell(Duration.ofSeconds(30));
    stop.request(StopSignal.TERM);

    assertThrows(CancelledException.class, () -> shell.run(task(null, Map.of()), "touch ran"));

    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  /** A command that ends its whole group ends itself alone. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void run_endsItsGroup_nothingElseEnds() throws Exception {
    assertEquals("exit status 143 (SIGTERM)", failure("sleep 300 & kill 0"));
  }
}
