package io.github.taskloom.jdbc.internal.table;

import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the two tables, or looks whether they are what a journal needs. */
public final class Tables {
  private static final List<String> RUN_COLUMNS =
      List.of(
          "run_id bigint not null primary key",
          "run_name TEXT not null",
          "format_version integer not null",
          "owner_token varchar(64)",
          "owner_process TEXT",
          "owner_since timestamp with time zone",
          "renewed_at timestamp with time zone not null",
          "lease_millis bigint not null",
          "beat bigint not null",
          "last_position bigint not null");

  private static final List<String> ENTRY_COLUMNS =
      List.of(
          "run_id bigint not null",
          "key_hash varchar(64) not null",
          "task_key TEXT not null",
          "fingerprint TEXT",
          "outcome varchar(16) not null",
          "attempts integer not null",
          "value_length integer not null",
          "task_value BYTES",
          "reason TEXT",
          "settled_at varchar(48) not null",
          "entry_position bigint not null",
          "primary key (run_id, key_hash)");

  private final TableNames names;
  private final Dialect dialect;

  /** Those of a database that speaks this. */
  public Tables(TableNames names, Dialect dialect) {
    this.names = names;
    this.dialect = dialect;
  }

  /** The statements that make them. */
  public List<String> ddl() {
    return List.of(create(names.run(), RUN_COLUMNS), create(names.entry(), ENTRY_COLUMNS));
  }

  private String create(String table, List<String> columns) {
    return "create table " + table + " (\n  " + typed(String.join(",\n  ", columns)) + ")";
  }

  private String typed(String columns) {
    return columns.replace("TEXT", dialect.text()).replace("BYTES", dialect.bytes());
  }

  /**
   * Looks at both, and makes what is not there, if that is allowed. Two processes may do so at
   * once: the one whose statement fails finds the table of the other.
   *
   * @throws JournalException if one is missing and is not made, or lacks columns
   */
  public void prepare(Connection connection, boolean creates) throws SQLException {
    prepare(connection, names.run(), RUN_COLUMNS, creates);
    prepare(connection, names.entry(), ENTRY_COLUMNS, creates);
  }

  private void prepare(Connection connection, String table, List<String> columns, boolean creates)
      throws SQLException {
    SQLException missing = check(connection, table, columns);
    if (missing == null) {
      return;
    }
    connection.rollback();
    if (!creates) {
      throw new JournalException(
          "table " + table + " cannot be read: " + missing.getMessage() + "; " + byHand(), missing);
    }
    SQLException refused = create(connection, create(table, columns));
    SQLException still = check(connection, table, columns);
    if (still != null) {
      SQLException why = refused == null ? still : refused;
      if (why != still) {
        why.addSuppressed(still);
      }
      throw new JournalException(
          "table "
              + table
              + " cannot be read: "
              + still.getMessage()
              + "; nor made: "
              + why.getMessage()
              + "; "
              + byHand(),
          why);
    }
    connection.commit();
  }

  private static String byHand() {
    return "make it by hand (JdbcJournal.ddl tells how), and allow to read, add and change rows";
  }

  private static @Nullable SQLException create(Connection connection, String ddl)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(ddl);
      connection.commit();
      return null;
    } catch (SQLException refused) {
      connection.rollback();
      return refused;
    }
  }

  /** Null if it is there, with all columns; else why it cannot be read. */
  private @Nullable SQLException check(Connection connection, String table, List<String> columns) {
    Set<String> found = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table + " where 1 = 0")) {
      ResultSetMetaData data = rows.getMetaData();
      for (int column = 1; column <= data.getColumnCount(); column++) {
        found.add(data.getColumnName(column).toLowerCase(Locale.ROOT));
      }
    } catch (SQLException unreadable) {
      return unreadable;
    }
    List<String> lacking = new ArrayList<>();
    for (String column : columns) {
      String name = column.substring(0, column.indexOf(' '));
      if (!name.equals("primary") && !found.contains(name)) {
        lacking.add(typed(column));
      }
    }
    if (!lacking.isEmpty()) {
      throw new JournalException(
          "table "
              + table
              + " is none of a journal, or of another version: it lacks "
              + lacking
              + "; name another one by schema or tablePrefix of the options, or mend it by hand",
          null);
    }
    return null;
  }
}
