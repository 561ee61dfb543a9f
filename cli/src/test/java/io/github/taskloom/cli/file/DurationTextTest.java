package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  /** Units in descending order, any of them left out; shown in the shortest way. */
  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S, 250ms",
    "90s, PT1M30S, 1m30s",
    "1m30s, PT1M30S, 1m30s",
    "5m, PT5M, 5m",
    "1h, PT1H, 1h",
    "1d12h30m5s7ms, PT36H30M5.007S, 1d12h30m5s7ms",
    "1h5ms, PT1H0.005S, 1h5ms",
    "90000ms, PT1M30S, 1m30s",
    "0s, PT0S, 0s",
    "365d, PT8760H, 365d",
  })
  void parse_units_areAdded(String text, Duration expected, String shown) {
    assertEquals(expected, DurationText.parse(text));
    assertEquals(shown, DurationText.show(expected));
    assertEquals(expected, DurationText.parse(shown));
  }

  /** A number alone could be anything: the message says what to write. */
  @Test
  void parse_bareNumber_asksForTheUnit() {
    assertEquals("'90' has no unit: write 90s for seconds, or d, h, m, ms", problem("90"));
  }

  /** Signs, fractions, blanks, other units and another order are no durations. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "-1s",
        "+1s",
        "1.5s",
        "1m 30s",
        "30s1m",
        "1s1s",
        "1M",
        "1min",
        "PT1S",
        "1:30",
        "1234567890s",
        "٣s",
      })
  void parse_anythingElse_isRefused(String text) {
    assertTrue(problem(text).contains(" is no duration: write it like "), problem(text));
  }

  /** More than a year is a mistake, and not zero where there must be some time. */
  @Test
  void parse_outOfRange_isRefused() {
    assertEquals("'366d' is longer than 365d, the longest duration", problem("366d"));
    assertEquals("'999999999d' is longer than 365d, the longest duration", problem("999999999d"));
    assertEquals(
        "'0m0s' is no time at all",
        assertThrows(IllegalArgumentException.class, () -> DurationText.parsePositive("0m0s"))
            .getMessage());
  }

  /** What is measured in nanoseconds is no shorter than it was. */
  @Test
  void show_nanoseconds_areRoundedUp() {
    assertEquals("1ms", DurationText.show(Duration.ofNanos(1)));
    assertEquals("2s", DurationText.show(Duration.ofNanos(1_999_999_999)));
  }

  private static String problem(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text)).getMessage());
  }
}
