package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.jdbc.testing.Postgres;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import io.github.taskloom.jdbc.testing.Taps;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is PostgreSQL's own: servers that end connections, or take no changes for now. */
@Timeout(120)
class PostgresTest {
  private static final JdbcJournalOptions SHORT =
      JdbcJournalOptions.defaults().lease(Duration.ofMillis(300));

  private final DataSource source = Postgres.newSchema();
  private final Taps taps = new Taps();
  private final DataSource tapped = new TappedDataSource(source, taps);

  /** A make is restored in the next run. */
  @Test
  void make_again_restores() {
    AtomicInteger runs = new AtomicInteger();
    for (int run = 0; run < 2; run++) {
      Task<Integer> first = Task.of("first", runs::incrementAndGet);
      Task<String> second = first.then("second", number -> "value " + number);
      try (JdbcJournal journal = JdbcJournal.open(source, "nightly")) {
        assertEquals("value 1", Make.defaults().journal(journal).get(second));
      }
    }
    assertEquals(1, runs.get());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The server ends the connection in the middle of a transaction, and it is begun again. */
  @Test
  void connection_endedByTheServer_isReplaced() throws Exception {
    try (JdbcJournal journal = JdbcJournal.open(tapped, "run")) {
      Taps.Held held = taps.holdBefore("insert");
      long position = journal.append(JournalContract.entry("k", 1));
      held.awaitReached();
      try (Connection connection = source.getConnection()) {
        execute(
            connection,
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where state = 'idle in transaction' and query like 'update taskloom_run%'");
      }
      held.release();
      journal.await(position);
    }
    try (JdbcJournal journal = JdbcJournal.open(source, "run")) {
      assertEquals(JournalContract.entry("k", 1), journal.find("k"));
    }
  }

  /**
   * A process that stands still in the middle of a transaction holds up no other one: the server
   * ends its transaction with its lease, whatever it does when it goes on.
   */
  @Test
  void lease_runsOutInATransaction_isTakenOver() throws Exception {
    JdbcJournal frozen = JdbcJournal.open(tapped, "run", SHORT);
    Taps.Held held = taps.holdBefore("commit");
    long position = frozen.append(JournalContract.entry("late", 1));
    held.awaitReached();
    try (JdbcJournal next = JdbcJournal.open(source, "run", SHORT.waitForOwner(Bounded.LIMIT))) {
      held.release();
      JournalException lost = assertThrows(JournalException.class, () -> frozen.await(position));
      assertTrue(lost.getMessage().contains("it belongs to process"), lost::getMessage);
      frozen.close();
      assertNull(next.find("late"));
      next.await(next.append(JournalContract.entry("next", 1)));
    }
    try (JdbcJournal journal = JdbcJournal.open(source, "run")) {
      assertNull(journal.find("late"));
    }
  }

  private void takesNoChanges() {
    taps.before(
        (what, connection) -> {
          if (what.startsWith("update taskloom_run")) {
            execute(connection, "set transaction read only");
          }
        });
  }

  /** A server that takes no changes, as after a failover, is waited for. */
  @Test
  void server_readOnlyForAWhile_isWaitedFor() throws Exception {
    try (JdbcJournal journal = JdbcJournal.open(tapped, "run")) {
      journal.await(journal.append(JournalContract.entry("k", 1)));
      takesNoChanges();
      taps.forget();
      long position = journal.append(JournalContract.entry("waited for", 1));
      Bounded.until(() -> taps.count("connect") >= 2);
      taps.heal();
      journal.await(position);
    }
  }

  /** One that does not take any for a lease is an error that says so. */
  @Test
  void server_readOnly_isTold() {
    JdbcJournal journal = JdbcJournal.open(tapped, "run", SHORT.lease(Duration.ofSeconds(2)));
    takesNoChanges(); // so often in a lease that the last refusal is not the lease's own end
    long lost = journal.append(JournalContract.entry("lost", 1));
    JournalException told = assertThrows(JournalException.class, () -> journal.await(lost));
    assertTrue(told.getMessage().contains("read-only transaction"), told::getMessage);
    assertEquals("25006", ((SQLException) told.getCause()).getSQLState());
    journal.close();
  }

  /** A pool of one connection, which is set to another isolation and not to commit by itself. */
  @Test
  void journal_onAPoolOfOne_works() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    try (HikariDataSource pool = new HikariDataSource(config);
        JdbcJournal journal = JdbcJournal.open(pool, "run")) {
      journal.await(journal.append(JournalContract.entry("k", 1)));
      Bounded.until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
      try (Connection connection = pool.getConnection()) {
        assertTrue(connection.isReadOnly());
        assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
        connection.rollback();
      }
      journal.await(journal.append(JournalContract.entry("k", 2)));
    }
  }
}
