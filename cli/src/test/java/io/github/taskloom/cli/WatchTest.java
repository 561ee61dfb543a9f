package io.github.taskloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom.Ended;
import io.github.taskloom.cli.show.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch}, in this process: an interrupt of its thread ends it where it waits. */
@Timeout(180)
class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Thread watching =
      Thread.ofPlatform()
          .unstarted(
              () ->
                  Main.run(
                      new Console(
                          new PrintStream(out, true, UTF_8),
                          new PrintStream(out, true, UTF_8),
                          OptionalInt.empty()),
                      "make",
                      folder.resolve("tasks.yaml").toString(),
                      "-C",
                      folder.toString(),
                      "--watch"));

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("src"));
    file("src/a", "1");
  }

  @AfterEach
  void end() {
    await()
        .atMost(LONG)
        .until(
            () -> {
              watching.interrupt(); // a run takes it for its own end
              return !watching.isAlive();
            });
  }

  /** In one step, so that no look finds a file that is still empty. */
  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    byte[] bytes = (text + "\n").getBytes(UTF_8);
    if (Files.exists(file) && Files.size(file) == bytes.length) {
      Files.write(file, bytes, StandardOpenOption.WRITE);
    } else {
      Path whole = Files.write(folder.resolve("whole"), bytes);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void start(String yaml) throws IOException {
    file("tasks.yaml", yaml);
    watching.start();
  }

  private List<String> ran() throws IOException {
    Path file = folder.resolve("ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void awaitRan(String... lines) {
    await(String.join(" ", lines))
        .atMost(LONG)
        .untilAsserted(() -> assertEquals(List.of(lines), ran(), out::toString));
  }

  private void awaitTold(String text) {
    await(text).atMost(LONG).until(() -> out.toString(UTF_8).contains(text));
  }

  /** A change has what it concerns run again, and what needs that; all else is left alone. */
  @Test
  void watch_inputChanges_runsWhatItConcerns() throws IOException {
    start(
        """
        tasks:
          alone: echo alone >> ran
          build: {needs: alone, inputs: src, run: "find src -type f | sort | xargs cat >> ran"}
          test: {needs: build, run: echo test >> ran}
        """);
    awaitRan("alone", "1", "test");

    file("src/a", "2");
    awaitRan("alone", "1", "test", "2", "test");
    awaitTold("--- input 'src/a' has changed\n");

    Files.createDirectory(folder.resolve("src/b"));
    awaitTold("--- watching the inputs of 1 task, Ctrl-C ends\n");
    file("src/b/c", "3");
    awaitRan("alone", "1", "test", "2", "test", "2", "3", "test");
  }

  /** What a task leaves among its inputs does not set it off. */
  @Test
  void watch_ownOutput_doesNotLoop() throws IOException {
    start(
        """
        tasks:
          t: {inputs: src, outputs: src/made, run: cat src/a >> ran; date +%N > src/made}
        """);
    awaitRan("1");
    file("src/a", "2");
    awaitRan("1", "2");
    file("src/a", "3");
    awaitRan("1", "2", "3");
  }

  /** What still runs is ended first, as by Ctrl-C. */
  @Test
  void watch_changeDuringRun_endsIt() throws IOException {
    start("tasks: {t: {inputs: src, run: cat src/a >> ran; test -e quick || sleep 600}}");
    awaitRan("1");

    file("quick", "");
    file("src/a", "2");

    awaitRan("1", "2");
    awaitTold("1 task DONE in ");
  }

  /** A mistake in the task file is told, and once it is mended the new file is run. */
  @Test
  void watch_taskFileChanges_isReadAgain() throws IOException {
    start("tasks: {t: {inputs: src, run: echo old >> ran}}");
    awaitRan("old");
    awaitTold("--- watching");

    file("tasks.yaml", "tasks: {t: {inputs: src, rum: echo new >> ran}}");
    awaitTold("unknown key 'rum' in task 't': did you mean 'run'? - waiting until that is mended");
    file("tasks.yaml", "tasks: {t: {inputs: src, run: echo new >> ran}}");

    awaitRan("old", "new");
  }

  /** A task that writes its own inputs without a word is stopped at some point, and told. */
  @Test
  @Tag("full-only")
  void watch_writesItsInputs_isTold() throws IOException {
    start("tasks: {t: {inputs: src, run: echo t >> ran; date +%N > src/made}}");

    awaitTold("as during the runs before: what a task writes itself belongs to its outputs");
    awaitTold("--- watching");
    assertTrue(ran().size() >= 3, out::toString);
  }

  /** Without inputs there is nothing to wait for. */
  @Test
  void watch_noInputs_isRefused() throws IOException {
    Ended ended = new Taskloom(folder).make("tasks: {t: echo}", "--watch");

    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("has no inputs among the tasks to make"), ended.err());
  }

  /** Ctrl-C ends it where it waits and where it runs, and what it has started. */
  @Test
  @Tag("full-only")
  void watch_interrupted_ends() throws Exception {
    TaskloomProcess process =
        TaskloomProcess.make(
            folder, "tasks: {t: {inputs: src, run: 'test -e quick || sleep 600'}}", "--watch");
    try {
      await().atMost(LONG).until(() -> process.output().contains("▶"));
      file("quick", "");
      file("src/a", "2");
      await().atMost(LONG).until(() -> process.output().contains("--- watching"));
      process.signal("INT");

      assertEquals(130, process.awaitExit());
      assertEquals(List.of(), process.leftovers());
    } finally {
      process.kill();
    }
    assertFalse(process.output().contains("could not be ended"), process::output);
  }
}
