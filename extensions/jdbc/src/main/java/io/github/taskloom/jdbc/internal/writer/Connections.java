package io.github.taskloom.jdbc.internal.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on connections of a data source, by one thread. A connection is kept while
 * transactions follow each other, and given back after a second at most: some data sources make a
 * new one each time, others have few. It is given back as it was.
 */
final class Connections implements AutoCloseable {
  private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

  private final DataSource source;
  private final int answerMillis;
  private @Nullable Borrowed borrowed;
  private long since;

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Body<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * @param answerMillis how long the database may take for an answer, where the driver has it
   */
  Connections(DataSource source, int answerMillis) {
    this.source = source;
    this.answerMillis = answerMillis;
  }

  /** Commits what the body has done, unless it throws: then it is rolled back. */
  <T> T inTransaction(Body<T> body) throws SQLException {
    return transaction(body, true);
  }

  /** As {@link #inTransaction}, and rolls back in any case. */
  <T> T inVain(Body<T> body) throws SQLException {
    return transaction(body, false);
  }

  private <T> T transaction(Body<T> body, boolean commits) throws SQLException {
    Borrowed used = borrow();
    try {
      T result = body.run(used.connection());
      if (commits) {
        used.connection().commit();
      } else {
        used.connection().rollback();
      }
      return result;
    } catch (Throwable failed) {
      borrowed = null;
      used.giveUp(failed);
      throw failed;
    }
  }

  private Borrowed borrow() throws SQLException {
    if (borrowed != null && System.nanoTime() - since > KEPT) {
      giveBack();
    }
    if (borrowed == null) {
      borrowed = Borrowed.of(source, answerMillis);
      since = System.nanoTime();
    }
    return borrowed;
  }

  /** Whether one is kept. */
  boolean isKept() {
    return borrowed != null;
  }

  /** Where one is kept. */
  void giveBack() {
    Borrowed used = borrowed;
    if (used != null) {
      borrowed = null;
      used.giveBack();
    }
  }

  @Override
  public void close() {
    giveBack();
  }
}
