package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.Postgres;
import javax.sql.DataSource;

/** On PostgreSQL. */
class PostgresJournalTest extends JdbcJournalContract {
  private final DataSource source = Postgres.newSchema();

  @Override
  DataSource source() {
    return source;
  }
}
