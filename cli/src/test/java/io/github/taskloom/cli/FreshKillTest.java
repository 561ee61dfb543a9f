package io.github.taskloom.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on record of a task that was at work when taskloom was killed. */
@Timeout(180)
@Tag("full-only")
class FreshKillTest {
  private static final String YAML =
      """
      tasks:
        t:
          inputs: input
          outputs: made
          run: echo half > made; touch begun; test -e quick || sleep 600; echo whole > made
      """;

  @TempDir Path folder;

  /** It is not up to date, though inputs and outputs are as at its last success. */
  @Test
  void make_killed_runsAgain() throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    taskloom.write("input", "1");
    taskloom.write("quick", "");
    assertEquals(0, taskloom.make(YAML).exitCode());
    assertTrue(taskloom.make(YAML).out().contains("(1 up to date)"));
    Files.delete(folder.resolve("quick"));
    Files.delete(folder.resolve("begun"));
    taskloom.write("input", "2");

    TaskloomProcess process = TaskloomProcess.make(folder, YAML);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("begun")));
      process.signal("KILL");
      process.awaitExit();
    } finally {
      process.kill();
    }
    taskloom.write("input", "1");
    taskloom.write("made", "whole\n");
    taskloom.write("quick", "");

    assertTrue(taskloom.make(YAML).out().contains("\n1 task DONE in "));
    assertTrue(taskloom.make(YAML).out().contains("(1 up to date)"));
  }
}
