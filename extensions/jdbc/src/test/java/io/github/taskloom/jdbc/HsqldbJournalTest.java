package io.github.taskloom.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Tag;

/**
 * On HSQLDB, of which the journal knows nothing, and which locks what is read: what the journal
 * says to a database that it does not know is plain SQL.
 */
@Tag("full-only")
@Tag("sized")
class HsqldbJournalTest extends JdbcJournalContract {
  private final JDBCDataSource source = new JDBCDataSource();

  HsqldbJournalTest() {
    source.setUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=locks");
    source.setUser("SA");
  }

  @Override
  DataSource source() {
    return source;
  }
}
