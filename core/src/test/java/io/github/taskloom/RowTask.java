package io.github.taskloom;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A task whose state lives in a row of a database. */
final class RowTask extends BaseTask {
  private final Connection database;
  private final String key;

  /** Opens the task of a row: its state is loaded before anything else. */
  RowTask(Connection database, String key) {
    super(key);
    this.database = database;
    this.key = key;
    initialState(load());
    onTransition(transition -> store(transition.to()));
  }

  /** Makes the table, whose default is the state of a new row. */
  static void createTable(Connection database) throws SQLException {
    execute(
        database,
        "create table task (name varchar primary key, state varchar default 'PENDING' not null)");
  }

  static void insert(Connection database, String key) throws SQLException {
    execute(database, "insert into task (name) values (?)", key);
  }

  /** What the row says, without any task. */
  static TaskState stateInRow(Connection database, String key) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("select state from task where name = ?")) {
      query.setString(1, key);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("There is no task " + key);
        }
        return TaskState.valueOf(rows.getString(1));
      }
    }
  }

  static void execute(Connection database, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private TaskState load() {
    try {
      return stateInRow(database, key);
    } catch (SQLException e) {
      throw new IllegalStateException("The state of " + key + " cannot be loaded", e);
    }
  }

  private void store(TaskState state) {
    try {
      execute(database, "update task set state = ? where name = ?", state.name(), key);
    } catch (SQLException e) {
      throw new IllegalStateException("The state of " + key + " cannot be stored", e);
    }
  }
}
