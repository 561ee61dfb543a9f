package io.github.taskloom.jdbc.internal.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A connection on loan, for transactions that read what is committed, and how it was before.
 *
 * @param connection the connection
 * @param autoCommit what it was set to
 * @param readOnly what it was set to
 * @param isolation what it was set to
 * @param answerMillis what it was set to; -1 if the driver has no such thing
 */
record Borrowed(
    Connection connection, boolean autoCommit, boolean readOnly, int isolation, int answerMillis) {

  static Borrowed of(DataSource source, int answerMillis) throws SQLException {
    Connection connection =
        Objects.requireNonNull(source.getConnection(), "the data source gave no connection");
    try {
      boolean autoCommit = connection.getAutoCommit();
      boolean readOnly = connection.isReadOnly();
      if (!autoCommit) {
        connection.rollback(); // what else was begun on it
      }
      if (readOnly) {
        connection.setReadOnly(false);
      }
      int isolation = connection.getTransactionIsolation();
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      int before = limit(connection, answerMillis);
      if (autoCommit) {
        connection.setAutoCommit(false);
      }
      return new Borrowed(connection, autoCommit, readOnly, isolation, before);
    } catch (Throwable broken) {
      close(connection, broken);
      throw broken;
    }
  }

  /** Some drivers have no such limit; then those that wait give up by themselves. */
  private static int limit(Connection connection, int millis) {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, millis);
      return before;
    } catch (SQLException | RuntimeException | LinkageError none) {
      return -1;
    }
  }

  /** After a transaction that has ended well: nothing that fails here changes that. */
  void giveBack() {
    try (Connection closed = connection) {
      if (autoCommit) {
        closed.setAutoCommit(true);
      }
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        closed.setTransactionIsolation(isolation);
      }
      if (readOnly) {
        closed.setReadOnly(true);
      }
      if (answerMillis >= 0) {
        closed.setNetworkTimeout(Runnable::run, answerMillis);
      }
    } catch (SQLException | RuntimeException unusable) {
      // Its next user is told by the connection itself, or the pool has dropped it.
    }
  }

  /**
   * After one that has failed: what goes wrong on the way is added to that. A transaction that
   * cannot be rolled back is ended with its connection: to set that back, or on some databases to
   * close it, would commit the half of it.
   */
  void giveUp(Throwable failed) {
    boolean isBroken = failed instanceof SQLException sql && Retries.isOfConnection(sql);
    try {
      connection.rollback();
    } catch (SQLException | RuntimeException broken) {
      isBroken = true;
      add(failed, broken);
    }
    if (!isBroken) {
      giveBack();
      return;
    }
    try {
      connection.abort(Runnable::run); // a pool does not hand it out again
    } catch (SQLException | RuntimeException | LinkageError broken) {
      add(failed, broken);
    }
    close(connection, failed);
  }

  private static void close(Connection connection, Throwable failed) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException broken) {
      add(failed, broken);
    }
  }

  private static void add(Throwable failed, Throwable more) {
    if (failed != more) {
      failed.addSuppressed(more);
    }
  }
}
