package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values that a task file calls secret are seen nowhere. */
@Timeout(60)
class MakeSecretTest {
  private static final String YAML =
      """
      secret: [TOKEN, PASSWORD, OTHER]
      vars: {TOKEN: s3cret}
      tasks:
        prints:
          run: |
            echo "token $TOKEN"; printf s3c; sleep 0.01; echo ret
            echo "password $PASSWORD" >&2
          env: {PASSWORD: hidden}
        fails:
          run: echo "with $TOKEN"; exit 3
          dir: "{{TOKEN}}"
        quits:
          retry: 2
          run: printf "cut off $TOKEN"; exit 4
      """;

  @TempDir Path folder;

  /** Not on the terminal, not in logs, reasons and reports; scripts ask for them by name. */
  @Test
  void make_secrets_areSeenNowhere() throws IOException {
    Taskloom taskloom = new Taskloom(folder);

    Ended ended =
        taskloom.make(
            YAML,
            "--output=grouped",
            "--explain=fails",
            "--report=json=" + folder.resolve("run.json"),
            "--report=junit=" + folder.resolve("run.xml"),
            "--report=html=" + folder.resolve("run.html"),
            "--report=trace=" + folder.resolve("run.trace"),
            "--report=wfformat=" + folder.resolve("run.wf"));

    assertEquals(1, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("token ***\n***\npassword ***\n"), ended.out());
    assertTrue(ended.out().contains("dir '***' is no folder"), ended.out());
    assertTrue(ended.out().contains("cut off ***\n--- attempt 2 of 2\ncut off ***"), ended.out());
    assertHasNone(ended.out() + ended.err(), "what is shown");
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertTrue(all.stream().anyMatch(file -> file.toString().endsWith("prints.log")));
      for (Path file : all) {
        boolean isTaskFile = file.toString().endsWith(".yaml");
        if (!isTaskFile) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          int run = text.indexOf("id=\"run-data\""); // around it stands the page without a run
          assertHasNone(
              run < 0 ? text : text.substring(run, text.indexOf("</script>", run)),
              file.toString());
        }
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".pipe")), "pipes are left");
    }
  }

  private static void assertHasNone(String text, String where) {
    assertFalse(text.contains("s3cret") || text.contains("hidden"), () -> where + ":\n" + text);
  }

  /** What a command leaves in the background holds nothing up, and prints on. */
  @Test
  void make_secretsAndBackground_goesOn() throws IOException {
    String yaml =
        """
        secret: TOKEN
        env: {TOKEN: s3cret}
        tasks:
          leaves: (until [ -e go ]; do sleep 0.01; done; echo "late $TOKEN"; touch told) & echo begun
          waits: {needs: [leaves], run: "touch go; until [ -e told ]; do sleep 0.01; done"}
        """;

    Ended ended = new Taskloom(folder).make(yaml);

    assertEquals(0, ended.exitCode(), ended.out() + ended.err());
  }
}
