package io.github.taskloom.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.journal.FileJournal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  private Recording recording(FileJournal journal) {
    return new Recording(journal, (task, e) -> told.add(task));
  }

  private static List<Task<?>> chain(Runnable inSecond) {
    Task<?> first = Task.run("first", () -> {});
    Task<?> second =
        Task.builder(
                "second",
                () -> {
                  inSecond.run();
                  return 2;
                })
            .require(first)
            .build();
    return List.of(first, second, Task.builder("third", () -> 3).require(second).build());
  }

  /** The run goes on; the first task that is not on record is told, and once. */
  @Test
  void append_noMoreCanBeWritten_isToldOnceAndTheRunGoesOn() {
    Path path = folder.resolve("run.journal");
    FileJournal journal = FileJournal.open(path);
    Recording recording = recording(journal);
    List<Task<?>> tasks = chain(journal::close); // as a full disk: from now on each append throws

    Make.defaults().journal(recording).now(tasks);
    recording.close();

    assertSame(TaskState.DONE, tasks.getLast().state());
    assertEquals(List.of("second"), told);
    assertFalse(recording.isWhole());
    try (FileJournal again = FileJournal.open(path)) {
      assertNotNull(again.find("first"));
    }
  }

  /** What a task takes away is written anew, with all that was recorded before. */
  @Test
  void append_fileTakenAway_isWrittenAnew() throws IOException {
    Path path = Files.createDirectory(folder.resolve("run")).resolve("run.journal");
    try (FileJournal journal = FileJournal.open(path)) {
      Recording recording = recording(journal);

      Make.defaults().journal(recording).now(chain(() -> removeAll(path.getParent())));
      recording.close();

      assertTrue(recording.isWhole());
    }
    assertEquals(List.of(), told);
    try (FileJournal again = FileJournal.open(path)) {
      for (String task : List.of("first", "second", "third")) {
        assertNotNull(again.find(task), task);
      }
    }
  }

  private static void removeAll(Path folder) {
    for (File file : Objects.requireNonNull(folder.toFile().listFiles())) {
      assertTrue(file.delete());
    }
    assertTrue(folder.toFile().delete());
  }

  /** Where all could be recorded nothing is told. */
  @Test
  void append_roomEnough_isWhole() {
    try (FileJournal journal = FileJournal.open(folder.resolve("run.journal"))) {
      Recording recording = recording(journal);

      Make.defaults().journal(recording).now(chain(() -> {}));
      recording.close();

      assertTrue(recording.isWhole());
      assertEquals(List.of(), told);
    }
  }
}
