package io.github.taskloom.cli.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder;
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private TaskFile file;

  @BeforeEach
  void write() throws IOException {
    file =
        TaskFileReader.read(
            Files.writeString(
                folder.resolve("tasks.yaml"),
                "tasks: {b: {needs: a, run: 'true'}, a: {run: 'true'}, c: {run: 'true'}}"));
  }

  private List<Task<?>> tasks(Path directory) {
    return TaskGraph.of(
            file,
            (task, script) -> ran.add(task.name()),
            Duration.ZERO,
            task -> Definition.of(task, file.path(), directory))
        .all();
  }

  private List<String> make(RunRecord record, Path directory) {
    try (record) {
      ran.clear();
      Make how = Make.defaults().parallelism(1).journal(record.journal());
      assertTrue(
          how.now(tasks(directory)).stream().allMatch(task -> task.state() == TaskState.DONE));
      return ran.stream().sorted().toList();
    }
  }

  private Path record(String name) {
    return folder.resolve(name);
  }

  /** A run goes on from what another one had, which stays as it is. */
  @Test
  void resume_aRun_hasWhatWasDone() throws IOException {
    Path first = record("first");
    assertEquals(List.of("a", "b", "c"), make(RunRecord.begin(first), folder));
    byte[] bytes = Files.readAllBytes(first);

    assertEquals(List.of(), make(RunRecord.resume(first, record("second")), folder));
    assertEquals(List.of(), make(RunRecord.resume(record("second"), record("third")), folder));
    assertEquals(List.of("a", "b", "c"), make(RunRecord.begin(record("fourth")), folder));

    assertArrayEquals(bytes, Files.readAllBytes(first));
  }

  /** In another folder nothing was DONE; the same by another name is the same. */
  @Test
  void resume_otherFolder_runsAll() throws IOException {
    make(RunRecord.begin(record("first")), folder);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    Path other = Files.createDirectory(folder.resolve("other"));

    assertEquals(
        List.of(), make(RunRecord.resume(record("first"), record("2")), link.resolve(".")));
    assertEquals(
        List.of("a", "b", "c"), make(RunRecord.resume(record("first"), record("3")), other));
  }

  /** What cannot be resumed leaves no new record, and its message is about the earlier one. */
  @Test
  void resume_noJournal_leavesNone() throws IOException {
    Path first = Files.writeString(record("first"), "no journal");

    InputException refused =
        assertThrows(InputException.class, () -> RunRecord.resume(first, record("second")));

    String message = refused.getMessage();
    assertTrue(message.startsWith(first + ": cannot be resumed: journal " + first), message);
    assertInstanceOf(JournalException.class, refused.getCause());
    assertTrue(Files.notExists(record("second")));
  }

  /** One that another run writes can be looked at, and resumed. */
  @Test
  void look_whileItIsWritten_seesWhatIsThere() throws IOException {
    try (RunRecord first = RunRecord.begin(record("first"))) {
      Make.defaults().journal(new Recording(first.journal(), (task, e) -> {})).now(tasks(folder));
      byte[] bytes = Files.readAllBytes(record("first"));

      try (RunLook look = RunRecord.look(record("first"))) {
        assertNotNull(look.journal().find("a"));
      }
      assertEquals(List.of(), make(RunRecord.resume(record("first"), record("2")), folder));
      assertArrayEquals(bytes, Files.readAllBytes(record("first")));
    }
  }

  /** What is not a part of what runs makes no difference, what is one does. */
  @Test
  void definition_changes_withWhatRuns() {
    Path yaml = file.path();
    String a = Definition.of(file.tasks().get(0), yaml, folder);

    assertEquals(a, Definition.of(file.tasks().get(2), yaml, folder), "the name is no part of it");
    assertNotEquals(a, Definition.of(file.tasks().get(0), yaml, folder.resolve("other")));
  }
}
