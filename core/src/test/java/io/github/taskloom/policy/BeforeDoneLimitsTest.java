package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done before DONE is part of the attempt: it is retried, limited and given up with it. */
@Timeout(60)
class BeforeDoneLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = new VirtualClock();
  private final Gate gate = new Gate();
  private final LeftBehind leftBehind = new LeftBehind();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

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

  @AfterEach
  void open() {
    gate.open();
    leftBehind.awaitEnd();
  }

  private TaskBuilder<Integer> counting() {
    return Task.<Integer>builder("task", calls::incrementAndGet);
  }

  private FutureTask<List<Task<?>>> make(Make how, Task<?> task) {
    return Bounded.background(() -> how.clock(clock).now(task));
  }

  private static void end(FutureTask<?> make) throws Exception {
    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static TaskTimeoutException timeout(Task<?> task) {
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    return assertInstanceOf(TaskTimeoutException.class, failed.cause());
  }

  /** A hook that fails fails the attempt: the next one calls the function again, and the hook. */
  @ParameterizedTest
  @MethodSource("ways")
  void hook_throwsTwice_isTriedAgain(Make how) throws Exception {
    Task<Integer> task =
        counting()
            .retry(Retry.times(3).onException(thrown -> thrown instanceof IOException))
            .beforeDone(
                value -> {
                  seen.add(value);
                  if (value < 3) {
                    throw new IOException("disk full");
                  }
                })
            .build();

    end(make(how, task));

    assertEquals(3, task.get());
    assertEquals(List.of(1, 2, 3), seen);
    assertEquals(3, task.attempts().size());
    assertEquals("disk full", task.attempts().getFirst().cause().getMessage());
  }

  /** A result that the rule counts as a failure is not told. */
  @ParameterizedTest
  @MethodSource("ways")
  void hook_resultCountsAsFailure_isNotTold(Make how) throws Exception {
    Task<Integer> task =
        counting()
            .retry(Retry.times(3).onResult(result -> result instanceof Integer i && i < 3))
            .beforeDone(seen::add)
            .build();

    end(make(how, task));

    assertEquals(3, task.get());
    assertEquals(List.of(3), seen);
  }

  /** The limit of the attempt interrupts it, and tells where it was stuck. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_whileHookWaits_failsTheTask(Make how) throws Exception {
    Task<Integer> task =
        counting().timeout(MINUTE).beforeDone(value -> gate.pass()).beforeDone(seen::add).build();
    FutureTask<?> make = make(how, task);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertTrue(
        Arrays.stream(timeout(task).getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(Gate.class.getName())));
    assertEquals(List.of(), seen);
    Bounded.until(() -> clock.timers() == 0);
  }

  /** So does the limit of the make. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_timeIsUpWhileHookWaits_failsTheTask(Make how) throws Exception {
    Task<Integer> task = counting().beforeDone(value -> gate.pass()).build();
    FutureTask<?> make = make(how.timeout(MINUTE), task);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertTrue(timeout(task).isOfMake());
  }

  /** One that ignores the interrupt is left behind where that is asked for. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_ignoredByHook_isAbandoned(Make how) throws Exception {
    long before = Tasks.abandoned();
    Task<Integer> task =
        counting()
            .timeout(MINUTE)
            .abandonAfter(MINUTE)
            .beforeDone(value -> gate.passUninterrupted())
            .beforeDone(seen::add)
            .build();
    FutureTask<?> make = make(how, task);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);
    clock.advance(MINUTE);

    end(make);
    assertTrue(timeout(task).isAbandoned());
    gate.open();
    Bounded.until(() -> Tasks.abandoned() == before);
    assertEquals(List.of(), seen);
    assertEquals(TaskState.FAILED, task.state());
  }

  /** What a function that was left behind returns is not told, nor tested. */
  @ParameterizedTest
  @MethodSource("ways")
  void function_abandonedReturnsLate_isNotTold(Make how) throws Exception {
    long before = Tasks.abandoned();
    Task<String> task =
        Task.<String>builder(
                "deaf",
                () -> {
                  gate.passUninterrupted();
                  return "late";
                })
            .timeout(MINUTE)
            .abandonAfter(Duration.ZERO)
            .cancelOnResult(seen::add)
            .beforeDone(seen::add)
            .build();
    FutureTask<?> make = make(how, task);
    gate.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertFalse(task.state() == TaskState.DONE);
    gate.open();
    Bounded.until(() -> Tasks.abandoned() == before);
    assertEquals(List.of(), seen);
  }

  /** The maker is interrupted: the hook is, too, and the task is CANCELLED. */
  @ParameterizedTest
  @MethodSource("ways")
  void maker_interruptedWhileHookWaits_cancels(Make how) throws Exception {
    Task<Integer> task = counting().beforeDone(value -> gate.pass()).build();
    FutureTask<List<Task<?>>> make = new FutureTask<>(() -> how.now(task));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    gate.awaitEntered();

    maker.interrupt();

    end(make);
    assertEquals(TaskState.CANCELLED, task.state());
  }
}
