package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Further attempts of tasks that fail. */
@Timeout(60)
class RetryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger calls = new AtomicInteger();

  /** Every way of running tasks, on a clock that stands still. */
  static List<Make> ways() {
    List<Make> ways = new ArrayList<>();
    for (Order order : Order.values()) {
      Make how = Make.defaults().order(order);
      ways.add(how);
      ways.add(how.withThreadPerTask());
      ways.add(how.parallelism(1));
      ways.add(how.queue(Thread::startVirtualThread));
      ways.add(how.queue(Runnable::run));
    }
    return ways;
  }

  private Task<Integer> failing(int times, Retry retry) {
    return Task.builder(
            "flaky",
            () -> {
              int call = calls.incrementAndGet();
              if (call <= times) {
                throw new IllegalStateException("call " + call);
              }
              return call;
            })
        .retry(retry)
        .build();
  }

  /** Succeeds in the end; each attempt is kept, with its number and its cause. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_failsTwice_succeedsInTheThirdAttempt(Make how) throws Exception {
    Task<Integer> flaky = failing(2, Retry.times(3));
    Task<Integer> next = flaky.then("next", value -> value + 1);

    assertEquals(List.of(flaky, next), how.now(flaky, next));

    assertEquals(4, next.get());
    assertEquals(3, flaky.attempt());
    List<Attempt> attempts = flaky.attempts();
    assertEquals(List.of(1, 2, 3), attempts.stream().map(Attempt::number).toList());
    assertEquals("call 1", attempts.getFirst().cause().getMessage());
    assertEquals(TaskState.FAILED, attempts.get(1).state());
    assertEquals(TaskState.DONE, attempts.getLast().state());
    assertNull(attempts.getLast().cause());
    assertFalse(attempts.getFirst().start().isAfter(attempts.getLast().start()));
  }

  /** An attempt tells when it began. */
  @ParameterizedTest
  @MethodSource("ways")
  void attempts_start_isWhenItBegan(Make how) {
    Task<Integer> flaky = failing(1, Retry.times(2));
    Instant before = Instant.now();

    how.now(flaky);

    Instant after = Instant.now();
    for (Attempt attempt : flaky.attempts()) {
      assertFalse(attempt.start().isBefore(before), () -> attempt + " before " + before);
      assertFalse(attempt.start().isAfter(after), () -> attempt + " after " + after);
    }
  }

  /** A task that has no rule of its own has its value under that of the make, too. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_ruleIsOfTheMake_givesTheValue(Make how) throws Exception {
    Task<String> plain = Task.of("plain", () -> "x");

    assertEquals("x", how.retry(Retry.times(2)).get(plain));
    assertEquals("x", plain.get());
  }

  /** When no attempt is left it is FAILED with the last failure, and what is behind it fails. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_failsAlways_isFailedAfterItsAttempts(Make how) {
    Task<Integer> flaky = failing(100, Retry.times(4));
    Task<Integer> next = flaky.then("next", value -> value);

    how.now(next);

    assertEquals(4, calls.get());
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, flaky.outcome());
    assertEquals("call 4", failed.cause().getMessage());
    assertEquals(TaskState.FAILED, next.state());
  }

  /** Between attempts the task is PENDING, holds no thread, and its waiters wait on. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_backoff_holdsNothing(Make how) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(2).backoff(HOUR));
    CountDownLatch waiting = new CountDownLatch(1);
    var waiter =
        Bounded.background(
            () -> {
              waiting.countDown();
              return flaky.get();
            });
    Bounded.await(waiting);
    Task<String> beside = Task.of("beside", () -> "x");
    CompletableFuture<List<Task<?>>> make = inBackground(how.clock(clock), flaky, beside);
    clock.awaitTimers(1, Bounded.LIMIT);

    assertEquals(TaskState.PENDING, flaky.state());
    assertEquals(2, flaky.attempt());
    assertEquals(
        "x", beside.join(Bounded.LIMIT) instanceof Outcome.Done<String> d ? d.value() : "");
    clock.advance(HOUR.minusNanos(1));
    assertEquals(1, calls.get());
    assertFalse(waiter.isDone());

    clock.advance(Duration.ofNanos(1));

    make.get(20, TimeUnit.SECONDS);
    assertEquals(2, waiter.get(20, TimeUnit.SECONDS));
    assertEquals(TaskState.DONE, flaky.state());
  }

  private static CompletableFuture<List<Task<?>>> inBackground(Make how, Task<?>... tasks) {
    CompletableFuture<List<Task<?>>> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                ended.complete(how.now(tasks));
              } catch (Throwable thrown) {
                ended.completeExceptionally(thrown);
              }
            });
    return ended;
  }

  /** A task without a rule of its own goes by that of the make; one with a rule does not. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_ownRule_isForTasksWithoutOne(Order order) {
    AtomicInteger others = new AtomicInteger();
    Task<Integer> flaky = failing(100, Retry.times(2));
    Task<Object> other =
        Task.of(
            "other",
            () -> {
              others.incrementAndGet();
              throw new IllegalStateException("on purpose");
            });

    Make.defaults().order(order).retry(Retry.times(5)).now(flaky, other);

    assertEquals(2, calls.get());
    assertEquals(5, others.get());
    assertEquals(5, other.attempts().size());
  }

  /** Only such failures are worth another attempt. */
  @Test
  void onException_ofAnotherKind_failsAtOnce() {
    Task<Integer> flaky =
        failing(100, Retry.times(9).onException(thrown -> thrown instanceof java.io.IOException));

    flaky.make();

    assertEquals(1, calls.get());
    assertEquals(TaskState.FAILED, flaky.state());
  }

  /** A result can count as a failure. */
  @Test
  void onResult_passes_isAFailure() throws Exception {
    Task<Integer> task =
        Task.<Integer>builder("task", calls::incrementAndGet)
            .retry(Retry.times(3).onResult(result -> result instanceof Integer i && i < 3))
            .build();

    task.make();

    assertEquals(3, task.get());
    assertTrue(
        task.attempts()
            .getFirst()
            .cause()
            .getMessage()
            .startsWith("task returned 1, which its retry rule counts as a failure"));
  }

  /** Cancelled between attempts: it is CANCELLED, and nothing runs when the time comes. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void cancel_duringBackoff_isCancelled(Order order) throws Exception {
    Task<Integer> flaky = failing(100, Retry.times(9).backoff(HOUR));
    var make = inBackground(Make.defaults().order(order).clock(clock), flaky);
    clock.awaitTimers(1, Bounded.LIMIT);

    flaky.cancel("not needed any more");
    clock.advance(HOUR);

    make.get(20, TimeUnit.SECONDS);
    assertEquals(TaskState.CANCELLED, flaky.state());
    assertEquals(1, calls.get());
    Outcome.Cancelled<?> why = assertInstanceOf(Outcome.Cancelled.class, flaky.outcome());
    assertEquals("flaky was cancelled: not needed any more", why.why().getMessage());
  }

  /** A task that was asked to end while it ran is not tried again, whatever it throws. */
  @ParameterizedTest
  @MethodSource("ways")
  void cancel_whileItRuns_endsTheSeries(Make how) throws Exception {
    Gate gate = new Gate();
    Task<Integer> flaky =
        Task.<Integer>builder(
                "flaky",
                () -> {
                  calls.incrementAndGet();
                  gate.passUninterrupted();
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(9))
            .build();
    var make = inBackground(how, flaky);
    gate.awaitEntered();

    flaky.cancel();
    gate.open();

    make.get(20, TimeUnit.SECONDS);
    assertEquals(TaskState.FAILED, flaky.state());
    assertEquals(1, calls.get());
  }

  /** A make that is interrupted in the backoff ends at once and leaves no timer. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void interrupt_duringBackoff_endsTheMake(Order order) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(9).backoff(HOUR));
    Thread maker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  List<Task<?>> settled = Make.defaults().order(order).clock(clock).now(flaky);
                  assertEquals(List.of(), settled);
                });
    clock.awaitTimers(1, Bounded.LIMIT);

    maker.interrupt();

    Bounded.join(maker);
    assertEquals(0, clock.timers());
    assertEquals(TaskState.PENDING, flaky.state());
    clock.advance(HOUR);
    Make.defaults().clock(clock).now(flaky);
    assertEquals(TaskState.DONE, flaky.state());
  }

  /** Nor does its timer stay when the interrupt comes while it is being set. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void interrupt_whileTheTimerIsSet_takesItBack(Order order) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(9).backoff(HOUR));
    Thread maker = Thread.currentThread();
    TaskClock interrupting =
        new TaskClock() {
          @Override
          public long nanoTime() {
            return clock.nanoTime();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            Registration timer = clock.schedule(delay, action);
            maker.interrupt();
            Bounded.until( // it has stopped the make, and waits for its end
                () -> !maker.isInterrupted() && maker.getState() == Thread.State.WAITING);
            return timer;
          }
        };

    assertEquals(List.of(), Make.defaults().order(order).clock(interrupting).now(flaky));

    assertTrue(Thread.interrupted());
    assertEquals(0, clock.timers());
    assertEquals(TaskState.PENDING, flaky.state());
  }

  /** Two makes meet on it: each attempt runs once, both see the end. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_twoMakesMeet_eachAttemptRunsOnce(Order order) throws Exception {
    Task<Integer> flaky = failing(3, Retry.times(9).backoff(HOUR));
    Make how = Make.defaults().order(order).clock(clock);
    var one = inBackground(how, flaky);
    clock.awaitTimers(1, Bounded.LIMIT);
    CountDownLatch second = new CountDownLatch(1);
    Task<String> before =
        Task.of(
            "before",
            () -> {
              second.countDown();
              return "x";
            });
    var two = inBackground(how, before, flaky);
    Bounded.await(second);

    for (int i = 0; i < 100 && !(one.isDone() && two.isDone()); i++) {
      clock.advance(HOUR);
      if (flaky.state() != TaskState.DONE) {
        Bounded.until(() -> clock.timers() > 0 || flaky.state() == TaskState.DONE);
      }
    }

    one.get(20, TimeUnit.SECONDS);
    two.get(20, TimeUnit.SECONDS);
    assertEquals(4, calls.get());
    assertEquals(4, flaky.attempt());
  }

  /** One that is alone in its layer, and one of a chain, is tried again, too. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_chainOfFlaky_completes(Order order) {
    Task<?> last = Task.of("first", () -> "x");
    List<AtomicInteger> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      AtomicInteger ran = new AtomicInteger();
      runs.add(ran);
      Task<Object> next =
          Task.builder(
                  "link " + i,
                  () -> {
                    if (ran.incrementAndGet() < 3) {
                      throw new IllegalStateException("not yet");
                    }
                    return (Object) "x";
                  })
              .retry(Retry.times(3))
              .require(last)
              .build();
      last = next;
    }

    Make.defaults().order(order).now(last);

    assertEquals(TaskState.DONE, last.state());
    runs.forEach(ran -> assertEquals(3, ran.get()));
  }

  /** A dispatch is one attempt. */
  @Test
  void dispatch_isOneAttempt() {
    Task<Integer> flaky = failing(1, Retry.times(3));

    assertEquals(TaskState.FAILED, flaky.dispatch());
    assertEquals(1, calls.get());
  }

  /** Retried by hand, it has all its attempts again. */
  @Test
  void retry_byHand_beginsANewSeries() {
    Task<Integer> flaky = failing(3, Retry.times(2));
    flaky.make();
    assertEquals(TaskState.FAILED, flaky.state());

    flaky.retry();
    flaky.make();

    assertEquals(TaskState.DONE, flaky.state());
    assertEquals(List.of(3, 4), flaky.attempts().stream().map(Attempt::number).toList());
  }

  /** Full jitter: evenly between nothing and a bound that doubles up to the cap. */
  @Test
  void exponential_bounds_doubleUpToTheCap() throws Exception {
    long seed = System.nanoTime();
    Retry retry =
        Retry.times(8)
            .exponential(Duration.ofSeconds(1), Duration.ofSeconds(10))
            .random(new Random(seed));
    Task<Integer> flaky = failing(7, retry);
    List<Duration> delays = Collections.synchronizedList(new ArrayList<>());
    AtomicLong now = new AtomicLong();
    TaskClock hasty =
        new TaskClock() {
          @Override
          public long nanoTime() {
            return now.get();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            delays.add(delay);
            now.addAndGet(delay.toNanos());
            Thread.startVirtualThread(action);
            return () -> {};
          }
        };

    Make.defaults().clock(hasty).now(flaky);

    long[] bounds = {1, 2, 4, 8, 10, 10, 10};
    assertEquals(bounds.length, delays.size(), () -> "seed " + seed);
    for (int i = 0; i < bounds.length; i++) {
      Duration delay = delays.get(i);
      assertTrue(
          delay.compareTo(Duration.ofSeconds(bounds[i])) <= 0, () -> "seed " + seed + delays);
    }
    assertTrue(delays.getLast().compareTo(Duration.ZERO) > 0, () -> "seed " + seed + delays);
    assertEquals(TaskState.DONE, flaky.state(), () -> "seed " + seed);
  }

  /** What makes no sense is refused. */
  @Test
  void rules_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> Retry.times(0));
    assertThrows(
        IllegalArgumentException.class, () -> Retry.times(2).backoff(Duration.ofMillis(-1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Retry.times(2).exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertSame(3, Retry.times(3).attempts());
  }
}
