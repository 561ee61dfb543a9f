package io.github.taskloom.jdbc.internal.writer;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which failures of a database may be gone with another attempt. */
final class Retries {
  /**
   * The first two signs of states: 08 connection, 25 transaction state (a database that is
   * read-only for now), 40 rolled back by the database, 53 resources, 55 what is needed is in use,
   * 57 an operator (shut down, a statement cancelled), 58 the system.
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

  /** With those of H2, of a connection that is broken and a database that is closed. */
  private static final Set<String> OF_CONNECTION =
      Set.of("08", "25", "57", "58", "90067", "90098", "90121", "90007");

  private Retries() {}

  /** Whether another attempt, on another connection, may end well. */
  static boolean mayPass(SQLException failed) {
    return failed instanceof SQLTransientException
        || failed instanceof SQLRecoverableException
        || isIn(failed, PASSING)
        || isOfConnection(failed);
  }

  /** Whether the connection is not to be used again. */
  static boolean isOfConnection(SQLException failed) {
    return failed instanceof SQLNonTransientConnectionException
        || failed instanceof SQLRecoverableException
        || isIn(failed, OF_CONNECTION);
  }

  private static boolean isIn(SQLException failed, Set<String> classes) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      @Nullable String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null
          && (classes.contains(state)
              || (state.length() >= 2 && classes.contains(state.substring(0, 2))))) {
        return true;
      }
    }
    return false;
  }
}
