package io.github.taskloom.cli.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastDurationsTest {
  private static final Set<String> TASKS = Set.of("a", "b", "ü\n\0");

  @TempDir Path folder;

  private LastDurations durations() {
    return new LastDurations(folder.resolve("durations"));
  }

  private void add(Map<String, Duration> learned, Set<String> tasks) {
    durations().add(learned, tasks, folder.resolve("durations.new"));
  }

  /** What a run has learned takes the place of what was known; the rest stays. */
  @Test
  void add_further_areTogether() {
    assertEquals(Map.of(), durations().read());
    add(Map.of("a", Duration.ofMillis(5), "ü\n\0", Duration.ofDays(3)), TASKS);
    add(Map.of("a", Duration.ofMillis(7), "b", Duration.ZERO), TASKS);

    assertEquals(
        Map.of("a", Duration.ofMillis(7), "b", Duration.ZERO, "ü\n\0", Duration.ofDays(3)),
        durations().read());
  }

  /** What is no task of the file any more is forgotten. */
  @Test
  void add_otherTasks_forgetsOthers() {
    add(Map.of("a", Duration.ofMillis(5), "b", Duration.ofMillis(6)), TASKS);
    add(Map.of("b", Duration.ofMillis(8)), Set.of("b"));

    assertEquals(Map.of("b", Duration.ofMillis(8)), durations().read());
  }

  /** A file that is cut off or changed anywhere is as none, and is replaced. */
  @Test
  void read_damaged_isNone() throws IOException {
    add(Map.of("a", Duration.ofMillis(5)), TASKS);
    Path file = folder.resolve("durations");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      Files.write(file, Arrays.copyOf(whole, at));
      assertEquals(Map.of(), durations().read(), "cut off at " + at);
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertEquals(Map.of(), durations().read(), "changed at " + at);
    }

    add(Map.of("b", Duration.ofMillis(6)), TASKS);
    assertEquals(Map.of("b", Duration.ofMillis(6)), durations().read());
  }

  /** Where it cannot be written all stays as it was. */
  @Test
  void add_noPlace_changesNothing() {
    add(Map.of("a", Duration.ofMillis(5)), TASKS);
    durations().add(Map.of("a", Duration.ZERO), TASKS, folder.resolve("gone/durations.new"));

    assertEquals(Map.of("a", Duration.ofMillis(5)), durations().read());
    assertTrue(Files.notExists(folder.resolve("gone")));
  }
}
