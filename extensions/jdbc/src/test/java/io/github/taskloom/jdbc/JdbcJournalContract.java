package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a journal in a database is to do on each of them. */
abstract class JdbcJournalContract extends JournalContract {
  static final String RENEW = "update taskloom_run set renewed_at";
  static final String INSERT = "insert into taskloom_entry";
  static final String UPDATE = "update taskloom_entry";
  static final JdbcJournalOptions SHORT =
      JdbcJournalOptions.defaults().lease(Duration.ofMillis(300));

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

  /** Who owns a run is told with what there is to do. */
  @Test
  void open_elsewhere_namesTheOwner() {
    try (JdbcJournal first = JdbcJournal.open(source(), "run")) {
      JournalException refused =
          assertThrows(JournalException.class, () -> JdbcJournal.open(source(), "run"));
      assertTrue(
          refused
              .getMessage()
              .matches(
                  "run \"run\" of table taskloom_run is open elsewhere, in process "
                      + ProcessHandle.current().pid()
                      + " on .+, since .+Z, lease until .+Z: close it there, or let its lease run"
                      + " out; JdbcJournalOptions.waitForOwner waits for either"),
          refused::getMessage);
      assertEquals("JdbcJournal[run]", first.toString());
      JdbcJournal.open(source(), "another").close();
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

  /** A wait for the owner ends when it closes. */
  @Test
  void open_waiting_getsTheRunWhenItIsClosed() throws Exception {
    JdbcJournal first = JdbcJournal.open(source(), "run");
    FutureTask<JdbcJournal> second =
        Bounded.background(() -> openTapped(SHORT.waitForOwner(Duration.ofMinutes(1))));
    Bounded.until(() -> taps.count("select run_name") >= 2);
    first.append(entry("k", 1));
    first.close();
    try (JdbcJournal journal = Bounded.result(second)) {
      assertEquals(entry("k", 1), journal.find("k"));
    }
  }

  /** An interrupt ends the wait. */
  @Test
  void open_waitingAndInterrupted_ends() throws Exception {
    try (JdbcJournal first = JdbcJournal.open(source(), "run")) {
      Thread.currentThread().interrupt();
      JournalException refused =
          assertThrows(
              JournalException.class, () -> openTapped(SHORT.waitForOwner(Duration.ofMinutes(1))));
      assertTrue(Thread.interrupted());
      assertTrue(refused.getMessage().contains("interrupted"), refused::getMessage);
      first.await(first.append(entry("k", 1)));
    }
  }

  /** A process that stands still loses its run, and learns that by its next call. */
  @Test
  void lease_runsOut_isTakenOverAndOldOwnerWritesNothing() throws Exception {
    JdbcJournal frozen = openTapped(SHORT);
    frozen.await(frozen.append(entry("acknowledged", 1)));
    Taps.Held held = taps.holdBefore(RENEW);
    long position = frozen.append(entry("late", 1));
    held.awaitReached();
    try (JdbcJournal next =
        JdbcJournal.open(source(), "run", SHORT.waitForOwner(Duration.ofMinutes(1)))) {
      assertEquals(entry("acknowledged", 1), next.find("acknowledged"));
      assertNull(next.find("late"));
      held.release();

      JournalException lost = assertThrows(JournalException.class, () -> frozen.await(position));
      assertTrue(
          lost.getMessage().contains("it belongs to process " + ProcessHandle.current().pid()),
          lost::getMessage);
      assertThrows(JournalException.class, () -> frozen.append(entry("later", 1)));
      frozen.close();
      next.await(next.append(entry("next", 1)));
    }
    try (JdbcJournal journal = JdbcJournal.open(source(), "run")) {
      assertNull(journal.find("late"));
      assertEquals(entry("next", 1), journal.find("next"));
    }
  }

  /** What one transaction takes: three statements for any number of entries. */
  @Test
  void append_whileOneCommits_goesWithTheNext() throws Exception {
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults())) {
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
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults().batchSize(10))) {
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

  /** Lost anywhere before the commit: it is written again. Lost after it: it is found. */
  @Test
  void connection_lostOnce_isReplaced() throws Exception {
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults())) {
      int number = 0;
      for (String moment : List.of("connect", RENEW, INSERT, "commit")) {
        journal.await(journal.append(entry("before " + moment, ++number)));
        if (moment.equals("connect")) {
          taps.loseOnceBefore(RENEW);
          journal.await(journal.append(entry("at once", number)));
        }
        taps.loseOnceBefore(moment);
        journal.await(journal.append(entry("lost before " + moment, number)));
        taps.loseOnceAfter(moment);
        journal.await(journal.append(entry("lost after " + moment, number)));
      }
      taps.loseOnceAfter("commit");
      taps.forget();
      journal.await(journal.append(entry("last", 1)));
      assertEquals(1, taps.count(INSERT), "it was committed, and is not written again");
      assertEquals(2, taps.count(RENEW));
    }
    try (JdbcJournal journal = JdbcJournal.open(source(), "run")) {
      for (String moment : List.of("connect", RENEW, INSERT, "commit")) {
        assertNotNull(journal.find("before " + moment));
        assertNotNull(journal.find("lost before " + moment));
        assertNotNull(journal.find("lost after " + moment));
      }
      assertNotNull(journal.find("last"));
    }
  }

  /** Longer than the lease: the journal fails, and says so from then on. */
  @Test
  void database_goneForLong_failsForGood() throws Exception {
    JdbcJournal journal = openTapped(SHORT);
    long position = journal.append(entry("acknowledged", 1));
    journal.await(position);
    taps.breakDown();
    long lost = journal.append(entry("lost", 1));

    JournalException failed = assertThrows(JournalException.class, () -> journal.await(lost));
    assertTrue(
        failed
            .getMessage()
            .startsWith("run \"run\" of table taskloom_run: could not be written in"),
        failed::getMessage);
    assertInstanceOf(SQLException.class, failed.getCause());
    taps.heal();
    assertSame(
        failed.getCause(),
        assertThrows(JournalException.class, () -> journal.append(entry("later", 1))).getCause());
    assertThrows(JournalException.class, () -> journal.await(position));
    journal.close();
    try (JdbcJournal next =
        JdbcJournal.open(source(), "run", SHORT.waitForOwner(Duration.ofMinutes(1)))) {
      assertEquals(entry("acknowledged", 1), next.find("acknowledged"));
      assertNull(next.find("lost"));
    }
  }

  /** A failure that no call has told is told by the close. */
  @Test
  void close_afterAFailureThatWasNotTold_throws() throws Exception {
    JdbcJournal journal = openTapped(SHORT);
    taps.before(
        (what, connection) -> {
          if (what.startsWith(INSERT)) {
            throw new SQLException("no room, on purpose", "22001");
          }
        });
    journal.append(entry("lost", 1));
    JournalException failed = assertThrows(JournalException.class, journal::close);
    assertEquals("no room, on purpose", failed.getCause().getMessage());
    journal.close();
    JdbcJournal.open(source(), "run").close(); // it was given up
  }

  /** A take-over that no call has met is told at the end, though nothing is lost by it. */
  @Test
  void close_afterATakeOver_throws() throws Exception {
    JdbcJournal journal = JdbcJournal.open(source(), "run");
    journal.await(journal.append(entry("k", 1)));
    execute("update taskloom_run set owner_token = 'another', beat = beat + 1");
    JournalException told = assertThrows(JournalException.class, journal::close);
    assertTrue(told.getMessage().contains("another process has taken it over"), told::getMessage);
    assertEquals("another", query("select owner_token from taskloom_run"));
  }

  /** The database has less than it has acknowledged, as after a failover. */
  @Test
  void database_goneBack_isNoticed() throws Exception {
    JdbcJournal journal = openTapped(JdbcJournalOptions.defaults());
    journal.await(journal.append(entry("k", 1)));
    execute("update taskloom_run set beat = beat - 1, last_position = last_position - 1");
    long position = journal.append(entry("l", 1));
    JournalException lost = assertThrows(JournalException.class, () -> journal.await(position));
    assertTrue(
        lost.getMessage().contains("gone back to an earlier state: entries up to position 1 were"),
        lost::getMessage);
    journal.close();
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

  /** Many at once in a database without tables: each gets its own, and of one run one gets it. */
  @Test
  void open_manyAtOnce_eachRunHasOneOwner() throws Exception {
    List<FutureTask<JdbcJournal>> opening = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      String run = "run " + number % 4;
      opening.add(Bounded.background(() -> JdbcJournal.open(source(), run)));
    }
    List<String> opened = new ArrayList<>();
    for (FutureTask<JdbcJournal> one : opening) {
      try (JdbcJournal journal = Bounded.result(one)) {
        opened.add(journal.run());
        journal.await(journal.append(entry(journal.run(), 1)));
      } catch (ExecutionException refused) {
        assertTrue(
            refused.getCause().getMessage().contains("is open elsewhere"),
            () -> String.valueOf(refused.getCause()));
      }
    }
    assertEquals(4, opened.stream().distinct().count(), opened::toString);
  }

  /** A run that has nothing to write keeps its lease. */
  @Test
  void lease_ofAnIdleJournal_isRenewed() throws Exception {
    JdbcJournalOptions often =
        JdbcJournalOptions.defaults()
            .lease(Duration.ofSeconds(30))
            .heartbeat(Duration.ofMillis(20));
    try (JdbcJournal journal = openTapped(often)) {
      Bounded.until(() -> taps.count(RENEW) >= 3);
      taps.loseOnceBefore(RENEW);
      taps.forget();
      Bounded.until(() -> taps.count(RENEW) >= 3);
      taps.loseOnceAfter("commit");
      taps.forget();
      Bounded.until(() -> taps.count(RENEW) >= 3);
      journal.await(journal.append(entry("k", 1)));
    }
  }

  /** What is read for long is read under a lease that is renewed. */
  @Test
  void open_ofManyRows_renewsTheLeaseMeanwhile() {
    try (JdbcJournal journal = JdbcJournal.open(source(), "run")) {
      for (int number = 0; number < 300; number++) {
        journal.append(entry("k" + number, number));
      }
    }
    JdbcJournalOptions always = JdbcJournalOptions.defaults().heartbeat(Duration.ofNanos(1));
    try (JdbcJournal journal = openTapped(always)) {
      assertTrue(taps.count(RENEW) >= 300, () -> "renewed " + taps.count(RENEW) + " times");
      assertEquals(entry("k299", 299), journal.find("k299"));
      journal.await(journal.append(entry("k", 1)));
    }
  }

  /** The clock of the database was set back after its owner died: it is looked at for a lease. */
  @Test
  void open_leaseSeemsToLast_isTakenWhenTheRowStaysTheSame() throws Exception {
    JdbcJournal.open(source(), "run").close();
    execute(
        "update taskloom_run set owner_token = 'dead', owner_process = 'process 1 on a machine',"
            + " owner_since = current_timestamp, lease_millis = 300,"
            + " renewed_at = current_timestamp + interval '1' hour");
    assertThrows(JournalException.class, () -> JdbcJournal.open(source(), "run", SHORT));
    JdbcJournal.open(source(), "run", SHORT.waitForOwner(Bounded.LIMIT)).close();
  }

  /** A take-over whose commit was not told is known by the next look. */
  @Test
  void open_commitOfTheTakeOverIsNotTold_opens() throws Exception {
    AtomicBoolean isTaken = new AtomicBoolean();
    taps.after(
        (what, connection) -> {
          if (what.startsWith("update taskloom_run set owner_token")) {
            isTaken.set(true);
          } else if (what.equals("commit") && isTaken.getAndSet(false)) {
            throw TappedDataSource.lost(connection);
          }
        });
    try (JdbcJournal journal =
        openTapped(JdbcJournalOptions.defaults().waitForOwner(Duration.ofSeconds(10)))) {
      taps.heal();
      assertEquals(1, taps.count("update taskloom_run set owner_token"));
      journal.await(journal.append(entry("k", 1)));
    }
  }

  /** A transaction that cannot be rolled back is not committed by half. */
  @Test
  void transaction_neitherWrittenNorRolledBack_isWrittenAgain() throws Exception {
    try (JdbcJournal journal = openTapped(JdbcJournalOptions.defaults())) {
      AtomicInteger faults = new AtomicInteger();
      taps.before(
          (what, connection) -> {
            if ((what.startsWith(INSERT) && faults.compareAndSet(0, 1))
                || (what.equals("rollback") && faults.compareAndSet(1, 2))) {
              throw new SQLException("on purpose", "40001");
            }
          });
      journal.await(journal.append(entry("k", 1)));
      assertEquals(2, faults.get());
      assertEquals("1", query("select count(*) from taskloom_entry"));
    }
  }
}
