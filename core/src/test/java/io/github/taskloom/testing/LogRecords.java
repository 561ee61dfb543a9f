package io.github.taskloom.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under a name between the opening and the closing of this. */
public final class LogRecords extends Handler implements AutoCloseable {
  private final Logger logger;
  private final boolean inherited;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  @SuppressWarnings("this-escape") // nothing is logged meanwhile
  public LogRecords(Class<?> source) {
    logger = Logger.getLogger(source.getName());
    inherited = logger.getUseParentHandlers();
    logger.setUseParentHandlers(false); // the tests' output is not for errors on purpose
    logger.addHandler(this);
  }

  /** The records so far. */
  public List<LogRecord> all() {
    return records;
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(inherited);
  }
}
