package io.github.taskloom.cli.member;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What Hazelcast and the member log, to standard error: that something has failed, or all. */
final class MemberLog {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Loggers are dropped, with their level, unless something holds them. */
  private static final Logger ALL = Logger.getLogger("");

  private MemberLog() {}

  /** While it starts, what fails is told by an exception. */
  static void starting(boolean isVerbose) {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tF %1$tT %4$s %5$s%6$s%n");
    }
    level(isVerbose ? Level.INFO : Level.OFF);
  }

  static void started(boolean isVerbose) {
    level(isVerbose ? Level.INFO : Level.SEVERE);
  }

  private static void level(Level level) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return; // what the user has configured
    }
    ALL.setLevel(level);
  }
}
