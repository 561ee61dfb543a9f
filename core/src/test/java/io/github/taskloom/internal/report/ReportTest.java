package io.github.taskloom.internal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.testing.LogRecords;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What is logged, whatever users' objects and loggers throw. */
class ReportTest {
  private static final class Unprintable {
    @Override
    public String toString() {
      throw new IllegalStateException("no words");
    }
  }

  /** A handler that cannot print exceptions. */
  private static final class Picky extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getThrown() != null) {
        throw new IllegalStateException("no words");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void of_anyObject_hasWords() {
    assertEquals("x", Described.of("x"));
    assertEquals("null", Described.of(null));
    assertEquals(
        Unprintable.class.getName() + " (its toString() throws)", Described.of(new Unprintable()));
  }

  @Test
  void warn_exception_isLoggedWithIt() {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    try (LogRecords log = new LogRecords(ReportTest.class)) {
      Report.warn(ReportTest.class, "It was on purpose", thrown);
      Report.warn(ReportTest.class, "It was, too", null);

      assertEquals(
          List.of("It was on purpose", "It was, too"),
          log.all().stream().map(LogRecord::getMessage).toList());
      assertEquals(Level.WARNING, log.all().getFirst().getLevel());
      assertSame(thrown, log.all().getFirst().getThrown());
      assertNull(log.all().getLast().getThrown());
    }
  }

  /** Where the exception cannot be printed it is told by its type. */
  @Test
  void warn_loggerThrows_isLoggedWithoutIt() {
    Logger logger = Logger.getLogger(ReportTest.class.getName());
    Picky picky = new Picky();
    logger.addHandler(picky);
    try (LogRecords log = new LogRecords(ReportTest.class)) {
      Report.warn(ReportTest.class, "It was on purpose", new IllegalStateException("no words"));

      assertEquals(
          "It was on purpose: java.lang.IllegalStateException, not printable",
          log.all().getLast().getMessage());
    } finally {
      logger.removeHandler(picky);
    }
  }
}
