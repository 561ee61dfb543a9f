package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.internal.table.EntryTable;
import io.github.taskloom.jdbc.internal.table.RunRow;
import io.github.taskloom.jdbc.internal.table.RunTable;
import io.github.taskloom.jdbc.internal.table.StoredEntry;
import io.github.taskloom.journal.JournalEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the writer knows of the rows that are its own. All of it belongs to that thread.
 *
 * <pre>
 *   beat           of the run's row, after the last transaction that is known to be committed
 *   lastPosition   the same
 *   stored         the keys that have a row, the same
 *   unknown        whether a transaction after that one may have been committed
 * </pre>
 *
 * <p>Each transaction begins with a statement that holds only while the row is this process's own
 * and as it left it. So what is written after a take-over, or on a database that has gone back, is
 * written nowhere; and a transaction whose end was not told is known by the beat that it left, once
 * the database has let go of the row.
 */
final class Ownership {
  private final RunTable run;
  private final EntryTable entries;
  private final String token;
  private final long takenAt;
  private final Set<String> stored = new HashSet<>();
  private long beat;
  private long lastPosition;
  private boolean unknown;

  /**
   * @param takenAt a moment before the run was taken, by {@link System#nanoTime}
   */
  Ownership(RunTable run, EntryTable entries, String token, RunRow taken, long takenAt) {
    this.takenAt = takenAt;
    this.run = run;
    this.entries = entries;
    this.token = token;
    this.beat = taken.beat();
    this.lastPosition = taken.lastPosition();
  }

  long takenAt() {
    return takenAt;
  }

  long lastPosition() {
    return lastPosition;
  }

  /** Reads all that is recorded. */
  void readAll(Connections connections, Consumer<JournalEntry> reader) throws SQLException {
    connections.inTransaction(
        connection -> {
          entries.readAll(
              connection,
              row -> {
                stored.add(row.entry().key());
                lastPosition = Math.max(lastPosition, row.position());
                reader.accept(row.entry());
              });
          return true;
        });
  }

  /**
   * Renews the lease and writes these entries, in one transaction; may be called again with the
   * same ones after it has thrown an SQLException.
   *
   * @throws LostRunException if the run is not this process's own any more
   */
  void write(Connections connections, List<StoredEntry> batch, Runnable progress)
      throws SQLException {
    long position = batch.isEmpty() ? lastPosition : batch.getLast().position();
    Collection<StoredEntry> rows = latest(batch);
    boolean again = unknown;
    unknown = true;
    connections.inTransaction(
        connection -> {
          if (run.renew(connection, token, beat, position)) {
            entries.write(connection, rows, stored, progress);
          } else {
            ensureCommitted(connection, again, position);
          }
          return true;
        });
    unknown = false;
    beat++;
    lastPosition = position;
    rows.forEach(row -> stored.add(row.entry().key()));
  }

  /** Of each key the last one, which is the one that counts. */
  private static Collection<StoredEntry> latest(List<StoredEntry> batch) {
    Map<String, StoredEntry> latest = new LinkedHashMap<>();
    batch.forEach(entry -> latest.put(entry.entry().key(), entry));
    return latest.values();
  }

  /**
   * The row is not as it was left: by an attempt of this process's own, or by what else. Each
   * change counts its beat up: with one that is less, the database is what it was before.
   */
  private void ensureCommitted(Connection connection, boolean again, long position)
      throws SQLException {
    RunRow row = run.read(connection);
    if (row == null) {
      throw new LostRunException("its row was removed from outside");
    }
    if (row.beat() < beat) {
      throw new LostRunException(
          "the database has gone back to an earlier state: entries up to position "
              + lastPosition
              + " were committed, and it has them up to "
              + row.lastPosition()
              + " alone, as after a failover to a copy that was behind");
    }
    if (!token.equals(row.token())) {
      throw new LostRunException(
          (row.token() == null
                  ? "another process has taken it over and closed it since"
                  : "it belongs to " + row.owner())
              + ", as this process had not renewed its lease in time");
    }
    if (!again || row.beat() != beat + 1 || row.lastPosition() != position) {
      throw new LostRunException("its row was changed from outside");
    }
  }

  /** Lets the next process have it; false if another one has by now. */
  boolean release(Connections connections) throws SQLException {
    return connections.inTransaction(connection -> run.release(connection, token));
  }
}
