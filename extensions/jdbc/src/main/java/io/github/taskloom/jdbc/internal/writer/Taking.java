package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.internal.table.RunRow;
import io.github.taskloom.jdbc.internal.table.RunTable;
import io.github.taskloom.journal.JournalException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a process gets a run that is free, or becomes so: it is closed by its owner, its lease runs
 * out by the clock of the database, or its row stays the same for a whole lease while this process
 * looks on, whatever that clock says: it may have been set back.
 */
final class Taking {
  private static final long SHORTEST_POLL = 20;
  private static final long LONGEST_POLL = 500;
  private static final int MOST_IN_THE_WAY = 5;

  private final RunTable run;
  private final String described;
  private final String token;
  private final Duration limit;
  private final CountDownLatch abandoned;
  private final long begun = System.nanoTime();
  private long takenAt;

  /** How often the database has ended a transaction, since another process had locks as well. */
  private int inTheWay;

  private long beat = -1;
  private long beatSince;

  /**
   * @param described the run, for messages
   * @param token of this process
   * @param limit how long to wait
   * @param abandoned ends the wait
   */
  Taking(RunTable run, String described, String token, Duration limit, CountDownLatch abandoned) {
    this.run = run;
    this.described = described;
    this.token = token;
    this.limit = limit;
    this.abandoned = abandoned;
  }

  /** What finds the row, or adds it. */
  @FunctionalInterface
  interface Finder {
    RunRow find() throws SQLException;
  }

  /** A moment before it was taken. */
  long takenAt() {
    return takenAt;
  }

  /** Returns the row as it is when this process owns it. */
  RunRow take(Connections connections, Finder finder) throws SQLException {
    String process = ThisProcess.described();
    while (true) {
      boolean mayWait = Duration.ofNanos(System.nanoTime() - begun).compareTo(limit) < 0;
      try {
        takenAt = System.nanoTime();
        RunRow row = finder.find();
        if (token.equals(row.token())) {
          return row; // by an attempt whose end was not told
        }
        if (!row.isOwned() || isStill(row)) {
          takenAt = System.nanoTime();
          if (connections.inTransaction(
              connection -> run.take(connection, token, process, row.beat()))) {
            return row.taken();
          }
        } else {
          ensure(mayWait, row);
          pause(connections, Math.min(row.leaseMillis() / 10, row.leftMillis()), row, null);
        }
      } catch (SQLException failed) {
        boolean isInTheWay = !Retries.isOfConnection(failed) && ++inTheWay < MOST_IN_THE_WAY;
        if (!Retries.mayPass(failed) || !(mayWait || isInTheWay)) {
          throw failed;
        }
        pause(connections, LONGEST_POLL / 5, null, failed);
      }
    }
  }

  /** Whether its owner has shown no life for a lease, seen from here. */
  private boolean isStill(RunRow row) {
    if (row.beat() != beat) {
      beat = row.beat();
      beatSince = System.nanoTime();
    }
    return System.nanoTime() - beatSince > TimeUnit.MILLISECONDS.toNanos(row.leaseMillis());
  }

  private void ensure(boolean mayWait, RunRow row) {
    if (!mayWait) {
      throw new JournalException(
          isOpenElsewhere(row)
              + ": close it there, or let its lease run out; JdbcJournalOptions.waitForOwner waits"
              + " for either",
          null);
    }
  }

  private String isOpenElsewhere(RunRow row) {
    return described + " is open elsewhere, in " + row.owner();
  }

  private void pause(
      Connections connections, long millis, @Nullable RunRow owned, @Nullable SQLException failed) {
    connections.giveBack();
    try {
      if (abandoned.await(Math.clamp(millis, SHORTEST_POLL, LONGEST_POLL), TimeUnit.MILLISECONDS)) {
        throw new JournalException(
            (owned == null ? described + " cannot be opened" : isOpenElsewhere(owned))
                + "; the wait for it was interrupted",
            failed);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the writer", e);
    }
  }
}
