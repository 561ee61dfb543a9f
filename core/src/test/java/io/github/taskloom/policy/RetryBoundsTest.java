package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules at the edge of what can be said: no task is left unsettled, no make dies of them. */
@Timeout(60)
class RetryBoundsTest {
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
  private static final Duration MOST_NANOS = Duration.ofNanos(Long.MAX_VALUE);

  private record Case(String name, Make how, Retry retry) {
    @Override
    public String toString() {
      return name + " " + how;
    }
  }

  private static List<Case> cases(String name, Retry... rules) {
    List<Case> cases = new ArrayList<>();
    for (Retry rule : rules) {
      for (Make way : BetweenAttemptsTest.ways()) {
        cases.add(new Case(name, way, rule));
      }
    }
    return cases;
  }

  private static List<Case> longBackoffs() {
    Retry twice = Retry.times(2);
    return cases(
        "long",
        twice.backoff(LONGEST),
        twice.exponential(LONGEST, LONGEST),
        twice.exponential(MOST_NANOS, MOST_NANOS),
        twice.exponential(Duration.ofNanos(1), LONGEST),
        twice.backoff(MOST_NANOS));
  }

  private static final RandomGenerator THROWING =
      () -> {
        throw new IllegalStateException("no luck");
      };

  private static List<Case> throwingRules() {
    Retry twice = Retry.times(2);
    Duration second = Duration.ofSeconds(1);
    return cases(
        "throwing",
        twice.exponential(second, second).random(THROWING),
        twice.onException(
            thrown -> {
              throw new IllegalStateException("no luck");
            }));
  }

  private static Task<Object> failing(Retry rule, RuntimeException thrown) {
    return Task.builder(
            "failing",
            () -> {
              throw thrown;
            })
        .retry(rule)
        .build();
  }

  /** A backoff of centuries is one: the task waits, can be cancelled, and the make returns. */
  @ParameterizedTest
  @MethodSource("longBackoffs")
  void make_backoffOfCenturies_waitsAndCanBeCancelled(Case given) throws Exception {
    VirtualClock clock = new VirtualClock();
    Task<Object> task = failing(given.retry(), new IllegalStateException("on purpose"));
    FutureTask<List<Task<?>>> make = Bounded.background(() -> given.how().clock(clock).now(task));
    Bounded.until(() -> task.attempts().size() > 0 && task.state() != TaskState.RUNNING);

    task.cancel(); // the random part may be short, so that the second attempt has failed

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertTrue(task.isSettled());
  }

  /** So it is by the clock of the machine. */
  @Test
  void make_backoffOfCenturiesOnTheSystemClock_waitsAndCanBeCancelled() throws Exception {
    Task<Object> task =
        failing(Retry.times(2).backoff(LONGEST), new IllegalStateException("on purpose"));
    FutureTask<List<Task<?>>> make = Bounded.background(() -> Make.defaults().now(task));
    Bounded.until(() -> task.attempt() == 2);

    task.cancel();

    assertEquals(List.of(task), make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** What a rule throws ends the attempts: the failure is the function's, and has it suppressed. */
  @ParameterizedTest
  @MethodSource("throwingRules")
  void make_ruleThrows_failsWithTheFunctionsFailure(Case given) {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    Task<Object> task = failing(given.retry(), thrown);

    given.how().now(task);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertSame(thrown, failed.cause());
    assertEquals("no luck", thrown.getSuppressed()[0].getMessage());
    assertEquals(1, task.attempts().size());
  }

  /** A generator that does not keep to its bound does not make a backoff longer or negative. */
  @Test
  void make_generatorOutOfBounds_isHeldToThem() throws Exception {
    RandomGenerator wild =
        new RandomGenerator() {
          private long last = Long.MIN_VALUE;

          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            last = last == Long.MIN_VALUE ? Long.MAX_VALUE : Long.MIN_VALUE;
            return last;
          }
        };
    VirtualClock clock = new VirtualClock();
    Duration second = Duration.ofSeconds(1);
    Task<Object> task =
        failing(
            Retry.times(3).exponential(second, second).random(wild),
            new IllegalStateException("on purpose"));
    FutureTask<List<Task<?>>> make =
        Bounded.background(() -> Make.defaults().clock(clock).now(task));
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(second); // the largest, and then none

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(3, task.attempts().size());
  }

  /** Of many attempts the first and the last are kept. */
  @Test
  void attempts_ofALongSeries_areTheFirstAndTheLast() {
    int count = 20_000;
    Task<Object> task = failing(Retry.times(count), new IllegalStateException("on purpose"));

    Make.defaults().now(task);

    List<Integer> numbers = task.attempts().stream().map(Attempt::number).toList();
    assertEquals(IntStream.rangeClosed(1, 16).boxed().toList(), numbers.subList(0, 16));
    assertEquals(
        IntStream.rangeClosed(count - 47, count).boxed().toList(), numbers.subList(16, 64));
    assertEquals(64, numbers.size());
    assertEquals(count, task.attempt());
  }

  /** All of a short one are. */
  @Test
  void attempts_ofSixtyFour_areAll() {
    Task<Object> task = failing(Retry.times(64), new IllegalStateException("on purpose"));

    Make.defaults().now(task);

    assertEquals(
        IntStream.rangeClosed(1, 64).boxed().toList(),
        task.attempts().stream().map(Attempt::number).toList());
  }
}
