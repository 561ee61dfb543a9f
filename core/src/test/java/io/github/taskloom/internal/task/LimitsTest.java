package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Task;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several limits a task is under, and which of them is over first. */
class LimitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();

  private static Policy<?> policy() {
    return Objects.requireNonNull(
        TaskNode.of(Task.builder("task", () -> "x").timeout(HOUR).build()).policy());
  }

  /** A task without limits in a make without them has none: most run without a timer. */
  @Test
  void inMake_nothingIsLimited_isNone() {
    assertNull(Limits.inMake(null, false, null));
    assertNull(Limits.inMake(null, false, SECOND));
    assertNull(Limits.inMake(new Limits(null, null, SECOND), false, MINUTE));
  }

  /** The time of a make ends each task; only who leaves functions behind needs more than that. */
  @Test
  void inMake_makeIsLimited_mattersWithAGraceTime() {
    assertNull(Limits.inMake(null, true, null));
    assertEquals(new Limits(null, null, SECOND), Limits.inMake(null, true, SECOND));
    assertEquals(
        new Limits(null, null, MINUTE), Limits.inMake(new Limits(null, null, MINUTE), true, null));
  }

  /** Each of a task's own limits is enough; the grace time is its own, or that of the make. */
  @Test
  void inMake_taskIsLimited_hasItsOwn() {
    assertEquals(
        new Limits(MINUTE, null, null), Limits.inMake(new Limits(MINUTE, null, null), false, null));
    assertEquals(
        new Limits(null, HOUR, SECOND), Limits.inMake(new Limits(null, HOUR, null), false, SECOND));
    assertEquals(
        new Limits(MINUTE, HOUR, MINUTE),
        Limits.inMake(new Limits(MINUTE, HOUR, MINUTE), true, SECOND));
  }

  /** Of several deadlines the first counts, and of those at the same time the narrowest. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 3, ATTEMPT",
    "2, 1, 3, ALL_ATTEMPTS",
    "3, 2, 1, MAKE",
    "1, 1, 1, ATTEMPT",
    "2, 1, 1, ALL_ATTEMPTS",
    "1, 2, 1, ATTEMPT"
  })
  void deadline_ofSeveral_isTheFirst(int attempt, int total, int make, Deadline.Of first) {
    Deadline ofMake =
        new Deadline(Duration.ofMinutes(make), Duration.ofMinutes(make), Deadline.Of.MAKE);
    Policy<?> policy = policy();
    policy.begin(1, clock.nanoTime());

    Deadline deadline =
        new Limits(Duration.ofMinutes(attempt), Duration.ofMinutes(total), null)
            .deadline(policy, clock, ofMake);

    assertEquals(first, Objects.requireNonNull(deadline).of());
    assertEquals(MINUTE, deadline.left());
    assertEquals(MINUTE, deadline.limit());
  }

  /** A limit for all attempts has become shorter by those before; its name is the whole time. */
  @Test
  void deadline_ofAllAttempts_isShorterByThoseBefore() {
    Policy<?> policy = policy();
    policy.begin(1, clock.nanoTime());
    clock.advance(SECOND);

    Deadline deadline = new Limits(null, MINUTE, null).deadline(policy, clock, null);

    assertEquals(new Deadline(MINUTE.minus(SECOND), MINUTE, Deadline.Of.ALL_ATTEMPTS), deadline);
  }

  @Test
  void deadline_withoutOne_isThatOfTheMake() {
    Deadline ofMake = new Deadline(SECOND, MINUTE, Deadline.Of.MAKE);
    Limits none = new Limits(null, null, SECOND);

    assertSame(ofMake, none.deadline(policy(), clock, ofMake));
    assertNull(none.deadline(policy(), clock, null));
  }

  @ParameterizedTest
  @CsvSource({
    "ATTEMPT, took longer than its limit of PT1M",
    "ALL_ATTEMPTS, took longer than its limit of PT1M for all attempts",
    "MAKE, 'still ran when the time of its make, PT1M, was up'"
  })
  void exceeded_saysWhoseLimit(Deadline.Of of, String words) {
    assertEquals(words, new Deadline(SECOND, MINUTE, of).exceeded());
  }

  @Test
  void timeoutOf_saysWhetherItIsTheMakes() {
    TaskNode<?> task = TaskNode.of(Task.of("slow", () -> "x"));
    Thread stuck = new Thread();

    for (Deadline.Of of : Deadline.Of.values()) {
      Deadline deadline = new Deadline(SECOND, MINUTE, of);
      assertEquals("slow " + deadline.exceeded(), deadline.timeoutOf(task, stuck).getMessage());
      assertEquals(of == Deadline.Of.MAKE, deadline.timeoutOf(task, stuck).isOfMake());
    }
  }

  @Test
  void ensure_bound_isAllowedOrNot() {
    Limits.ensureNotNegative("A backoff", Duration.ZERO);
    Limits.ensurePositive("A limit", Duration.ofNanos(1));

    assertSays(
        "A backoff is negative: PT-1S",
        () -> Limits.ensureNotNegative("A backoff", SECOND.negated()));
    assertSays(
        "A limit is not positive: PT0S", () -> Limits.ensurePositive("A limit", Duration.ZERO));
    assertSays(
        "A limit is not positive: PT-1S", () -> Limits.ensurePositive("A limit", SECOND.negated()));
  }

  private static void assertSays(String words, Runnable refused) {
    assertEquals(words, assertThrows(IllegalArgumentException.class, refused::run).getMessage());
  }
}
