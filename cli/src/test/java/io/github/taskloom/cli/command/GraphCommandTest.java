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

  /** As Mermaid: any name is escaped, states are classes, a drawing of a graph has no state. */
  @Test
  void mermaid_names_areEscaped() throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    String yaml = "tasks: {'a \"q\"]#`<b>': {run: exit 1}, 'ü😀': {needs: 'a \"q\"]#`<b>'}}";
    Path file = taskloom.write("t.yaml", yaml);
    Path drawn = folder.resolve("t.mmd");
    String name = "a #34;q#34;#93;#35;#96;#60;b#62;";

    Ended graph = taskloom.run("graph", file.toString(), "--mermaid", drawn.toString());

    assertEquals(0, graph.exitCode(), graph.err());
    String text = Files.readString(drawn);
    assertTrue(
        text.startsWith(
            "flowchart TD\n  t0[\""
                + name
                + "\"]:::PENDING\n  t1[\"ü😀\"]:::PENDING\n  t0 --> t1\n"),
        text);
    assertEquals(1, taskloom.make(yaml, "--mermaid", drawn.toString()).exitCode());
    assertTrue(Files.readString(drawn).contains(name + "<br>FAILED\"]:::FAILED\n"));
  }
}
