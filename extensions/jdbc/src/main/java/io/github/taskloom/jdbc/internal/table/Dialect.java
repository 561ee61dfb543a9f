package io.github.taskloom.jdbc.internal.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What databases call the same thing. */
public enum Dialect {
  /** PostgreSQL, and what says that it is. */
  POSTGRESQL("text", "bytea"),

  /** All else: by the standard of SQL. */
  STANDARD("character large object", "binary large object");

  private final String text;
  private final String bytes;

  Dialect(String text, String bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** That of a database. */
  public static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return product != null && product.toLowerCase(Locale.ROOT).startsWith("postgresql")
        ? POSTGRESQL
        : STANDARD;
  }

  /** The type of texts of any length. */
  String text() {
    return text;
  }

  /** The type of bytes of any number. */
  String bytes() {
    return bytes;
  }

  /**
   * What the first statement of a transaction has as one more condition, which is always true:
   * where the process stands still from then on, the database ends the transaction after the lease,
   * so that it keeps no other process from taking over. Takes the milliseconds as a text, in place
   * of each question mark.
   */
  String endsWithLease() {
    return this == POSTGRESQL
        ? " and set_config('idle_in_transaction_session_timeout', ?, true) is not null"
        : "";
  }

  /** Whether {@link #endsWithLease} has a parameter. */
  boolean hasLeaseParameter() {
    return this == POSTGRESQL;
  }
}
