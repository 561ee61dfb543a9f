package io.github.taskloom.jdbc.internal.table;

import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one run's tasks, the latest entry of each key; written by the owner of the run. */
public final class EntryTable {
  /** So that a group of rows that goes to the database at once has not many of them. */
  private static final long MOST_BYTES = 8L << 20;

  private static final int FETCHED = 200;

  private final String table;
  private final long run;
  private final boolean isUnicode;

  /** Those of a run, in a database that keeps all characters, or those of ASCII alone. */
  public EntryTable(TableNames names, long run, boolean isUnicode) {
    this.table = names.entry();
    this.run = run;
    this.isUnicode = isUnicode;
  }

  /** What is told of each row. */
  @FunctionalInterface
  public interface Reader {
    /** By the thread that reads. */
    void read(StoredEntry entry) throws SQLException;
  }

  /** Reads all of them, in no order. */
  public void readAll(Connection connection, Reader reader) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select entry_position, key_hash, task_key, fingerprint, outcome, attempts,"
                + " value_length, task_value, reason, settled_at from "
                + table
                + " where run_id = ?")) {
      select.setFetchSize(FETCHED);
      select.setLong(1, run);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reader.read(entry(rows));
        }
      }
    }
  }

  private StoredEntry entry(ResultSet rows) throws SQLException {
    String hash = rows.getString(2);
    try {
      String key = StoredText.read(rows.getString(3));
      if (key == null || !Digests.ofKey(key).equals(hash)) {
        throw new IllegalArgumentException("its key is not what it was");
      }
      JournalEntry entry =
          new JournalEntry(
              key,
              StoredText.read(rows.getString(4)),
              JournalEntry.Outcome.valueOf(rows.getString(5)),
              rows.getInt(6),
              value(rows.getInt(7), rows.getBytes(8)),
              StoredText.read(rows.getString(9)),
              Instant.parse(rows.getString(10)));
      return new StoredEntry(rows.getLong(1), entry);
    } catch (RuntimeException damaged) {
      throw new JournalException(
          "the row of table "
              + table
              + " with run_id "
              + run
              + " and key_hash "
              + hash
              + " was changed from outside: "
              + damaged.getMessage()
              + "; remove it, and the task runs again",
          damaged);
    }
  }

  private static byte @Nullable [] value(int length, byte @Nullable [] bytes) {
    if (length < 0) {
      return null;
    }
    byte[] value = bytes == null ? new byte[0] : bytes;
    if (value.length != length) {
      throw new IllegalArgumentException(
          "its value has " + value.length + " bytes, and had " + length);
    }
    return value;
  }

  /**
   * Writes entries, of which no two have the same key.
   *
   * @param stored the keys that have a row
   * @param progress called whenever some of them have been sent
   */
  public void write(
      Connection connection, Collection<StoredEntry> entries, Set<String> stored, Runnable progress)
      throws SQLException {
    List<StoredEntry> added = new ArrayList<>();
    List<StoredEntry> changed = new ArrayList<>();
    for (StoredEntry entry : entries) {
      (stored.contains(entry.entry().key()) ? changed : added).add(entry);
    }
    added.addAll(change(connection, changed, progress));
    add(connection, added, progress);
  }

  private void add(Connection connection, List<StoredEntry> entries, Runnable progress)
      throws SQLException {
    send(
        connection,
        "insert into "
            + table
            + " (task_key, fingerprint, outcome, attempts, value_length, task_value, reason,"
            + " settled_at, entry_position, run_id, key_hash)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries,
        progress);
  }

  /** Gives back those whose row was not there, as it was removed from outside. */
  private List<StoredEntry> change(
      Connection connection, List<StoredEntry> entries, Runnable progress) throws SQLException {
    return send(
        connection,
        "update "
            + table
            + " set task_key = ?, fingerprint = ?, outcome = ?, attempts = ?, value_length = ?,"
            + " task_value = ?, reason = ?, settled_at = ?, entry_position = ?"
            + " where run_id = ? and key_hash = ?",
        entries,
        progress);
  }

  /** Gives back those that concerned no row. */
  private List<StoredEntry> send(
      Connection connection, String sql, List<StoredEntry> entries, Runnable progress)
      throws SQLException {
    List<StoredEntry> without = new ArrayList<>();
    if (entries.isEmpty()) {
      return without;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      List<StoredEntry> group = new ArrayList<>();
      long bytes = 0;
      for (StoredEntry entry : entries) {
        bytes += set(statement, entry);
        statement.addBatch();
        group.add(entry);
        if (bytes > MOST_BYTES) {
          sendGroup(statement, group, without);
          progress.run();
          bytes = 0;
        }
      }
      sendGroup(statement, group, without);
    }
    return without;
  }

  private static void sendGroup(
      PreparedStatement statement, List<StoredEntry> group, List<StoredEntry> without)
      throws SQLException {
    if (group.isEmpty()) {
      return;
    }
    int[] counts = statement.executeBatch();
    for (int at = 0; at < group.size(); at++) {
      if (counts[at] == 0) {
        without.add(group.get(at));
      }
    }
    group.clear();
  }

  private long set(PreparedStatement statement, StoredEntry stored) throws SQLException {
    JournalEntry entry = stored.entry();
    byte[] value = entry.value();
    statement.setString(1, StoredText.of(entry.key(), isUnicode));
    statement.setString(2, StoredText.of(entry.fingerprint(), isUnicode));
    statement.setString(3, entry.outcome().name());
    statement.setInt(4, entry.attempts());
    statement.setInt(5, value == null ? -1 : value.length);
    statement.setBytes(6, value == null || value.length == 0 ? null : value);
    statement.setString(7, StoredText.of(entry.reason(), isUnicode));
    statement.setString(8, entry.when().toString());
    statement.setLong(9, stored.position());
    statement.setLong(10, run);
    statement.setString(11, Digests.ofKey(entry.key()));
    return StoredEntry.textSize(entry) + (value == null ? 0 : value.length);
  }
}
