package io.github.taskloom.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On HSQLDB, of which the journal knows nothing: what it says to a database that it does not know
 * is plain SQL, also to one that locks what is read.
 */
@Tag("full-only")
@Tag("sized")
@ParameterizedClass
@ValueSource(strings = {"mvcc", "locks"})
class HsqldbJournalTest extends JdbcJournalContract {
  @Parameter String transactions;
  private DataSource source;

  @Override
  DataSource source() {
    if (source == null) {
      JDBCDataSource made = new JDBCDataSource();
      made.setUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=" + transactions);
      made.setUser("SA");
      source = made;
    }
    return source;
  }
}
