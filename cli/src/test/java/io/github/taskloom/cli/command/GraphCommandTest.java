package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
  @TempDir Path folder;

  /** A graph is drawn without a run, any name in it. */
  @Test
  void graph_file_printsDot() throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    Path file =
        taskloom.write(
            "t.yaml",
            """
            tasks:
              'a "quoted" name': {run: touch ran}
              "b\\n😀": {needs: 'a "quoted" name'}
            """);

    Ended ended = taskloom.run("graph", file.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().startsWith("digraph"), ended.out());
    assertTrue(ended.out().contains("a \\\"quoted\\\" name"), ended.out());
    assertTrue(ended.out().contains("😀"), ended.out());
    assertTrue(ended.out().contains(" -> "), ended.out());
    assertTrue(Files.notExists(folder.resolve("ran")));
    assertEquals(2, taskloom.run("graph", file.toString(), "--svg", folder.toString()).exitCode());
  }
}
