package io.github.taskloom.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {
  @TempDir Path folder;

  /** Two runs never write into one folder at once; one after the other they do. */
  @Test
  void during_twiceAtOnce_isRefused() {
    LogFolder first = new LogFolder(folder.resolve("logs"), List.of());
    LogFolder second = new LogFolder(folder.resolve("logs"), List.of());

    first.during(
        () -> {
          InputException e =
              assertThrows(InputException.class, () -> second.during(() -> "not reached"));
          assertTrue(e.getMessage().endsWith("choose another folder with --logs"), e.getMessage());
          return true;
        });
    assertEquals("reached", second.during(() -> "reached"));
  }

  /** A folder that cannot be made is told before anything runs. */
  @Test
  void during_noFolderPossible_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    LogFolder logs = new LogFolder(file.resolve("logs"), List.of());

    assertThrows(InputException.class, () -> logs.during(() -> "not reached"));
  }

  /** The default folder is named like the task file. */
  @Test
  void defaultFor_taskFile_isNamedLikeIt() {
    assertEquals(
        Path.of(".taskloom/logs/nightly"), LogFolder.defaultFor(Path.of("x/nightly.yaml")));
    assertEquals(Path.of(".taskloom/logs/a.b_c"), LogFolder.defaultFor(Path.of("a.b c.yml")));
    assertEquals(Path.of(".taskloom/logs/_"), LogFolder.defaultFor(Path.of("/")));
  }
}
