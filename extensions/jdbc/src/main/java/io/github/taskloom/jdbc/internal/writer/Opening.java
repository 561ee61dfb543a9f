package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.JdbcJournalOptions;
import io.github.taskloom.jdbc.internal.table.Dialect;
import io.github.taskloom.jdbc.internal.table.EntryTable;
import io.github.taskloom.jdbc.internal.table.RunRow;
import io.github.taskloom.jdbc.internal.table.RunTable;
import io.github.taskloom.jdbc.internal.table.TableNames;
import io.github.taskloom.jdbc.internal.table.Tables;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a process becomes the owner of a run; by the writer. */
final class Opening {
  /** Of what stands in the rows; greater with each change that an earlier version would misread. */
  private static final int FORMAT = 1;

  /** Characters of one, two, three and four bytes of UTF-8. */
  private static final String SAMPLE = "a\u00e4\u20ac\ud83d\ude00";

  private static final long SHORTEST_POLL = 20;
  private static final long LONGEST_POLL = 500;

  private final String name;
  private final JdbcJournalOptions options;
  private final TableNames names;
  private final String token = UUID.randomUUID().toString();
  private final CountDownLatch abandoned = new CountDownLatch(1);

  Opening(String name, JdbcJournalOptions options) {
    this.name = name;
    this.options = options;
    this.names = TableNames.of(options.schema(), options.tablePrefix());
  }

  /** By a caller that was interrupted: it waits for no other owner. */
  void abandon() {
    abandoned.countDown();
  }

  /**
   * Makes the tables, if need be, and takes the run.
   *
   * @throws JournalException if that cannot be
   */
  Ownership take(Connections connections) throws SQLException {
    RunTable run =
        connections.inTransaction(
            connection -> {
              Dialect dialect = Dialect.of(connection);
              new Tables(names, dialect).prepare(connection, options.createsTables());
              return new RunTable(names, dialect, name, options.lease().toMillis());
            });
    RunRow taken = takeWhenFree(connections, run);
    boolean isUnicode = keepsAllCharacters(connections, run);
    return new Ownership(run, new EntryTable(names, run.id(), isUnicode), token, taken);
  }

  private RunRow takeWhenFree(Connections connections, RunTable run) throws SQLException {
    String process = ThisProcess.described();
    long begun = System.nanoTime();
    while (true) {
      boolean mayWait =
          Duration.ofNanos(System.nanoTime() - begun).compareTo(options.waitForOwner()) < 0;
      try {
        RunRow row = connections.inTransaction(connection -> row(connection, run));
        if (row.isOwned()) {
          if (!mayWait) {
            throw new JournalException(
                isOpenElsewhere(row)
                    + ": close it there, or let its lease run out;"
                    + " JdbcJournalOptions.waitForOwner waits for either",
                null);
          }
          pause(
              connections,
              Math.min(row.leaseMillis() / 10, row.leftMillis()),
              isOpenElsewhere(row));
        } else if (connections.inTransaction(
            connection -> run.take(connection, token, process, row.beat()))) {
          return row.taken();
        }
      } catch (SQLException failed) {
        if (!mayWait || !Retries.mayPass(failed)) {
          throw failed;
        }
        pause(connections, LONGEST_POLL, described() + " cannot be opened: " + failed.getMessage());
      }
    }
  }

  private String isOpenElsewhere(RunRow row) {
    return described() + " is open elsewhere, in " + row.owner();
  }

  private void pause(Connections connections, long millis, String why) {
    connections.giveBack();
    try {
      if (abandoned.await(Math.clamp(millis, SHORTEST_POLL, LONGEST_POLL), TimeUnit.MILLISECONDS)) {
        throw new JournalException(why + "; the wait for it was interrupted", null);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the writer", e);
    }
  }

  /** The row, which is added if it is not there; another process may add it at the same time. */
  private RunRow row(Connection connection, RunTable run) throws SQLException {
    RunRow row = run.read(connection);
    if (row == null) {
      row = added(connection, run);
    }
    int format = Math.max(row.format(), run.greatestFormat(connection));
    if (format > FORMAT) {
      throw new JournalException(
          "the tables of "
              + described()
              + " are of a later version, "
              + format
              + "; this one knows version "
              + FORMAT
              + ": open it by a later one of taskloom-jdbc",
          null);
    }
    if (!row.name().equals(name)) {
      throw new JournalException(
          described()
              + " and run \""
              + row.name()
              + "\" have the same number, "
              + run.id()
              + ": give it another name",
          null);
    }
    return row;
  }

  private static RunRow added(Connection connection, RunTable run) throws SQLException {
    @Nullable SQLException refused = null;
    try {
      run.add(connection, FORMAT);
    } catch (SQLException otherWasFirst) {
      connection.rollback();
      refused = otherWasFirst;
    }
    RunRow row = run.read(connection);
    if (row == null) {
      throw refused == null ? new SQLException("a row that was added is not there") : refused;
    }
    return row;
  }

  private boolean keepsAllCharacters(Connections connections, RunTable run) {
    try {
      return connections.inVain(connection -> run.keeps(connection, token, SAMPLE));
    } catch (SQLException refused) {
      return false; // a database that is gone is told by what comes next
    }
  }

  /** For messages. */
  String described() {
    return "run \"" + name + "\" of table " + names.run();
  }
}
