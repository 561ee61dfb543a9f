package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.testing.H2;
import javax.sql.DataSource;

/** On H2, in memory. */
class H2JournalTest extends JdbcJournalContract {
  private final DataSource source = H2.inMemory("REGULAR");

  @Override
  DataSource source() {
    return source;
  }
}
