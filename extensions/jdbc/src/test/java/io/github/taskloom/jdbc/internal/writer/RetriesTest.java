package io.github.taskloom.jdbc.internal.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tried again, and with another connection. */
class RetriesTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true, true", // connection failure
    "57P01, true, true", // PostgreSQL is shut down
    "25006, true, true", // read-only: the old primary after a failover
    "25P03, true, true", // PostgreSQL: the transaction stood still for too long
    "40001, true, false", // serialization failure
    "40P01, true, false", // deadlock
    "53300, true, false", // too many connections
    "55P03, true, false", // a lock is not available
    "90098, true, true", // H2 is closed
    "22001, false, false", // too long
    "23505, false, false", // such a row is there
    "42501, false, false", // not allowed
    "42P01, false, false", // no such table
    ", false, false"
  })
  void state_isTriedAgainOrNot(String state, boolean mayPass, boolean isOfConnection) {
    SQLException failed = new SQLException("on purpose", state);
    assertEquals(mayPass, Retries.mayPass(failed));
    assertEquals(isOfConnection, Retries.isOfConnection(failed));
    SQLException wrapped = new SQLException("by a pool", null, failed);
    assertEquals(mayPass, Retries.mayPass(wrapped));
  }

  /** What a driver says by the type. */
  @Test
  void type_isTriedAgain() {
    assertEquals(true, Retries.mayPass(new SQLTimeoutException("on purpose")));
    assertEquals(false, Retries.isOfConnection(new SQLTimeoutException("on purpose")));
  }
}
