package io.github.taskloom.cli.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path folder;
  private Path path;
  private TaskFile file;
  private List<Task<?>> order;

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("record.jsonl");
    file =
        TaskFileReader.read(
            Files.writeString(
                folder.resolve("tasks.yaml"),
                "tasks: {b: {needs: a, run: 'true'}, a: {run: 'true'}, c: {run: 'true'}}"));
    order = TaskGraph.of(file, (task, script) -> {}).inOrder();
  }

  private RunRecord record(Path directory) {
    return new RunRecord(path, file, directory);
  }

  /** A record is there from the start, with what it keeps, and grows by a line at a time. */
  @Test
  void done_beforeTheEnd_isThere() throws IOException {
    RunRecord record = record(folder);
    assertFalse(record.read(order).isKnown());

    try (Recording recording = record.begin(Set.of("a"))) {
      assertEquals(Set.of("a"), record.read(order).done());
      recording.done("b");
      assertEquals(Set.of("a", "b"), record.read(order).done());
      assertEquals(3, Files.readAllLines(path).size());
      assertTrue(recording.isWhole());
    }
    record.begin(Set.of()).close();
    assertEquals(Set.of(), record.read(order).done());
    assertTrue(record.read(order).isKnown());
  }

  /** What is told after the end has no place any more. */
  @Test
  void done_afterTheEnd_isNothing() throws IOException {
    Recording recording = record(folder).begin(Set.of());
    recording.close();

    recording.done("a");

    assertEquals(Set.of(), record(folder).read(order).done());
  }

  /** Only what needs nothing that has to run counts, whatever the order of the lines. */
  @Test
  void read_missingNeed_leavesOutWhatNeedsIt() {
    record(folder).begin(Set.of("b", "c")).close();

    assertEquals(Set.of("c"), record(folder).read(order).done());
  }

  /** In another folder nothing was DONE. */
  @Test
  void read_otherFolder_hasAllChanged() throws IOException {
    record(folder).begin(Set.of("a", "b", "c")).close();

    Earlier earlier = record(Files.createDirectory(folder.resolve("other"))).read(order);

    assertEquals(Set.of(), earlier.done());
    assertEquals(Set.of("a", "b", "c"), Set.copyOf(earlier.changed()));
  }

  /** The same folder by another name is the same. */
  @Test
  void read_folderThroughALink_isTheSame() throws IOException {
    record(folder).begin(Set.of("c")).close();
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

    assertEquals(Set.of("c"), record(link.resolve(".")).read(order).done());
  }

  /** Half a line, an empty record, fields of a later day: all of them can be read. */
  @Test
  void read_tornOrMore_isRead() throws IOException {
    record(folder).begin(Set.of("a", "c")).close();
    String text = Files.readString(path);

    Files.writeString(path, text + "{\"done\":\"b\",\"definit");
    assertEquals(Set.of("a", "c"), record(folder).read(order).done());
    Files.writeString(path, text.replace("{", "{\"more\":1,") + "{\"other\":true}\n");
    assertEquals(Set.of("a", "c"), record(folder).read(order).done());
    Files.writeString(path, "");
    assertFalse(record(folder).read(order).isKnown());
    Files.writeString(path, text.substring(0, 10));
    assertFalse(record(folder).read(order).isKnown());
  }

  /** When a line cannot be written the record ends there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void done_fullDisk_endsTheRecord() throws IOException {
    try (Recording recording =
        new Recording(path, new FileOutputStream("/dev/full"), Map.of("a", "x"))) {
      assertThrows(IOException.class, () -> recording.done("a"));
      recording.done("b");
      assertFalse(recording.isWhole());
    }
  }
}
