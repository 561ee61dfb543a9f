package io.github.taskloom.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of this JVM's own, started when it is first asked for: a packaged one, which runs as
 * root by {@code unshare -U}; or, with {@code -Dtaskloom.postgres=jdbc:postgresql://...}, one that
 * runs already. Where it cannot be started the test fails, and is not skipped.
 */
public final class Postgres {
  private static final String URL = url();

  private Postgres() {}

  private static String url() {
    String given = System.getProperty("taskloom.postgres");
    if (given != null) {
      return given;
    }
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off") // no machine loses its power here
          .setPGStartupWait(Duration.ofMinutes(2)) // a busy machine is slow
          .start()
          .getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "PostgreSQL could not be started; -Dtaskloom.postgres=URL takes one that runs", e);
    }
  }

  /** One of its schemas, which is new. */
  public static DataSource newSchema() {
    return ofSchema(createSchema());
  }

  /** Makes one; gives back its name. */
  public static String createSchema() {
    String schema = newName();
    execute("create schema " + schema);
    return schema;
  }

  /** A new database in an encoding. */
  public static DataSource newDatabase(String encoding) {
    String name = newName();
    execute(
        "create database "
            + name
            + " template template0 lc_collate 'C' lc_ctype 'C' encoding '"
            + encoding
            + "'");
    return of(URL.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
  }

  private static String newName() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }

  private static void execute(String sql) {
    try (Connection connection = of(URL).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connections to a schema that is there. */
  public static DataSource ofSchema(String schema) {
    return of(url(schema));
  }

  /** Where a schema is. */
  public static String url(String schema) {
    return URL + (URL.contains("?") ? "&" : "?") + "currentSchema=" + schema;
  }

  /** That of an address. */
  public static DataSource of(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }
}
