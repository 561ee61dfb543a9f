package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.jdbc.testing.H2;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of a pool, which has one alone: it is used as it comes, and given back so. */
@Timeout(120)
class PoolTest {
  private static HikariConfig config(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    return config;
  }

  /** A pool of one connection is enough, whatever it is set to. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void journal_onAPoolOfOne_works(boolean autoCommit) throws Exception {
    HikariConfig config = config(H2.inMemory("REGULAR"));
    config.setAutoCommit(autoCommit);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      try (JdbcJournal journal = JdbcJournal.open(pool, "run")) {
        for (int number = 0; number < 100; number++) {
          journal.await(journal.append(JournalContract.entry("k" + number, number)));
        }
        Bounded.until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
        try (Connection connection = pool.getConnection()) { // while it is open and idle
          assertEquals(autoCommit, connection.getAutoCommit());
          assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
        }
        journal.await(journal.append(JournalContract.entry("last", 1)));
      }
      try (JdbcJournal journal = JdbcJournal.open(pool, "run")) {
        assertEquals(JournalContract.entry("last", 1), journal.find("last"));
      }
    }
  }

  /** A pool that is empty for a while is waited for, and then is an error like any. */
  @Test
  void journal_poolIsEmptyForAWhile_goesOn() throws Exception {
    HikariConfig config = config(H2.inMemory("REGULAR"));
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config);
        JdbcJournal journal =
            JdbcJournal.open(
                pool, "run", JdbcJournalOptions.defaults().lease(Duration.ofMinutes(1)))) {
      Bounded.until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
      long position;
      try (Connection used = pool.getConnection()) {
        position = journal.append(JournalContract.entry("k", 1));
        Bounded.until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
        assertTrue(used.isValid(1));
      }
      journal.await(position);
    }
  }

  /** A connection that a caller had set to something is set so again before it goes back. */
  @Test
  void connection_givenBack_isAsItWas() throws Exception {
    List<String> states = new CopyOnWriteArrayList<>();
    DataSource real = H2.inMemory("REGULAR");
    DataSource odd =
        new TappedDataSource(
            real,
            new TappedDataSource.Tap() {
              @Override
              public void before(String what, Connection connection) throws SQLException {
                if (what.equals("close")) {
                  states.add(state(connection));
                }
              }

              @Override
              public void after(String what, Connection connection) throws SQLException {
                if (what.equals("connect")) {
                  connection.setAutoCommit(states.size() % 4 == 0);
                  connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                  states.add(state(connection));
                }
              }
            });
    for (int run = 0; run < 2; run++) {
      try (JdbcJournal journal = JdbcJournal.open(odd, "run")) {
        journal.await(journal.append(JournalContract.entry("k", 1)));
      }
    }
    assertTrue(states.size() >= 4, states::toString);
    for (int at = 0; at < states.size(); at += 2) { // one after the other
      assertEquals(states.get(at), states.get(at + 1), states::toString);
    }
  }

  private static String state(Connection connection) throws SQLException {
    return connection.getAutoCommit() + " " + connection.getTransactionIsolation();
  }
}
