package io.github.taskloom.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder;
  private final List<String> ran = new ArrayList<>();
  private Path path;
  private TaskFile file;

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("run.journal");
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
            task -> Definition.of(task, directory))
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

  /** What was DONE stays so until a run begins from nothing. */
  @Test
  void resume_untilOneBegins_hasWhatWasDone() {
    RunRecord first = RunRecord.begin(path, file);
    assertFalse(first.isKnown());
    assertEquals(List.of("a", "b", "c"), make(first, folder));

    RunRecord second = RunRecord.resume(path, file);
    assertTrue(second.isKnown());
    assertEquals(List.of(), make(second, folder));

    RunRecord third = RunRecord.begin(path, file);
    assertFalse(third.isKnown());
    assertEquals(List.of("a", "b", "c"), make(third, folder));
  }

  /** In another folder nothing was DONE; the same by another name is the same. */
  @Test
  void resume_otherFolder_runsAll() throws IOException {
    make(RunRecord.begin(path, file), folder);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    Path other = Files.createDirectory(folder.resolve("other"));

    assertEquals(List.of(), make(RunRecord.resume(path, file), link.resolve(".")));
    assertEquals(List.of("a", "b", "c"), make(RunRecord.resume(path, file), other));
  }

  /** Another file's tasks are other tasks, whatever they are called; it can begin from nothing. */
  @Test
  void resume_otherFile_isRefused() throws IOException {
    make(RunRecord.begin(path, file), folder);
    Path other = Files.copy(folder.resolve("tasks.yaml"), folder.resolve("other.yaml"));
    TaskFile otherFile = TaskFileReader.read(other);

    InputException refused =
        assertThrows(InputException.class, () -> RunRecord.resume(path, otherFile));

    String message = refused.getMessage();
    assertTrue(message.contains("is the record of another file, '"), message);
    assertEquals(List.of(), make(RunRecord.resume(path, file), folder), "it was let go of");
    try (RunRecord begun = RunRecord.begin(path, otherFile)) {
      assertFalse(begun.isKnown());
    }
  }

  /** Two at once would each know half. */
  @Test
  void resume_openElsewhere_isRefused() {
    try (RunRecord first = RunRecord.begin(path, file)) {
      InputException refused =
          assertThrows(InputException.class, () -> RunRecord.resume(first.path(), file));

      assertTrue(refused.getMessage().contains("cannot be resumed: "), refused::getMessage);
      assertInstanceOf(JournalException.class, refused.getCause());
    }
  }

  /** What is not a part of what runs makes no difference, what is one does. */
  @Test
  void definition_changes_withWhatRuns() {
    String a = Definition.of(file.tasks().get(0), folder);

    assertEquals(a, Definition.of(file.tasks().get(2), folder), "the name is not a part of it");
    assertNotEquals(a, Definition.of(file.tasks().get(0), folder.resolve("other")));
  }
}
