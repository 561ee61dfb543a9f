package io.github.taskloom.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.journal.FileJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRecordsTest {
  @TempDir Path folder;

  /** The bare writer writes as much as a journal: else the two could not be compared. */
  @Test
  void recordBytes_besideAJournal_areAsMany() throws Exception {
    Path file = folder.resolve("journal");
    List<Task<?>> tasks =
        IntStream.range(0, 1_000)
            .<Task<?>>mapToObj(task -> Task.of("task " + task, () -> null))
            .toList();
    try (FileJournal journal = FileJournal.open(file)) {
      assertEquals(1_000, Make.defaults().journal(journal).now(tasks).size());
    }

    assertEquals(1, Files.size(file) / 1_000.0 / BareRecords.RECORD_BYTES, 0.05);
  }

  /** Each task runs once, layer after layer, whatever their numbers. */
  @Test
  void run_numbersAgainstTheLayers_runsLayerAfterLayer() throws Exception {
    List<Integer> ran = new ArrayList<>();
    try (BareRecords records = new BareRecords(true)) {
      records
          .build(
              Shapes.layers(2, 3, 1),
              task ->
                  () -> {
                    ran.add(task);
                    return null;
                  })
          .run();
    }

    assertEquals(6, ran.size());
    assertEquals(List.of(0, 1), ran.subList(0, 2).stream().sorted().toList());
    assertEquals(List.of(5), ran.subList(5, 6));
  }
}
