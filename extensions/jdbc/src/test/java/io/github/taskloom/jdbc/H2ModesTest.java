package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.H2;
import io.github.taskloom.journal.Journal;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On H2 that does as others do: Oracle has no empty text, MySQL and SQL Server compare without
 * regard to case, some pad with spaces.
 */
@Tag("full-only")
@Tag("sized")
@ParameterizedClass
@ValueSource(
    strings = {
      "Oracle",
      "MySQL;IGNORECASE=TRUE",
      "MSSQLServer;IGNORECASE=TRUE",
      "DB2",
      "HSQLDB",
      "PostgreSQL;DATABASE_TO_LOWER=TRUE"
    })
class H2ModesTest extends JournalContract {
  @Parameter String mode;
  private DataSource source;

  @Override
  Journal open() {
    if (source == null) {
      source = H2.inMemory(mode);
    }
    return JdbcJournal.open(source, "run");
  }
}
