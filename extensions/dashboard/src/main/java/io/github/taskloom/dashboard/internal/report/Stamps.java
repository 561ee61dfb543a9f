package io.github.taskloom.dashboard.internal.report;

import java.time.Instant;

/** Writes times of day, many of one second after each other: what they share is written once. */
final class Stamps {
  private static final int BILLION = 1_000_000_000;

  private long second = Long.MIN_VALUE;
  private String untilSecond = "";

  /** As {@link Instant#toString}, with all nanoseconds. */
  String of(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      String whole = Instant.ofEpochSecond(second).toString();
      untilSecond = whole.substring(0, whole.length() - 1); // without its Z
    }
    return untilSecond + "." + String.valueOf(BILLION + time.getNano()).substring(1) + "Z";
  }
}
