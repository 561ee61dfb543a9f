package io.github.taskloom.internal.flight;

import io.github.taskloom.internal.report.Report;
import org.jspecify.annotations.Nullable;

/** The door to the flight recorder; it names no class of the module {@code jdk.jfr}. */
public final class Flights {
  /** The JDK sets it once there is a first recording, and leaves it there. */
  private static final String ONCE_RECORDED = "jdk.jfr.repository";

  private Flights() {}

  /** Looked up once there has been a recording. */
  private static final class Door {
    static final boolean OPENS = opens();

    private static boolean opens() {
      try {
        return FlightOfMake.isToBeHad();
      } catch (LinkageError noModule) { // it is there, but this module cannot read it, say
        Report.warn(Flights.class, "Makes are not seen by the flight recorder", noModule);
        return false;
      }
    }
  }

  /**
   * By the caller of a make that begins.
   *
   * @param number of the make
   * @param parent the number of the make that it is called in; 0 if in none
   * @param parentTask the name of the task that calls it; null if none does
   * @return null where nothing records that
   */
  public static @Nullable Flight ofMake(long number, long parent, @Nullable String parentTask) {
    return isWorthALook() && Door.OPENS ? FlightOfMake.of(number, parent, parentTask) : null;
  }

  /** Whether there has been a recording: once for each make. */
  public static boolean isWorthALook() {
    return System.getProperty(ONCE_RECORDED) != null;
  }
}
