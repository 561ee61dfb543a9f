package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  /** As exact as people care for at that length. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "49, 0.0 s",
    "1249, 1.2 s",
    "59949, 59.9 s",
    "59950, 1 min 00 s",
    "185000, 3 min 05 s",
    "3599499, 59 min 59 s",
    "3599500, 1 h 00 min",
    "90000000, 25 h 00 min",
  })
  void shown_duration_isRounded(long millis, String expected) {
    assertEquals(expected, Durations.shown(Duration.ofMillis(millis)));
  }
}
