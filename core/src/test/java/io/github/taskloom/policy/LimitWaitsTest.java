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
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testing.LogRecords;
import io.github.taskloom.testing.ScopedValues;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that leave nothing behind: they interrupt, and wait for the end of what they did. */
@Timeout(60)
class LimitWaitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = new VirtualClock();
  private final Gate gate = new Gate();
  private final LeftBehind leftBehind = new LeftBehind();
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

  /** Those of which two tasks run at a time. */
  static List<Way> severalThreads() {
    return ways().stream().filter(way -> !way.how().toString().contains("parallelism=1,")).toList();
  }

  @AfterEach
  void open() {
    gate.open();
    leftBehind.awaitEnd();
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

  /** One that ends within a second after that is told nowhere, and leaves no timer. */
  @ParameterizedTest
  @MethodSource("ways")
  void limit_interruptHeededInASecond_leavesNoTimer(Way way) throws Exception {
    Task<String> deaf = deaf(way);
    FutureTask<List<Task<?>>> make = Bounded.background(() -> way.make(clock).now(deaf));
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(MINUTE);
    clock.awaitTimers(1, Bounded.LIMIT); // that which would tell

    gate.open();

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    Bounded.until(() -> clock.timers() == 0);
    assertEquals(TaskState.FAILED, deaf.state());
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

  /** A cancel that comes while a function ends because its time is up is the last word. */
  @ParameterizedTest
  @MethodSource("ways")
  void cancel_whileItEndsByItsLimit_isTheLastAttempt(Way way) throws Exception {
    Task<String> deaf =
        Task.<String>builder(
                "deaf",
                () -> {
                  gate.passUninterrupted();
                  return "too late";
                })
            .timeout(MINUTE)
            .retry(Retry.times(3))
            .build();
    FutureTask<List<Task<?>>> make = Bounded.background(() -> way.how().clock(clock).now(deaf));
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(MINUTE);
    Bounded.until(() -> Tasks.explain(deaf).toString().contains("its time is up"));

    deaf.cancel("the user has gone");
    gate.open();

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(TaskState.FAILED, deaf.state());
    assertEquals(1, deaf.attempts().size());
  }

  /** A callback of a run state that blocks keeps no other from being told. */
  @ParameterizedTest
  @MethodSource("severalThreads")
  void limitOfMake_callbackBlocks_othersAreTold(Way way) throws Exception {
    Gate blocks = new Gate();
    CountDownLatch bothRun = new CountDownLatch(2);
    List<Task<String>> tasks = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      tasks.add(
          Task.of(
              name,
              () -> {
                CountDownLatch told = new CountDownLatch(1);
                Task.current()
                    .orElseThrow()
                    .runState()
                    .onCancel(
                        () -> {
                          told.countDown();
                          blocks.passUninterrupted();
                        });
                bothRun.countDown();
                while (told.getCount() > 0) {
                  try {
                    told.await();
                  } catch (InterruptedException ignored) {
                    // it ends by its callback alone
                  }
                }
                return "told";
              }));
    }
    Make how = way.how().clock(clock).timeout(MINUTE);
    FutureTask<List<Task<?>>> make = Bounded.background(() -> how.now(tasks));
    Bounded.await(bothRun);

    clock.advance(MINUTE);

    assertEquals(2, make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS).size());
    blocks.open();
  }

  /** What a clock throws fails the task whose timer it was to set. */
  @ParameterizedTest
  @MethodSource("ways")
  void limit_clockThrows_failsTheTaskAlone(Way way) throws Exception {
    IllegalStateException broken = new IllegalStateException("no timers");
    TaskClock throwing =
        new TaskClock() {
          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            throw broken;
          }
        };
    Task<String> limited = Task.builder("limited", () -> "x").timeout(MINUTE).build();
    Task<String> beside = Task.of("beside", () -> "y");

    way.how().clock(throwing).now(limited, beside);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, limited.outcome());
    assertEquals(broken, failed.cause());
    assertEquals("y", beside.get());
  }

  /** The limit of a make inside a function says nothing of the attempts of its task. */
  @ParameterizedTest
  @MethodSource("ways")
  void limitOfInnerMake_isAnOrdinaryFailureOfTheOuter(Way way) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<String> outer =
        Task.<String>builder(
                "outer",
                () -> {
                  Task<String> inner = Task.run("inner", gate::pass).thenCall("x", () -> "y");
                  if (calls.incrementAndGet() > 1) {
                    return "second";
                  }
                  Task<?> first = inner.prerequisites().getFirst();
                  Make.defaults().timeout(Duration.ofMillis(1)).now(first);
                  throw (Exception) ((Outcome.Failed<?>) first.outcome()).cause();
                })
            .retry(Retry.times(2))
            .build();

    way.how().now(outer);

    assertEquals("second", outer.get());
  }

  /** An interrupt that a dispatch inside of a function has taken reaches what is around it. */
  @Test
  void limit_innerDispatchIsInterrupted_outerIsToo() throws Exception {
    Task<String> inner =
        Task.of(
            "inner",
            () -> {
              gate.pass();
              return "passed";
            });
    boolean[] told = new boolean[1];
    Task<String> outer =
        Task.builder(
                "outer",
                () -> {
                  inner.dispatch();
                  told[0] = Thread.currentThread().isInterrupted();
                  return "too late";
                })
            .timeout(MINUTE)
            .build();
    FutureTask<List<Task<?>>> make =
        Bounded.background(() -> Make.defaults().clock(clock).now(outer));
    gate.awaitEntered();

    clock.advance(MINUTE);

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertTrue(told[0]);
    assertEquals(TaskState.FAILED, inner.state());
    assertEquals(TaskState.FAILED, outer.state());
  }

  /** A second after its time a make that leaves functions behind says nothing of waiting. */
  @Test
  void limitOfMake_mayAbandon_tellsNothingOfWaiting() throws Exception {
    Task<String> deaf = deaf(new Way(Make.defaults(), Of.MAKE));
    Make make = Make.defaults().clock(clock).timeout(MINUTE).abandonAfter(Duration.ofSeconds(5));
    FutureTask<List<Task<?>>> made = Bounded.background(() -> make.now(deaf));
    gate.awaitEntered();
    clock.awaitTimers(2, Bounded.LIMIT);
    try (LogRecords log = new LogRecords(Task.class)) {
      clock.advance(MINUTE);
      clock.awaitTimers(1, Bounded.LIMIT);
      clock.advance(Duration.ofSeconds(5));
      made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
      Bounded.until(() -> !log.all().isEmpty());
      assertTrue(log.all().getFirst().getMessage().contains("abandoned in"));
      assertEquals(1, log.all().size());
    }
  }
}
