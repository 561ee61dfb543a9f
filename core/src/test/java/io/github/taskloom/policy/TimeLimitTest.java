package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks and makes that take too long. */
@Timeout(60)
class TimeLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = new VirtualClock();
  private final Gate gate = new Gate();
  private final LeftBehind leftBehind = new LeftBehind();

  /** Of functions that have begun: before that, a limit ends the attempt without a call. */
  private final Semaphore began = new Semaphore(0);

  /** Every way in which a make runs tasks. */
  static List<Make> ways() {
    List<Make> ways = new ArrayList<>();
    for (Order order : Order.values()) {
      Make how = Make.defaults().order(order);
      ways.add(how);
      ways.add(how.withThreadPerTask());
      ways.add(how.parallelism(1));
      ways.add(how.queue(Thread::startVirtualThread));
    }
    return ways;
  }

  /** Those, and an executor of platform threads, which are interrupted by a thread of its own. */
  static List<Make> waysOnAnyThread() {
    List<Make> ways = ways();
    ways.add(Make.defaults().queue(command -> Thread.ofPlatform().daemon().start(command)));
    return ways;
  }

  @AfterEach
  void open() {
    gate.open();
    leftBehind.awaitEnd();
  }

  private TaskBuilder<String> waiting() {
    return Task.<String>builder(
        "stuck",
        () -> {
          began.release();
          gate.pass();
          return "passed";
        });
  }

  private TaskBuilder<String> deaf() {
    return Task.<String>builder(
        "deaf",
        () -> {
          began.release();
          gate.passUninterrupted();
          return "too late";
        });
  }

  private FutureTask<List<Task<?>>> make(Make how, Task<?>... tasks) {
    return Bounded.background(() -> how.clock(clock).now(tasks));
  }

  private static TaskTimeoutException timeout(Task<?> task) {
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    return assertInstanceOf(TaskTimeoutException.class, failed.cause());
  }

  /** What the function throws when it is interrupted is kept with the timeout. */
  @Test
  void timeout_functionThrows_isSuppressed() throws Exception {
    IllegalStateException own = new IllegalStateException("on purpose");
    Task<String> stuck =
        Task.<String>builder(
                "stuck",
                () -> {
                  try {
                    gate.pass();
                  } catch (InterruptedException e) {
                    throw own;
                  }
                  return "passed";
                })
            .timeout(MINUTE)
            .build();
    FutureTask<List<Task<?>>> make = make(Make.defaults(), stuck);
    gate.awaitEntered();

    clock.advance(MINUTE);

    make.get(20, TimeUnit.SECONDS);
    assertEquals(List.of(own), List.of(timeout(stuck).getSuppressed()));
  }

  /** When its time is up the function is interrupted, and the exception shows where it was. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_interruptsAndTellsWhere(Make how) throws Exception {
    Task<String> stuck = waiting().timeout(MINUTE).build();
    Task<String> behind = stuck.thenCall("behind", () -> "not reached");
    FutureTask<List<Task<?>>> make = make(how, behind);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(MINUTE.minusNanos(1));
    assertEquals(TaskState.RUNNING, stuck.state());

    clock.advance(Duration.ofNanos(1));

    make.get(20, TimeUnit.SECONDS);
    TaskTimeoutException timeout = timeout(stuck);
    assertEquals("stuck took longer than its limit of PT1M", timeout.getMessage());
    assertFalse(timeout.isAbandoned());
    assertTrue(
        Arrays.stream(timeout.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(Gate.class.getName())),
        () -> Arrays.toString(timeout.getStackTrace()));
    assertEquals(TaskState.FAILED, behind.state());
    Bounded.until(() -> clock.timers() == 0);
  }

  /** A function that ends in time is not touched, and its timer is taken back. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_endsInTime_isDone(Make how) throws Exception {
    Task<String> quick = Task.<String>builder("quick", () -> "x").timeout(MINUTE).build();

    make(how, quick).get(20, TimeUnit.SECONDS);

    assertEquals("x", quick.get());
    assertEquals(0, clock.timers());
  }

  /** One that ignores the interrupt is left behind with its thread: the make goes on. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_interruptIgnored_isAbandoned(Make how) throws Exception {
    long before = Tasks.abandoned();
    Task<String> deaf = deaf().timeout(MINUTE).abandonAfter(Duration.ofSeconds(5)).build();
    Task<String> beside = Task.of("beside", () -> "x");
    FutureTask<List<Task<?>>> make = make(how, deaf, beside);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(MINUTE);
    assertEquals(TaskState.RUNNING, deaf.state());

    clock.advance(Duration.ofSeconds(5));

    make.get(20, TimeUnit.SECONDS);
    TaskTimeoutException timeout = timeout(deaf);
    assertTrue(timeout.isAbandoned());
    assertTrue(timeout.getMessage().contains("abandoned in " + timeout.threadName()));
    assertEquals(before + 1, Tasks.abandoned());
    assertEquals(TaskState.DONE, beside.state());

    gate.open();
    Bounded.until(() -> Tasks.abandoned() == before);
    assertEquals(TaskState.FAILED, deaf.state());
  }

  /** What an abandoned function returns does not reach the attempt that came after. */
  @Test
  void timeout_lateResult_isDiscarded() throws Exception {
    long before = Tasks.abandoned();
    AtomicInteger calls = new AtomicInteger();
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    gate.passUninterrupted();
                    return "late";
                  }
                  return "fresh";
                })
            .timeout(MINUTE)
            .abandonAfter(Duration.ZERO)
            .retry(Retry.times(5))
            .build();
    FutureTask<List<Task<?>>> make = make(Make.defaults(), task);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(MINUTE);
    make.get(20, TimeUnit.SECONDS);
    assertEquals(1, calls.get(), "a further attempt would overlap the abandoned one");

    task.retry();
    make(Make.defaults(), task).get(20, TimeUnit.SECONDS);
    gate.open();
    Bounded.until(() -> Tasks.abandoned() == before);

    assertEquals("fresh", task.get());
  }

  /** A limit per attempt leaves the attempts that follow their own. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_withRetry_isPerAttempt(Make how) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  if (calls.incrementAndGet() < 3) {
                    gate.pass();
                  }
                  return "third";
                })
            .timeout(MINUTE)
            .retry(Retry.times(3))
            .build();
    FutureTask<List<Task<?>>> make = make(how, task);
    for (int i = 1; i <= 2; i++) {
      int call = i;
      Bounded.until(() -> calls.get() == call && clock.timers() == 1);
      clock.advance(MINUTE);
    }

    make.get(20, TimeUnit.SECONDS);

    assertEquals("third", task.get());
    assertEquals(3, task.attempts().size());
    assertInstanceOf(TaskTimeoutException.class, task.attempts().getFirst().cause());
    assertEquals(MINUTE, task.attempts().getFirst().duration());
  }

  /** A limit for all attempts ends the last one early, and allows no further one. */
  @ParameterizedTest
  @MethodSource("ways")
  void totalTimeout_isOverAllAttempts(Make how) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  calls.incrementAndGet();
                  gate.pass();
                  return "not reached";
                })
            .timeout(MINUTE)
            .totalTimeout(Duration.ofSeconds(100))
            .retry(Retry.times(9))
            .build();
    FutureTask<List<Task<?>>> make = make(how, task);
    Bounded.until(() -> calls.get() == 1 && clock.timers() == 1);
    clock.advance(MINUTE);
    Bounded.until(() -> calls.get() == 2 && clock.timers() == 1);

    clock.advance(Duration.ofSeconds(40));

    make.get(20, TimeUnit.SECONDS);
    assertEquals(2, calls.get());
    assertEquals(TaskState.FAILED, task.state());
  }

  /** Retried by hand, it has all its time again, however long ago the last attempt was. */
  @ParameterizedTest
  @MethodSource("ways")
  void totalTimeout_retriedByHand_beginsAnew(Make how) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("on purpose");
                  }
                  gate.pass();
                  return "second";
                })
            .totalTimeout(MINUTE)
            .build();
    make(how, task).get(20, TimeUnit.SECONDS);
    clock.advance(MINUTE.multipliedBy(2));

    task.retry();
    FutureTask<List<Task<?>>> make = make(how, task);
    gate.awaitEntered();
    clock.advance(MINUTE.minusNanos(1));
    gate.open();

    make.get(20, TimeUnit.SECONDS);
    assertEquals("second", task.get());
  }

  /** A make's limit: what runs fails, what has not begun stays PENDING, nothing is waited for. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_timeout_failsWhatRuns(Make how) throws Exception {
    Task<String> stuck = waiting().build();
    Task<String> deaf = deaf().build();
    Task<String> behind = stuck.thenCall("behind", () -> "x");
    Make limited = how.timeout(MINUTE).abandonAfter(Duration.ofSeconds(3));
    boolean both = !how.toString().contains("parallelism=1,");
    FutureTask<List<Task<?>>> make =
        both ? make(limited, stuck, deaf, behind) : make(limited, stuck, behind);
    assertTrue(began.tryAcquire(both ? 2 : 1, Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    Bounded.until(() -> clock.timers() == (both ? 3 : 2));

    clock.advance(MINUTE);
    Bounded.until(() -> stuck.isSettled());
    Bounded.until( // the grace of the deaf one may begin after the first of these
        () -> {
          clock.advance(Duration.ofSeconds(3));
          return make.isDone();
        });

    List<Task<?>> settled = make.get();
    assertEquals(both ? 2 : 1, settled.size());
    assertEquals(
        "stuck still ran when the time of its make, PT1M, was up", timeout(stuck).getMessage());
    assertEquals(TaskState.PENDING, behind.state());
    if (both) {
      assertTrue(timeout(deaf).isAbandoned());
    }
  }

  /** What runs when the make's time is up is asked to end by its run state, too. */
  @ParameterizedTest
  @MethodSource("waysOnAnyThread")
  void make_timeout_callsTheRunState(Make how) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Task<?> stuck =
        Task.run(
            "stuck",
            () -> {
              Task.current().orElseThrow().runState().onCancel(asked::countDown);
              gate.pass();
            });
    FutureTask<List<Task<?>>> make = make(how.timeout(MINUTE), stuck);
    gate.awaitEntered();

    clock.advance(MINUTE);

    Bounded.await(asked);
    make.get(20, TimeUnit.SECONDS);
    assertEquals(MINUTE, timeout(stuck).limit());
  }

  /** When the make's time is up no further attempt is to come: the task is FAILED. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_timeoutOfRetriedTask_isFailed(Make how) throws Exception {
    Task<String> stuck = waiting().retry(Retry.times(3)).build();
    FutureTask<List<Task<?>>> make = make(how.timeout(MINUTE), stuck);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    make.get(20, TimeUnit.SECONDS);
    assertEquals(MINUTE, timeout(stuck).limit());
    assertEquals(1, stuck.attempts().size());
  }

  /** What an executor has not begun when the make's time is up is taken back, and says why. */
  @Test
  void make_timeoutWhileQueued_takesBack() throws Exception {
    Task<String> queued = Task.of("queued", () -> "x");
    queued.keepHistory(9);
    FutureTask<List<Task<?>>> make =
        make(Make.defaults().queue(command -> {}).timeout(MINUTE), queued);
    Bounded.until(() -> queued.state() == TaskState.QUEUED && clock.timers() == 1);

    clock.advance(MINUTE);

    make.get(20, TimeUnit.SECONDS);
    assertEquals(TaskState.PENDING, queued.state());
    assertEquals(TaskEvent.UNQUEUE, queued.history().getLast().event());
    assertEquals("the time of its make, PT1M, was up", queued.history().getLast().detail());
  }

  /** A cancel still interrupts a task that has a limit, and reaches no other. */
  @ParameterizedTest
  @MethodSource("ways")
  void cancel_ofLimitedTask_interruptsIt(Make how) throws Exception {
    Task<String> stuck = waiting().timeout(MINUTE).build();
    FutureTask<List<Task<?>>> make = make(how, stuck);
    gate.awaitEntered();

    stuck.cancel();

    make.get(20, TimeUnit.SECONDS);
    assertEquals(TaskState.CANCELLED, stuck.state());
  }

  /** The machine's own clock does it, too. */
  @Test
  void timeout_onTheSystemClock_works() {
    Task<String> stuck = waiting().timeout(Duration.ofMillis(20)).build();

    Make.defaults().now(stuck);

    assertEquals(Duration.ofMillis(20), timeout(stuck).limit());
  }

  /** What makes no sense is refused. */
  @Test
  void limits_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> waiting().timeout(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> waiting().totalTimeout(Duration.ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> waiting().abandonAfter(Duration.ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> Make.defaults().timeout(Duration.ofSeconds(-1)));
  }
}
