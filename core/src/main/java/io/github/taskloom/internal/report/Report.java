package io.github.taskloom.internal.report;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the engine tells its log of something. A logger is the user's: what it throws
 * comes of nothing here, and where it may block, the caller is a thread that none waits for.
 */
public final class Report {
  private Report() {}

  /**
   * Logs a warning; never throws.
   *
   * @param owner whose logger
   * @param what a sentence
   * @param thrown what it is about; may be null
   */
  public static void warn(Class<?> owner, String what, @Nullable Throwable thrown) {
    try {
      log(System.getLogger(owner.getName()), what, thrown);
    } catch (Throwable silent) {
      // no logger is to be had, or no stack to log with: what is to be done next must be done
    }
  }

  private static void log(Logger logger, String what, @Nullable Throwable thrown) {
    try {
      logger.log(Level.WARNING, what, thrown);
    } catch (Throwable unprintable) { // the exception's own toString, within the logger
      String type = thrown == null ? "" : ": " + thrown.getClass().getName() + ", not printable";
      logger.log(Level.WARNING, what + type);
    }
  }
}
