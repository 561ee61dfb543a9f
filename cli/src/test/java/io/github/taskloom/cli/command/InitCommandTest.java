package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {
  @TempDir Path folder;

  private Ended run(String command, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = command;
    arguments[1] = "-C";
    arguments[2] = folder.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new Taskloom(folder).run(arguments);
  }

  /** The first file is found and made as it is, and with another value. */
  @Test
  void init_emptyFolder_writesWhatCanBeMade() throws IOException {
    assertEquals(0, run("init").exitCode());

    Ended ended = run("make");
    assertEquals(0, ended.exitCode(), ended.out() + ended.err());
    assertEquals("hello world\n", Files.readString(folder.resolve("hello.txt")));

    assertEquals(0, run("make", "NAME=you", "hello").exitCode());
    assertEquals("hello you\n", Files.readString(folder.resolve("hello.txt")));
    assertEquals(0, run("make", "clean").exitCode());
    assertTrue(Files.notExists(folder.resolve("hello.txt")));
  }

  /** What is there stays as it is, also under the other name, and a link that leads nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"taskloom.yaml", "taskloom.yml"})
  void init_fileIsThere_isLeftAlone(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "mine");

    Ended ended = run("init");

    assertEquals(2, ended.exitCode());
    assertEquals("taskloom: " + file + ": is there already, and stays as it is\n", ended.err());
    assertEquals("mine", Files.readString(file));

    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("none"));
    assertEquals(2, run("init").exitCode());
    assertTrue(Files.notExists(folder.resolve("none")));
  }

  /** Where nothing can be written, that is told. */
  @Test
  void init_noFolder_isTold() {
    Ended ended = new Taskloom(folder).run("init", "-C", folder.resolve("none").toString());

    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("taskloom.yaml: cannot be written: "), ended.err());
  }
}
