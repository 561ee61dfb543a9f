package io.github.taskloom.cli.show;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 1.2 s}, {@code 3 min 05 s}, {@code 1 h 02 min}. */
final class Durations {
  private Durations() {}

  static String shown(Duration duration) {
    long tenths = Math.round(duration.toMillis() / 100.0);
    if (tenths < 600) {
      return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
    }
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }
}
