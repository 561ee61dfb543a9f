package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.Postgres;
import io.github.taskloom.journal.Journal;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** On databases of PostgreSQL that do not keep all characters. */
@Tag("full-only")
@Tag("sized")
@ParameterizedClass
@ValueSource(strings = {"LATIN1", "SQL_ASCII"})
class PostgresEncodingsTest extends JournalContract {
  @Parameter String encoding;
  private DataSource source;

  @Override
  Journal open() {
    if (source == null) {
      source = Postgres.newDatabase(encoding);
    }
    return JdbcJournal.open(source, "run");
  }
}
