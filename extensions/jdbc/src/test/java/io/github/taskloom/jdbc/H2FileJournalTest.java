package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.testing.H2;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import io.github.taskloom.jdbc.testing.Taps;
import io.github.taskloom.journal.JournalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On H2, in a file that is closed with its last connection: a make is restored from it. */
@Timeout(120)
class H2FileJournalTest {
  @TempDir Path folder;

  /** The next run restores what was DONE, by a caller whose interrupts do not reach the file. */
  @Test
  void make_again_restores() {
    DataSource source = H2.inFile(folder.resolve("database"));
    AtomicInteger runs = new AtomicInteger();
    for (int run = 0; run < 3; run++) {
      Task<Integer> first = Task.of("first", runs::incrementAndGet);
      Task<String> second = first.then("second", number -> "value " + number);
      try (JdbcJournal journal = JdbcJournal.open(source, "nightly")) {
        assertEquals("value 1", Make.defaults().journal(journal).get(second));
        Thread.currentThread().interrupt();
      }
      assertTrue(Thread.interrupted());
    }
    assertEquals(1, runs.get());
  }

  /** A make whose database is gone ends with what the journal says, and begins nothing more. */
  @Test
  void make_databaseIsGone_endsWithTheFailure() {
    Taps taps = new Taps();
    DataSource source = new TappedDataSource(H2.inFile(folder.resolve("database")), taps);
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> first =
        Task.of(
            "first",
            () -> {
              taps.breakDown();
              return runs.incrementAndGet();
            });
    Task<Integer> second = first.then("second", number -> runs.incrementAndGet());
    JdbcJournalOptions brief = JdbcJournalOptions.defaults().lease(Duration.ofMillis(300));
    JdbcJournal journal = JdbcJournal.open(source, "nightly", brief);
    JournalException failed =
        assertThrows(JournalException.class, () -> Make.defaults().journal(journal).get(second));
    assertTrue(failed.getMessage().contains("could not be written in"), failed::getMessage);
    assertEquals(1, runs.get());
    journal.close();
  }
}
