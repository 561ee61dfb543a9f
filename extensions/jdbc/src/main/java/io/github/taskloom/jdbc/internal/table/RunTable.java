package io.github.taskloom.jdbc.internal.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The row of one run, and who owns it.
 *
 * <p>Each statement that changes the row counts its beat up, and names the beat that it expects: so
 * of two processes that change it at once one finds that the other was first, and a process knows
 * whether the row is as it left it.
 */
public final class RunTable {
  private final String table;
  private final Dialect dialect;
  private final long id;
  private final String name;
  private final long leaseMillis;

  /** The row of a run in a table. */
  public RunTable(TableNames names, Dialect dialect, String name, long leaseMillis) {
    this.table = names.run();
    this.dialect = dialect;
    this.id = Digests.ofRun(name);
    this.name = name;
    this.leaseMillis = leaseMillis;
  }

  /** The number of the run. */
  public long id() {
    return id;
  }

  /** The row; null if there is none. */
  public @Nullable RunRow read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select run_name, format_version, owner_token, owner_process, owner_since, renewed_at,"
                + " lease_millis, beat, last_position, current_timestamp from "
                + table
                + " where run_id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? row(rows) : null;
      }
    }
  }

  private static RunRow row(ResultSet rows) throws SQLException {
    return new RunRow(
        String.valueOf(StoredText.read(rows.getString(1))),
        rows.getInt(2),
        rows.getString(3),
        StoredText.read(rows.getString(4)),
        instant(rows.getTimestamp(5)),
        Objects.requireNonNull(instant(rows.getTimestamp(6))),
        rows.getLong(7),
        rows.getLong(8),
        rows.getLong(9),
        Objects.requireNonNull(instant(rows.getTimestamp(10))));
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }

  /** The greatest version of any run's rows; 0 if there is none. */
  public int greatestFormat(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select max(format_version) from " + table);
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Adds the row, of a run that no process owns yet. */
  public void add(Connection connection, int format) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into "
                + table
                + " (run_id, run_name, format_version, renewed_at, lease_millis, beat,"
                + " last_position) values (?, ?, ?, current_timestamp, ?, 0, 0)")) {
      insert.setLong(1, id);
      insert.setString(2, StoredText.of(name, false));
      insert.setInt(3, format);
      insert.setLong(4, leaseMillis);
      insert.executeUpdate();
    }
  }

  /** Makes a process the owner; false if the row has changed since that beat. */
  public boolean take(Connection connection, String token, String process, long beat)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update "
                + table
                + " set owner_token = ?, owner_process = ?, owner_since = current_timestamp,"
                + " renewed_at = current_timestamp, lease_millis = ?, beat = beat + 1"
                + " where run_id = ? and beat = ?")) {
      update.setString(1, token);
      update.setString(2, StoredText.of(process, false));
      update.setLong(3, leaseMillis);
      update.setLong(4, id);
      update.setLong(5, beat);
      return update.executeUpdate() == 1;
    }
  }

  /**
   * The first statement of each transaction of an owner: renews the lease, if the process still is
   * the owner and the row is as it left it. It has the row for itself then until the transaction
   * ends: no other process takes over meanwhile.
   */
  public boolean renew(Connection connection, String token, long beat, long lastPosition)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update "
                + table
                + " set renewed_at = current_timestamp, beat = beat + 1, last_position = ?"
                + " where run_id = ? and owner_token = ? and beat = ?"
                + dialect.endsWithLease())) {
      update.setLong(1, lastPosition);
      update.setLong(2, id);
      update.setString(3, token);
      update.setLong(4, beat);
      if (dialect.hasLeaseParameter()) {
        update.setString(5, String.valueOf(leaseMillis));
      }
      return update.executeUpdate() == 1;
    }
  }

  /** Gives it up, if it is the process's own; false if it is not. */
  public boolean release(Connection connection, String token) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update "
                + table
                + " set owner_token = null, beat = beat + 1 where run_id = ? and owner_token = ?")) {
      update.setLong(1, id);
      update.setString(2, token);
      return update.executeUpdate() == 1;
    }
  }

  /** Whether a text comes back from the row as it was. The row is to be rolled back then. */
  public boolean keeps(Connection connection, String token, String text) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update " + table + " set owner_process = ? where run_id = ? and owner_token = ?")) {
      update.setString(1, text);
      update.setLong(2, id);
      update.setString(3, token);
      update.executeUpdate();
    }
    try (PreparedStatement select =
        connection.prepareStatement("select owner_process from " + table + " where run_id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && text.equals(rows.getString(1));
      }
    }
  }
}
