package io.github.taskloom.event;

import io.github.taskloom.event.TaskTimes.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times of a task for people, in seconds. */
final class TimesText {
  private TimesText() {}

  static String of(Times times) {
    List<String> parts = new ArrayList<>();
    add(parts, "waiting for prerequisites ", times.prerequisites(), "");
    add(parts, "waiting for a thread ", times.thread(), "");
    int attempts = times.attempts();
    add(parts, "running ", times.running(), attempts > 1 ? " in " + attempts + " attempts" : "");
    add(parts, "between attempts ", times.backoff(), "");
    String total = "of " + seconds(times.total());
    return parts.isEmpty() ? total : total + ": " + String.join(", ", parts);
  }

  private static void add(List<String> parts, String what, Duration time, String more) {
    if (time.toMillis() > 0) {
      parts.add(what + seconds(time) + more);
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString() + " s";
  }
}
