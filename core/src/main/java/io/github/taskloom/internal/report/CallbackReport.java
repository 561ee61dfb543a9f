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
    Logger logger = System.getLogger(owner.getName());
    try {
      logger.log(Level.WARNING, what, thrown);
    } catch (Throwable unprintable) { // the exception's own toString, within the logger
      logger.log(Level.WARNING, what + ": " + thrown.getClass().getName() + ", not printable");
    }
  }
}
