package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import io.github.taskloom.jdbc.testing.Taps;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a journal in a database writes to its tables, and finds there. */
abstract class JdbcTablesContract extends JournalContract {
  static final String RENEW = "update taskloom_run set renewed_at";
  static final String INSERT = "insert into taskloom_entry";
  static final String UPDATE = "update taskloom_entry";
  static final JdbcJournalOptions SHORT =
      JdbcJournalOptions.defaults().lease(Duration.ofMillis(300));

  /** Within the limit of a test no heartbeat comes: each renewal is that of a transaction. */
  static final JdbcJournalOptions NO_HEARTBEAT =
      JdbcJournalOptions.defaults().lease(Duration.ofMinutes(10));

  final Taps taps = new Taps();

  /** A database without tables, the same one during a test. */
  abstract DataSource source();

  @Override
  Journal open() {
    return JdbcJournal.open(source(), "run");
  }

  JdbcJournal openTapped(JdbcJournalOptions options) {
    return JdbcJournal.open(new TappedDataSource(source(), taps), "run", options);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String query(String sql) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "nothing";
    }
  }

  /** Runs do not see each other. */
  @Test
  void runs_ofOneTable_areApart() {
    try (JdbcJournal one = JdbcJournal.open(source(), "one");
        JdbcJournal other = JdbcJournal.open(source(), "One")) {
      one.await(one.append(entry("k", 1)));
      other.await(other.append(entry("k", 2)));
    }
    try (JdbcJournal one = JdbcJournal.open(source(), "one")) {
      assertEquals(entry("k", 1), one.find("k"));
    }
  }

  /** What one transaction takes: three statements for any number of entries. */
  @Test
  void append_whileOneCommits_goesWithTheNext() throws Exception {
    try (JdbcJournal journal = openTapped(NO_HEARTBEAT)) {
      journal.await(journal.append(entry("0", 0)));
      Taps.Held held = taps.holdBefore("commit");
      journal.append(entry("first", 0));
      held.awaitReached();
      taps.forget();
      long last = 0;
      for (int number = 0; number < 600; number++) {
        last = journal.append(entry(String.valueOf(number % 500), number));
      }
      held.release();
      journal.await(last);
      assertEquals(1, taps.count(RENEW));
      assertEquals(1, taps.count(INSERT));
      assertEquals(1, taps.count(UPDATE));
      assertEquals(1, taps.count("commit"));
    }
    assertEquals("501", query("select count(*) from taskloom_entry"));
  }

  /** No more than was asked for. */
  @Test
  void append_moreThanABatch_takesMoreTransactions() throws Exception {
    try (JdbcJournal journal = openTapped(NO_HEARTBEAT.batchSize(10))) {
      Taps.Held held = taps.holdBefore("commit");
      journal.append(entry("first", 0));
      held.awaitReached();
      taps.forget();
      long last = 0;
      for (int number = 0; number < 100; number++) {
        last = journal.append(entry(String.valueOf(number), number));
      }
      held.release();
      journal.await(last);
      assertEquals(10, taps.count(INSERT));
    }
  }

  /** What nothing awaits is written, too. */
  @Test
  void append_notAwaited_isWritten() throws Exception {
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults())) {
      journal.append(entry("k", 1));
      Bounded.until(
          () -> {
            try {
              return query("select count(*) from taskloom_entry").equals("1");
            } catch (SQLException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  /** Where that was asked for, an append is a commit. */
  @Test
  void append_thatWaits_isCommitted() throws Exception {
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults().appendWaits(true))) {
      journal.append(entry("k", 1));
      assertEquals("1", query("select count(*) from taskloom_entry"));
      assertEquals("k", query("select task_key from taskloom_entry"));
      assertEquals("DONE", query("select outcome from taskloom_entry"));
    }
  }

  /**
   * Rows that were removed from outside: that of a task is added again, that of the run is missed.
   */
  @Test
  void rows_removed_areAddedOrMissed() throws Exception {
    JdbcJournal journal = openTapped(JdbcJournalOptions.defaults());
    journal.await(journal.append(entry("k", 1)));
    execute("delete from taskloom_entry");
    journal.await(journal.append(entry("k", 2)));
    assertEquals("2", query("select attempts from taskloom_entry"));
    execute("delete from taskloom_run");
    long position = journal.append(entry("l", 1));
    JournalException lost = assertThrows(JournalException.class, () -> journal.await(position));
    assertTrue(lost.getMessage().contains("removed from outside"), lost::getMessage);
    journal.close();
  }

  /** Tables are made where they are wanted, by hand or by the journal. */
  @Test
  void tables_notThere_areMadeOrMissed() throws Exception {
    JdbcJournalOptions none = JdbcJournalOptions.defaults().createsTables(false).tablePrefix("x_");
    JournalException missing =
        assertThrows(JournalException.class, () -> JdbcJournal.open(source(), "run", none));
    assertTrue(missing.getMessage().contains("table x_run cannot be read"), missing::getMessage);
    assertInstanceOf(SQLException.class, missing.getCause());
    for (String statement : JdbcJournal.ddl(source(), none)) {
      execute(statement);
    }
    JdbcJournal.open(source(), "run", none).close();
    assertEquals("run", query("select run_name from x_run"));
  }

  /** Other tables of that name, and those of a later version, are left alone. */
  @Test
  void tables_thatDoNotFit_areRefused() throws Exception {
    JdbcJournal.open(source(), "run").close();
    execute("update taskloom_run set format_version = 2");
    for (String run : List.of("run", "another")) {
      JournalException later =
          assertThrows(JournalException.class, () -> JdbcJournal.open(source(), run));
      assertTrue(later.getMessage().contains("of a later version, 2"), later::getMessage);
    }
    execute("alter table taskloom_entry drop column reason");
    execute("alter table taskloom_entry drop column task_value");
    JournalException lacking =
        assertThrows(JournalException.class, () -> JdbcJournal.open(source(), "run"));
    assertTrue(
        lacking.getMessage().contains("table taskloom_entry")
            && lacking.getMessage().contains("it lacks [task_value "),
        lacking::getMessage);
  }
}
