package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run, by those before it. */
@Timeout(300)
class MakeEstimateTest {
  private static final String FILE =
      """
      tasks:
        slow: {run: "[ ! -e again ] || sleep $(cat again)"}
        fast: {needs: slow, outputs: out, run: touch out}
        bad: exit 3
        group: {needs: fast}
      """;

  @TempDir Path folder;

  /** The first run knows nothing; the next one tells it on a terminal, once a second. */
  @Test
  void make_again_tellsWhatIsLeft() throws IOException {
    Taskloom taskloom = new Taskloom(folder).onTerminal(100);
    Ended first = taskloom.make(FILE, "slow");
    assertFalse(first.out().contains("last time"), first.out());

    boolean isTold = false;
    for (String seconds : List.of("1.3", "6", "30")) { // a busy machine tells it later
      if (!isTold) {
        taskloom.write("again", seconds);
        Ended again = taskloom.make(FILE, "slow");

        assertEquals(0, again.exitCode(), again.out());
        assertFalse(again.out().contains("-1"), again.out());
        isTold = again.out().contains("longer than the last time; slow");
      }
    }
    assertTrue(isTold);
  }

  /**
   * What has run well is kept beside the runs, and nothing is left over; a failure tells nothing.
   */
  @Test
  void make_ended_keepsDurations() throws IOException {
    assertEquals(1, new Taskloom(folder).make(FILE).exitCode());
    Path kept = folder.resolve(".taskloom/tasks.yaml/durations");
    String text = Files.readString(kept, StandardCharsets.ISO_8859_1);

    assertTrue(text.contains("slow") && text.contains("fast"), text);
    assertFalse(text.contains("bad") || text.contains("group"), text);

    assertEquals(1, new Taskloom(folder).make(FILE, "bad").exitCode());
    assertEquals(text, Files.readString(kept, StandardCharsets.ISO_8859_1), "nothing new");
    try (Stream<Path> files = Files.list(new Taskloom(folder).lastRun())) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".new")));
    }
  }
}
