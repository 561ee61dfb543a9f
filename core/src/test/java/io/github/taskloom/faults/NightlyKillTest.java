package io.github.taskloom.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed half-way through its night, and goes on when it is started again. */
@Timeout(420)
class NightlyKillTest {
  @TempDir Path folder;
  private Path lines;

  @BeforeEach
  void create() throws IOException {
    lines = Files.createFile(folder.resolve("lines"));
  }

  /** What was begun since this was asked last, sorted. */
  private List<String> takeBegun() throws IOException {
    List<String> begun = Files.readAllLines(lines).stream().sorted().toList();
    Files.writeString(lines, "");
    return begun;
  }

  private List<String> runToItsEnd() throws Exception {
    return ChildJvm.run(Nightly.class, List.of(), folder.toString()).expect(0).lines();
  }

  @Test
  void kill_halfWay_isResumedWithWhatWasDone() throws Exception {
    Process night = ChildJvm.start(Nightly.class, folder.resolve("output"), folder.toString());
    try {
      await().atMost(ChildJvm.LIMIT).until(() -> Files.readString(lines).contains("prices"));
    } finally {
      night.destroyForcibly().waitFor();
    }
    assertEquals(List.of("merged", "orders", "orders", "prices", "stock"), takeBegun());

    Files.writeString(folder.resolve("rate"), "3");
    assertEquals(List.of("Tonight: apples 30 of apples 100 at 3"), runToItsEnd());
    assertEquals(List.of("prices", "report"), takeBegun(), "just the rest");

    assertEquals(List.of("Tonight: apples 30 of apples 100 at 3"), runToItsEnd());
    assertEquals(List.of(), takeBegun(), "all was DONE");
  }
}
