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
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** How a process becomes the owner of a run; by the writer. */
final class Opening {
  /** Of what stands in the rows; greater with each change that an earlier version would misread. */
  private static final int FORMAT = 1;

  /** Characters of one, two, three and four bytes of UTF-8. */
  private static final String SAMPLE = "a\u00e4\u20ac\ud83d\ude00";

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
    Taking taking = new Taking(run, described(), token, options.waitForOwner(), abandoned);
    RunRow taken =
        taking.take(
            connections, () -> connections.inTransaction(connection -> row(connection, run)));
    boolean isUnicode = keepsAllCharacters(connections, run);
    EntryTable entries = new EntryTable(names, run.id(), isUnicode);
    return new Ownership(run, entries, token, taken, taking.takenAt());
  }

  /** The row, which is added if it is not there; another process may add it at the same time. */
  private RunRow row(Connection connection, RunTable run) throws SQLException {
    RunRow row = run.read(connection);
    if (row == null) {
      ensureKnown(run.greatestFormat(connection)); // before this process has anything locked
      row = added(connection, run);
    }
    ensureKnown(row.format());
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

  private void ensureKnown(int format) {
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
