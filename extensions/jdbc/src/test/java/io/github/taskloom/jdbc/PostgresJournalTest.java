package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The whole contract on PostgreSQL. */
@Tag("full-only")
@Tag("sized")
class PostgresJournalTest extends JdbcJournalContract {
  private final DataSource source = Postgres.newSchema();

  @Override
  DataSource source() {
    return source;
  }
}
