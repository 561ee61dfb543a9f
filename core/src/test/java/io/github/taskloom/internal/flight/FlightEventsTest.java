package io.github.taskloom.internal.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each event of a flight recording holds, and which of them are asked for. */
@Timeout(120)
class FlightEventsTest {
  @TempDir Path folder;

  /** What has settled is counted by how, and a thread without a name by its number. */
  @Test
  void recording_someAreCancelled_countsThem() throws Exception {
    Task<?> cancels =
        Task.run("cancels", () -> Task.current().orElseThrow().cancel("it is not needed"));
    Task<?> behind = Task.run("behind", () -> {});
    behind.require(cancels);
    Task<?> beside = Task.run("beside", () -> {});

    Path file =
        FlightTest.record(
            folder.resolve("cancelled.jfr"),
            () -> Make.defaults().withThreadPerTask().now(behind, beside));

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    RecordedEvent make = FlightTest.ofMake(all, "behind and 1 more");
    assertEquals(
        List.of(1L, 0L, 2L),
        List.of(make.getLong("done"), make.getLong("failed"), make.getLong("cancelled")));
    assertEquals(0, make.getLong("parent"));
    assertNull(make.getString("stopped"));
    RecordedEvent cancelled = FlightTest.ofTask(all, "taskloom.TaskAttempt", "cancels");
    assertEquals("CANCELLED", cancelled.getString("state"));
    RecordedEvent wait = FlightTest.ofTask(all, "taskloom.TaskWait", "cancels");
    assertEquals(make.getLong("make"), wait.getLong("make"));
    assertEquals(1, wait.getInt("attempt"));
    assertEquals(0, wait.getLong("backoff"));
    assertEquals(cancelled.getString("worker"), wait.getString("worker"));
  }

  /** Waits alone, where nothing else is asked for. */
  @Test
  void recording_waitsAlone_hasNoOthers() throws Exception {
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("taskloom.TaskWait").withThreshold(Duration.ZERO);
      recording.disable("taskloom.TaskAttempt");
      recording.disable("taskloom.Make");
      recording.start();
      Make.defaults().now(Task.run("waits", () -> {}));
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    assertEquals("waits", FlightTest.ofTask(all, "taskloom.TaskWait", "waits").getString("task"));
    assertEquals(List.of(), FlightTest.of(all, "taskloom.TaskAttempt"));
    assertEquals(List.of(), FlightTest.of(all, "taskloom.Make"));
  }

  /** By its name, or by its number, since most virtual threads have none. */
  @Test
  void nameOf_withoutAName_isTheNumber() {
    Thread virtual = Thread.ofVirtual().unstarted(() -> {});
    Thread platform = Thread.ofPlatform().name("").unstarted(() -> {});

    assertEquals("virtual #" + virtual.threadId(), AttemptFlight.nameOf(virtual));
    assertEquals("#" + platform.threadId(), AttemptFlight.nameOf(platform));
    assertEquals("named", AttemptFlight.nameOf(new Thread("named")));
  }
}
