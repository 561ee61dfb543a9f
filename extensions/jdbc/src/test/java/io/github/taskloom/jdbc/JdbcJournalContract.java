package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.JournalException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a journal in a database is to do on each of them: what becomes of faults, and the rest. */
abstract class JdbcJournalContract extends JdbcOwnerContract {
  /** Lost anywhere before the commit: it is written again. Lost after it: it is found. */
  @Test
  void connection_lostOnce_isReplaced() throws Exception {
    try (JdbcJournal journal = openTapped(NO_HEARTBEAT)) {
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
