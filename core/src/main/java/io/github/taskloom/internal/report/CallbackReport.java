package io.github.taskloom.internal.report;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A callback has thrown: a warning, and nothing else may come of it. */
public final class CallbackReport {
  private CallbackReport() {}

  /**
   * Logs it.
   *
   * @param owner whose logger
   * @param what a sentence
   * @param thrown by the callback
   */
  public static void failed(Class<?> owner, String what, Throwable thrown) {
    try {
      log(System.getLogger(owner.getName()), what, thrown);
    } catch (Throwable silent) {
      // no logger is to be had, or no stack to log with: whoever else is told must not miss it
    }
  }

  private static void log(Logger logger, String what, Throwable thrown) {
    try {
      logger.log(Level.WARNING, what, thrown);
    } catch (Throwable unprintable) { // the exception's own toString, within the logger
      logger.log(Level.WARNING, what + ": " + thrown.getClass().getName() + ", not printable");
    }
  }
}
