package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileSearchTest {
  @TempDir Path folder;

  private Path deep;

  @BeforeEach
  void makeFolders() throws IOException {
    deep = Files.createDirectories(folder.resolve("a/b"));
  }

  private Path write(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "");
  }

  /** The nearest one is found, and of two in one folder always the same. */
  @Test
  void from_several_isTheNearest() throws IOException {
    Path top = write("taskloom.yml");
    assertEquals(top, TaskFileSearch.from(folder, null));
    assertEquals(top, TaskFileSearch.from(deep, null));

    Path preferred = write("taskloom.yaml");
    assertEquals(preferred, TaskFileSearch.from(deep, null));

    Path near = write("a/b/taskloom.yml");
    assertEquals(near, TaskFileSearch.from(deep, null));
    assertEquals(preferred, TaskFileSearch.from(deep.resolve(".."), null));
  }

  /** From a relative folder the file is told as it is seen from here. */
  @Test
  void from_relative_isRelative() throws IOException {
    Path top = write("taskloom.yaml");
    Path start = Path.of("").toAbsolutePath().relativize(deep);

    Path found = TaskFileSearch.from(start, null);

    assertFalse(found.isAbsolute());
    assertTrue(Files.isSameFile(top, found));
  }

  /** Where there is none, the folder is told in which the search began. */
  @Test
  void from_nowhere_isRefused() {
    Path root = folder.getRoot();
    InputException e = assertThrows(InputException.class, () -> TaskFileSearch.from(root, null));

    assertEquals(
        "/: has no taskloom.yaml, nor has a folder above it: 'taskloom init' writes a first one, -f"
            + " FILE names another one",
        e.getMessage());
  }
}
