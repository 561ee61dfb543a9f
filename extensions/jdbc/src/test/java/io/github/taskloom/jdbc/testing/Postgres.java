package io.github.taskloom.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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
          .setPort(freePort())
          .setServerConfig("fsync", "off") // no machine loses its power here
          .setPGStartupWait(Duration.ofMinutes(2)) // a busy machine is slow
          .start()
          .getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "PostgreSQL could not be started; -Dtaskloom.postgres=URL takes one that runs", e);
    }
  }

  /** Below 32768: from there on Linux may give it to a connection before the server has it. */
  private static int freePort() throws IOException {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // another one
      }
    }
    throw new IOException("no free port from 20000 to 32000");
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
