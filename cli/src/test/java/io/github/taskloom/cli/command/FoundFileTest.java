package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is made, what of it, and where. */
class FoundFileTest {
  @TempDir Path folder;

  private Taskloom taskloom;
  private Path sub;

  @BeforeEach
  void writeFile() throws IOException {
    taskloom = new Taskloom(folder);
    sub = Files.createDirectories(folder.resolve("sub"));
    taskloom.write(
        "taskloom.yaml",
        """
        default: all
        tasks:
          one: touch one
          two: {run: touch two, dir: sub}
          all: {needs: one}
          with/slash: touch slash
        """);
  }

  private boolean exists(String file) {
    return Files.exists(folder.resolve(file));
  }

  /** Without a file and a target: the default of the file that is found. */
  @Test
  void make_nothingNamed_makesTheDefaultOfTheFileFound() throws IOException {
    Ended ended = taskloom.run("make", "-C", folder.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("2 tasks DONE"), ended.out());
    assertTrue(exists("one") && !exists("two") && !exists("sub/two"));
    assertTrue(Files.isDirectory(taskloom.lastRun("taskloom.yaml")), "its runs are beside it");
  }

  /** A word that looks like no file is a target, the first one, too. */
  @Test
  void make_firstWordIsNoFile_isATarget() {
    Ended ended = taskloom.run("make", "two", "-C", folder.toString());
    Ended mistyped = taskloom.run("make", "-C", folder.toString(), "tow");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(exists("sub/two") && !exists("one"));
    assertEquals(2, mistyped.exitCode());
    assertTrue(
        mistyped.err().endsWith("taskloom.yaml: has no task 'tow': did you mean 'two'?\n"),
        mistyped.err());
  }

  /** With -f all words are targets, and -C tells where commands run. */
  @Test
  void make_fileByOption_takesAllWordsAsTargets() {
    Ended ended =
        taskloom.run(
            "make", "with/slash", "-f", folder.resolve("taskloom.yaml").toString(), "-C", "" + sub);

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(exists("sub/slash") && !exists("slash"));
  }

  /** From a folder below, the file above is found; -C is where commands run all the same. */
  @Test
  void make_fromBelow_findsTheFileAbove() {
    Ended ended = taskloom.run("make", "one", "-C", sub.toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(exists("sub/one"));
  }

  /** A file whose name looks like a target is told how to be named. */
  @Test
  void make_fileThatLooksLikeATarget_isTold() throws IOException {
    Path none = Files.createDirectories(Path.of("target", "no-task-file"));

    Ended ended = taskloom.run("make", "pom.xml", "-C", none.toAbsolutePath().getRoot().toString());

    assertEquals(2, ended.exitCode());
    assertEquals(
        "taskloom: pom.xml: is taken for a target, and / has no taskloom.yaml, nor has a folder"
            + " above it: for this file write -f pom.xml\n",
        ended.err());
  }

  /** The drawing finds the file, too: it is looked for from the current folder, as in make. */
  @Test
  void graph_fileByOption_isDrawn() {
    Ended ended = taskloom.run("graph", "-f", folder.resolve("taskloom.yaml").toString());

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("with/slash"), ended.out());
  }
}
