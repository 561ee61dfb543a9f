package io.github.taskloom.cli.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.file.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("a b.yaml"));
  }

  private StateFolder state() {
    return StateFolder.of(file, null);
  }

  /** One that has recorded something, so many seconds after the epoch. */
  private RunFolder recorded(int second) throws IOException {
    RunFolder run = state().begin(List.of());
    Files.createFile(run.record());
    Files.setLastModifiedTime(run.record(), FileTime.fromMillis(second * 1000L));
    return run;
  }

  /** Each file has a place of its own, beside it. */
  @Test
  void of_files_areBesideThem() throws IOException {
    assertEquals(folder.resolve(".taskloom/a b.yaml"), state().path());
    Path other = Files.createFile(folder.resolve("a_b.yml"));
    assertEquals(folder.resolve(".taskloom/a_b.yml"), StateFolder.of(other, null).path());
    assertEquals(Path.of(".taskloom/pom.xml"), StateFolder.of(Path.of("pom.xml"), null).path());
    Path nested = Path.of("src/main/../main/java");
    assertEquals(Path.of(".taskloom/java"), StateFolder.of(nested, null).path(), "is no file");
  }

  /** In a place that was chosen files of one name are kept apart, too. */
  @Test
  void of_chosenPlace_keepsFilesOfOneNameApart() {
    Path chosen = folder.resolve("state");
    Path one = StateFolder.of(folder.resolve("api/build.yaml"), chosen).path();
    Path two = StateFolder.of(folder.resolve("web/build.yaml"), chosen).path();

    assertEquals(chosen, one.getParent());
    assertNotEquals(one, two);
    assertEquals(one, StateFolder.of(folder.resolve("api/./build.yaml"), chosen).path());
  }

  /** Runs of one moment have folders of their own; git sees none of them. */
  @Test
  void begin_twice_givesTwoFolders() throws IOException {
    try (RunFolder first = state().begin(List.of());
        RunFolder second = state().begin(List.of())) {
      assertNotEquals(first.path(), second.path());
      assertEquals("*\n", Files.readString(state().path().resolve(".gitignore")));
    }
  }

  /** The last record is that of the run that ended last, not of one that goes on. */
  @Test
  void lastRecord_someGoOn_isOfTheOneThatEndedLast() throws IOException {
    assertEquals(Optional.empty(), state().lastRecord());
    RunFolder early = recorded(10);
    RunFolder late = recorded(30);
    RunFolder middle = recorded(20);
    early.close();
    middle.close();

    assertEquals(Optional.of(middle.record()), state().lastRecord());
    late.close();
    assertEquals(Optional.of(late.record()), state().lastRecord());
  }

  /** One by its name; another name is refused, and those that there are are told. */
  @Test
  void record_byName_isThatOfTheRun() throws IOException {
    RunFolder run = recorded(10);
    run.close();

    assertEquals(run.record(), state().record(run.name()));
    for (String wrong : List.of("x", "../" + run.name(), "2000-01-01_00-00-00")) {
      InputException refused = assertThrows(InputException.class, () -> state().record(wrong));
      assertTrue(refused.getMessage().contains(run.name()), refused.getMessage());
    }
  }

  /** A run that has recorded nothing leaves nothing. */
  @Test
  void close_noRecord_leavesNoFolder() {
    RunFolder run = state().begin(List.of());

    run.close();

    assertTrue(Files.notExists(run.path()));
  }

  /** Of those that have ended the oldest go; those that go on stay. */
  @Test
  void begin_manyBefore_keepsTheLastOnes() throws IOException {
    RunFolder goesOn = recorded(1);
    for (int run = 2; run < StateFolder.KEPT + 5; run++) {
      recorded(run).close();
    }

    state().begin(List.of()).close();

    try (Stream<Path> left = Files.list(state().path()).filter(Files::isDirectory)) {
      assertEquals(StateFolder.KEPT, left.count(), "one of them goes on");
    }
    assertTrue(Files.exists(goesOn.record()));
    goesOn.close();
  }

  /** A shell that was left behind reads on in what it has opened. */
  @Test
  void writeScript_again_isANewFile() throws IOException {
    try (RunFolder run = state().begin(List.of("t"))) {
      Path script = run.writeScript("t", "echo 1", "sh");
      try (InputStream reader = Files.newInputStream(script)) {
        assertEquals(script, run.writeScript("t", "echo 2", "sh"));

        assertEquals("echo 1\n", new String(reader.readAllBytes(), StandardCharsets.UTF_8));
      }
      assertEquals("echo 2\n", Files.readString(script));
    }
  }

  /** A place that cannot be written is told with the way out. */
  @Test
  void begin_noPlace_isRefused() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));

    InputException refused =
        assertThrows(InputException.class, () -> StateFolder.of(file, blocked).begin(List.of()));

    assertTrue(refused.getMessage().contains("--state DIR"), refused.getMessage());
  }
}
