package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import io.github.taskloom.testing.ScopedValues;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that leave nothing behind: they interrupt, and wait for the end of what they did. */
@Timeout(60)
class LimitWaitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = new VirtualClock();
  private final Gate gate = new Gate();
  private final long abandoned = Tasks.abandoned();

  /** Whose limit it is. */
  enum Of {
    TASK,
    MAKE
  }

  private record Way(Make how, Of of) {
    Make make(VirtualClock clock) {
      Make timed = how.clock(clock);
      return of == Of.MAKE ? timed.timeout(MINUTE) : timed;
    }
  }

  static List<Way> ways() {
    return TimeLimitTest.ways().stream()
        .flatMap(how -> Stream.of(Of.values()).map(of -> new Way(how, of)))
        .toList();
  }

  /** Those that run on threads of the make: an executor's see nothing of the caller. */
  static List<Way> ownThreads() {
    return ways().stream().filter(way -> way.how().toString().contains("executor=null")).toList();
  }

  @AfterEach
  void open() {
    gate.open();
  }

  private Task<String> deaf(Way way) {
    var builder =
        Task.<String>builder(
            "deaf",
            () -> {
              gate.passUninterrupted();
              return "too late";
            });
    return way.of() == Of.TASK ? builder.timeout(MINUTE).build() : builder.build();
  }

  /** One that ignores the interrupt holds its make, is told after a second, and fails at last. */
  @ParameterizedTest
  @MethodSource("ways")
  void limit_interruptIgnored_isToldAndWaitedFor(Way way) throws Exception {
    Task<String> deaf = deaf(way);
    FutureTask<List<Task<?>>> make = Bounded.background(() -> way.make(clock).now(deaf));
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    try (LogRecords log = new LogRecords(Task.class)) {
      clock.advance(MINUTE);
      clock.awaitTimers(1, Bounded.LIMIT); // that which tells
      clock.advance(Duration.ofMillis(999));
      assertEquals(List.of(), log.all());
      clock.advance(Duration.ofMillis(1));
      Bounded.until(() -> log.all().size() == 1);
      String told = log.all().getFirst().getMessage();
      assertTrue(told.startsWith("deaf goes on although its time was up"), told);
    }
    Bounded.until(
        () -> Tasks.explain(deaf).toString().contains("its time is up; its function was told to"));
    assertEquals(TaskState.RUNNING, deaf.state());
    assertFalse(make.isDone());

    gate.open();

    assertEquals(List.of(deaf), make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, deaf.outcome());
    TaskTimeoutException timeout = assertInstanceOf(TaskTimeoutException.class, failed.cause());
    assertFalse(timeout.isAbandoned());
    assertEquals(way.of() == Of.MAKE, timeout.isOfMake());
    assertEquals(abandoned, Tasks.abandoned());
    assertEquals(0, clock.timers());
  }

  /** A task with a limit is within the scope of its caller. */
  @ParameterizedTest
  @MethodSource("ownThreads")
  void limit_callerHasScopedValue_isSeen(Way way) throws Exception {
    Object key = ScopedValues.key();
    var builder = Task.builder("task", () -> ScopedValues.get(key, "nothing"));
    Task<Object> task = way.of() == Of.TASK ? builder.timeout(MINUTE).build() : builder.build();

    ScopedValues.where(key, "bound", () -> way.make(clock).now(task));

    assertEquals("bound", task.get());
  }

  /** A make may leave functions behind for tasks that say nothing of it. */
  @ParameterizedTest
  @MethodSource("ways")
  void abandonAfter_ofMake_isForTasksWithout(Way way) throws Exception {
    Task<String> deaf = deaf(way);
    Make make = way.make(clock).abandonAfter(Duration.ofSeconds(5));
    FutureTask<List<Task<?>>> made = Bounded.background(() -> make.now(deaf));
    gate.awaitEntered();
    clock.awaitTimers(way.of() == Of.MAKE ? 2 : 1, Bounded.LIMIT);
    clock.advance(MINUTE);
    clock.awaitTimers(1, Bounded.LIMIT);
    Bounded.until(() -> clock.timers() >= 1);
    clock.advance(Duration.ofSeconds(5));

    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, deaf.outcome());
    assertTrue(assertInstanceOf(TaskTimeoutException.class, failed.cause()).isAbandoned());
    gate.open();
    Bounded.until(() -> Tasks.abandoned() == abandoned);
  }
}
