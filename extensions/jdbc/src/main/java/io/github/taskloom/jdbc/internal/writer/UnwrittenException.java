package io.github.taskloom.jdbc.internal.writer;

import java.sql.SQLException;

/** What was appended could not be written, and will not be. */
final class UnwrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwrittenException(int attempts, long millis, SQLException cause) {
    super(
        "could not be written"
            + (attempts == 1
                ? ""
                : " in "
                    + attempts
                    + " attempts since the last one that was, "
                    + millis
                    + " ms ago")
            + ": "
            + cause.getMessage(),
        cause);
  }
}
