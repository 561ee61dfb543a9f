package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.jdbc.testing.H2;
import io.github.taskloom.jdbc.testing.Postgres;
import io.github.taskloom.jdbc.testing.Size;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import io.github.taskloom.jdbc.testing.Taps;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that are lost at random, before and after what they were to do, while three threads
 * append: what was acknowledged is there in the end, and nothing else than what was appended.
 */
@Tag("sized")
@Timeout(600)
class RandomFaultsTest {
  private static final int KEYS = 20;

  private final long seed = Long.getLong("taskloom.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void append_connectionsLostAtRandom_nothingAcknowledgedIsLost() throws Exception {
    System.out.println("RandomFaultsTest: -Dtaskloom.seed=" + seed);
    DataSource source = H2.inMemory("REGULAR");
    for (int run = 0; run < Size.of(1, 4); run++) {
      tryOnce(source, "run " + run);
    }
  }

  @Test
  @Tag("full-only")
  void append_connectionsToPostgresLostAtRandom_nothingAcknowledgedIsLost() throws Exception {
    System.out.println("RandomFaultsTest, PostgreSQL: -Dtaskloom.seed=" + seed);
    DataSource source = Postgres.newSchema();
    for (int run = 0; run < 3; run++) {
      tryOnce(source, "run " + run);
    }
  }

  private void tryOnce(DataSource source, String run) throws Exception {
    Taps taps = new Taps();
    JdbcJournalOptions options =
        JdbcJournalOptions.defaults()
            .lease(Duration.ofSeconds(20))
            .batchSize(1 + random.nextInt(20));
    Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    Map<String, Integer> appended = new ConcurrentHashMap<>();
    JdbcJournal journal = JdbcJournal.open(new TappedDataSource(source, taps), run, options);
    double often = random.nextDouble() * 0.1;
    boolean isFatalOnce = random.nextInt(4) == 0;
    Random faults = new Random(random.nextLong()); // used by the writer alone
    taps.before((what, connection) -> maybeLost(what, connection, faults, often, isFatalOnce));
    taps.after((what, connection) -> maybeLost(what, connection, faults, often, false));

    List<FutureTask<Boolean>> threads = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      int number = thread;
      long own = random.nextLong();
      threads.add(
          Bounded.background(
              () -> append(journal, number, new Random(own), appended, acknowledged)));
    }
    boolean isWell = true;
    for (FutureTask<Boolean> thread : threads) {
      isWell &= Bounded.result(thread);
    }
    taps.heal();
    try {
      journal.close(); // says nothing of a failure that was told
      if (isWell) {
        acknowledged.putAll(appended);
      }
    } catch (JournalException failed) {
      assertInstanceOf(SQLException.class, failed.getCause(), run);
    }
    check(source, run, options, appended, acknowledged);
  }

  private static void maybeLost(
      String what, Connection connection, Random faults, double often, boolean isFatal)
      throws SQLException {
    if (what.equals("close") || what.equals("rollback") || faults.nextDouble() > often) {
      return;
    }
    if (isFatal && faults.nextInt(5) == 0) {
      throw new SQLException("never passes, on purpose", "22000");
    }
    throw faults.nextInt(3) == 0
        ? new SQLException("rolled back by the database, on purpose", "40001")
        : TappedDataSource.lost(connection);
  }

  /** False if the journal has failed. */
  private static boolean append(
      JdbcJournal journal,
      int thread,
      Random random,
      Map<String, Integer> appended,
      Map<String, Integer> acknowledged) {
    try {
      for (int number = 1; number <= 60; number++) {
        String key = thread + "." + random.nextInt(KEYS);
        appended.put(key, number); // before: it may be recorded though the call fails
        long position = journal.append(JournalContract.entry(key, number));
        if (random.nextInt(4) == 0) {
          journal.await(position);
          acknowledged.put(key, number);
        }
      }
    } catch (JournalException failed) {
      return false;
    }
    return true;
  }

  private void check(
      DataSource source,
      String run,
      JdbcJournalOptions options,
      Map<String, Integer> appended,
      Map<String, Integer> acknowledged) {
    try (JdbcJournal journal = JdbcJournal.open(source, run, options.waitForOwner(Bounded.LIMIT))) {
      acknowledged.forEach(
          (key, number) -> {
            JournalEntry found = journal.find(key);
            assertNotNull(found, () -> run + ": " + key + " was acknowledged, seed " + seed);
            assertTrue(
                found.attempts() >= number && found.attempts() <= appended.get(key),
                () -> run + ": " + found + " for " + number + ", seed " + seed);
            assertEquals(JournalContract.entry(key, found.attempts()), found);
          });
    }
  }
}
