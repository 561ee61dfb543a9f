package io.github.taskloom.jdbc.testing;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases of this JVM. */
public final class H2 {
  private H2() {}

  /** A new one in memory, in a mode of compatibility. */
  public static DataSource inMemory(String mode) {
    return of("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;MODE=" + mode);
  }

  /** One in a file, which is closed with its last connection. */
  public static DataSource inFile(Path file) {
    return of("file:" + file.toAbsolutePath());
  }

  private static DataSource of(String where) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + where);
    source.setUser("sa");
    return source;
  }
}
