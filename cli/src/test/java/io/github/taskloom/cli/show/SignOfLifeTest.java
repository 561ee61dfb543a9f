package io.github.taskloom.cli.show;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SignOfLifeTest {
  private Instant now = Instant.parse("2026-11-27T10:15:02Z");

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  private final SignOfLife sign = new SignOfLife(clock);

  /** What runs is told with the time of its first start; what has settled is not. */
  @Test
  void text_running_tellsSinceWhen() {
    sign.started("fetch");
    now = now.plus(Duration.ofSeconds(30));
    sign.started("to\ndo");
    sign.started("fetch");
    sign.started("quick");
    sign.settled("quick");

    now = now.plus(Duration.ofSeconds(30));
    assertEquals(
        "--- 10:16:02 running: 'fetch' since 10:15:02, 'to\\ndo' since 10:15:32", sign.text());
  }

  /** Nothing is told when nothing runs, and of many some. */
  @Test
  void text_noneOrMany_isShort() {
    assertEquals("", sign.text());
    for (int i = 0; i < 1_000; i++) {
      sign.started("task " + i);
    }
    assertTrue(sign.text().endsWith("'task 9' since 10:15:02 and 990 more"), sign.text());
  }

  /** What is left of the run stands behind what runs, where it is known. */
  @Test
  void tellEvery_estimate_standsBehind() throws InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Iterator<String> left = List.of("about 1m20s left", "").iterator();
    sign.started("fetch");
    try (sign) {
      sign.tellEvery(Duration.ofMillis(5), left::next, told::add);

      String line = "--- 10:15:02 running: 'fetch' since 10:15:02";
      assertEquals(line + "; about 1m20s left", told.poll(20, SECONDS));
      assertEquals(line, told.poll(20, SECONDS));
    }
  }
}
