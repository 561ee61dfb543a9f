package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long a rule waits between attempts, and what it takes. */
class RetryRuleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /** A source that gives the largest number below a bound. */
  private static final class Largest implements RandomGenerator {
    @Override
    public long nextLong() {
      return fail("a bound is asked for");
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }

  private static RetryRule rule(Retry rule) {
    return Objects.requireNonNull(RetryRule.of(rule));
  }

  private static List<Duration> delays(Retry rule, int attempts) {
    return IntStream.rangeClosed(1, attempts).mapToObj(rule(rule)::delay).toList();
  }

  private static Retry exponential(Duration first, Duration cap) {
    return Retry.times(9).exponential(first, cap).random(new Largest());
  }

  @Test
  void delay_fixed_isTheSameEachTime() {
    assertEquals(List.of(Duration.ZERO, Duration.ZERO), delays(Retry.times(3), 2));
    assertEquals(List.of(SECOND, SECOND, SECOND), delays(Retry.times(4).backoff(SECOND), 3));
  }

  /** The bound doubles up to the cap, and belongs to what may be drawn. */
  @Test
  void delay_exponential_doublesUpToTheCap() {
    assertEquals(
        List.of(SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(4), SECOND.multipliedBy(5)),
        delays(exponential(SECOND, SECOND.multipliedBy(5)), 4));
    assertEquals(List.of(SECOND, SECOND), delays(exponential(SECOND, SECOND), 2));
  }

  /** No sum of nanoseconds is beyond what fits; one more than the largest does not. */
  @Test
  void delay_verySlow_staysWithinTheRange() {
    Duration half = LONGEST.dividedBy(2).plusNanos(1);
    for (Duration delay : delays(Retry.times(9).exponential(half, LONGEST), 3)) {
      assertFalse(delay.isNegative(), delay.toString());
    }
    assertTrue(rule(Retry.times(2).backoff(Duration.ofDays(100_000))).delay(1).toDays() > 50_000);
  }

  /** Nothing is drawn where there is nothing to wait for. */
  @Test
  void delay_exponentialFromNothing_isNothing() {
    Retry rule =
        Retry.times(3)
            .exponential(Duration.ZERO, SECOND)
            .random(
                () -> {
                  throw new AssertionError("nothing is to be drawn");
                });

    assertEquals(List.of(Duration.ZERO, Duration.ZERO), delays(rule, 2));
  }

  /** One attempt and no time at all are the least of a rule. */
  @Test
  void of_lessThanNothing_isRefused() {
    assertEquals(1, Retry.times(1).attempts());
    assertSays("A task has at least one attempt, not 0", () -> Retry.times(0));
    assertSays("A backoff is negative: PT-1S", () -> Retry.times(2).backoff(SECOND.negated()));
    assertSays(
        "A backoff is negative: PT-1S", () -> Retry.times(2).exponential(SECOND.negated(), SECOND));
    assertSays(
        "The first backoff, PT1S, is longer than the longest, PT0S",
        () -> Retry.times(2).exponential(SECOND, Duration.ZERO));
  }

  @Test
  void toString_saysWhatTheRuleIs() {
    assertEquals("Retry[3 attempts]", Retry.times(3).toString());
    assertEquals("Retry[3 attempts, backoff PT1S]", Retry.times(3).backoff(SECOND).toString());
    assertEquals(
        "Retry[3 attempts, exponential PT1S to PT1M]",
        Retry.times(3).exponential(SECOND, Duration.ofMinutes(1)).toString());
  }

  private static void assertSays(String words, Runnable refused) {
    assertEquals(words, assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
