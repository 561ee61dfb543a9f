package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.jdbc.testing.TappedDataSource;
import io.github.taskloom.jdbc.testing.Taps;
import io.github.taskloom.journal.JournalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who owns a run in a database, and for how long. */
abstract class JdbcOwnerContract extends JdbcTablesContract {
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
        openTapped(JdbcJournalOptions.defaults().waitForOwner(Bounded.LIMIT))) {
      taps.heal();
      assertEquals(1, taps.count("update taskloom_run set owner_token"));
      journal.await(journal.append(entry("k", 1)));
    }
  }
}
