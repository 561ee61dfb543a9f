package io.github.taskloom.cli.file;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 1m30s}, {@code 1d12h}. */
public final class DurationText {
  private static final Duration LONGEST = Duration.ofDays(365);

  // Nine digits: no sum of these leaves the range of a long.
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private static final Pattern BARE_NUMBER = Pattern.compile("\\d+");

  private DurationText() {}

  /**
   * Reads a duration of 0 or more.
   *
   * @throws IllegalArgumentException when it is none; the message is half a sentence for people
   */
  public static Duration parse(String text) {
    Matcher units = UNITS.matcher(text);
    if (text.isEmpty() || !units.matches()) {
      throw new IllegalArgumentException(
          Names.quoted(text)
              + (BARE_NUMBER.matcher(text).matches()
                  ? " has no unit: write " + text + "s for seconds, or d, h, m, ms"
                  : " is no duration: write it like 250ms, 90s or 1m30s, the units d, h, m, s,"
                      + " ms in this order"));
    }
    Duration duration =
        Duration.ofDays(number(units, 1))
            .plusHours(number(units, 2))
            .plusMinutes(number(units, 3))
            .plusSeconds(number(units, 4))
            .plusMillis(number(units, 5));
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          Names.quoted(text) + " is longer than " + show(LONGEST) + ", the longest duration");
    }
    return duration;
  }

  /**
   * As {@link #parse}, for what makes no sense without any time.
   *
   * @throws IllegalArgumentException when it is none, or 0
   */
  public static Duration parsePositive(String text) {
    Duration duration = parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException(Names.quoted(text) + " is no time at all");
    }
    return duration;
  }

  /** The shortest text that is read as this duration, rounded up to milliseconds. */
  public static String show(Duration duration) {
    Duration rounded = Duration.ofMillis(duration.plusNanos(999_999).toMillis());
    StringBuilder text = new StringBuilder();
    append(text, rounded.toDays(), "d");
    append(text, rounded.toHoursPart(), "h");
    append(text, rounded.toMinutesPart(), "m");
    append(text, rounded.toSecondsPart(), "s");
    append(text, rounded.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static long number(Matcher units, int group) {
    String digits = units.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
