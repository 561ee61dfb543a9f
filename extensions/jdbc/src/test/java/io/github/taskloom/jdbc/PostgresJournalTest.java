package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole contract on PostgreSQL, in encodings with all characters and with few. */
@Tag("full-only")
@Tag("sized")
@ParameterizedClass
@ValueSource(strings = {"UTF8", "LATIN1", "SQL_ASCII"})
class PostgresJournalTest extends JdbcJournalContract {
  @Parameter String encoding;
  private DataSource source;

  @Override
  DataSource source() {
    if (source == null) {
      source = encoding.equals("UTF8") ? Postgres.newSchema() : Postgres.newDatabase(encoding);
    }
    return source;
  }
}
