package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock of the user's that throws: what it disturbs ends, and leaves nothing RUNNING. */
@Timeout(60)
class ClockFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();

  /** Does something before each look, and before each timer. */
  private TaskClock clock(Runnable look, Runnable set) {
    return new TaskClock() {
      @Override
      public long nanoTime() {
        look.run();
        return clock.nanoTime();
      }

      @Override
      public Registration schedule(Duration delay, Runnable action) {
        set.run();
        return clock.schedule(delay, action);
      }
    };
  }

  /** Throws when it is asked for the time, at one of the looks that a limited task needs. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void nanoTime_throws_leavesNoTaskRunning(int at) throws Exception {
    AtomicInteger looks = new AtomicInteger();
    TaskClock throwing =
        new TaskClock() {
          @Override
          public long nanoTime() {
            if (looks.incrementAndGet() == at) {
              throw new IllegalStateException("no time");
            }
            return clock.nanoTime();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            return clock.schedule(delay, action);
          }
        };
    Task<Integer> task = Task.of("task", () -> 1);
    Thread maker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    Make.defaults().clock(throwing).timeout(HOUR).now(task);
                  } catch (IllegalStateException told) {
                    // the make itself could not go on
                  }
                });

    Bounded.join(maker);
    assertFalse(task.state() == TaskState.RUNNING, task::toString);
  }

  /** Throws when the make sets the timer of its own limit: it does not begin. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void schedule_throwsForTheMake_nothingRuns(Way way) {
    TaskClock throwing =
        clock(
            () -> {},
            () -> {
              throw new IllegalStateException("no timer");
            });
    Task<Integer> task = Task.of("task", () -> 1);
    Make how = way.make().clock(throwing).timeout(HOUR);

    IllegalStateException now = assertThrows(IllegalStateException.class, () -> how.now(task));
    IllegalStateException streamed =
        assertThrows(IllegalStateException.class, () -> how.stream(task).toList());

    assertEquals("no timer", now.getCause().getMessage());
    assertEquals("no timer", streamed.getCause().getMessage());
    assertEquals(TaskState.PENDING, task.state());
  }

  /** Failed once by a make that was interrupted before the next attempt. */
  private Task<Integer> betweenAttempts(TaskClock by) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> flaky =
        Task.<Integer>builder(
                "flaky",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("on purpose");
                  }
                  return calls.get();
                })
            .retry(Retry.times(2).backoff(HOUR))
            .build();
    MakerThread maker = MakerThread.start(() -> Make.defaults().clock(by).now(flaky));
    clock.awaitTimers(1, Bounded.LIMIT);
    maker.interrupt();
    maker.awaitEnd();
    assertEquals(TaskState.PENDING, flaky.state());
    return flaky;
  }

  /**
   * Throws when a make looks how long a task still waits: that make fails, and what it runs ends.
   */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CALLER_RUNS", "EAGER_CALLER_RUNS"})
  void nanoTime_throwsInTheTurnOfATask_makeFailsAndEnds(Way way) throws Exception {
    Gate gate = new Gate();
    AtomicBoolean throwing = new AtomicBoolean();
    TaskClock moody =
        clock(
            () -> {
              if (throwing.get()) {
                gate.awaitEnteredUnchecked(); // the other one runs
                throw new IllegalStateException("no time");
              }
            },
            () -> {});
    Task<Integer> flaky = betweenAttempts(moody);
    Task<Object> running = Task.run("running", gate::pass);
    throwing.set(true);

    MakerThread maker = MakerThread.start(way.make(), running, flaky);

    IllegalStateException told = assertInstanceOf(IllegalStateException.class, maker.awaitThrown());
    assertEquals("no time", told.getCause().getMessage());
    assertEquals(TaskState.PENDING, flaky.state());
    assertEquals(
        "running was cancelled: its make failed: java.lang.IllegalStateException: no time",
        assertInstanceOf(Cancelled.class, running.outcome()).why().getMessage());

    throwing.set(false);
    clock.advance(HOUR);
    way.make().clock(clock).now(flaky);
    assertEquals(TaskState.DONE, flaky.state());
  }

  /** The same where that task is the only one, or one of many. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void nanoTime_throwsInATurnBesideMany_makeFails(int many) throws Exception {
    for (Order order : Order.values()) {
      AtomicBoolean throwing = new AtomicBoolean();
      TaskClock moody =
          clock(
              () -> {
                if (throwing.get()) {
                  throw new IllegalStateException("no time");
                }
              },
              () -> {});
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        tasks.add(Task.of("beside", () -> "x"));
      }
      tasks.add(betweenAttempts(moody));
      throwing.set(true);

      Make how = Make.defaults().order(order);

      IllegalStateException now = assertThrows(IllegalStateException.class, () -> how.now(tasks));
      IllegalStateException streamed =
          assertThrows(IllegalStateException.class, () -> how.stream(tasks).toList());

      assertEquals("no time", now.getCause().getMessage());
      assertEquals("no time", streamed.getCause().getMessage());
      assertEquals(TaskState.PENDING, tasks.getLast().state());
      assertFalse(tasks.stream().anyMatch(task -> task.state() == TaskState.RUNNING));
    }
  }

  /** Throws when a limited task begins: that one fails, and the make goes on. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"LAYERED", "EAGER", "THREAD_PER_TASK", "EAGER_THREAD_PER_TASK"})
  void nanoTime_throwsForALimitedTask_thatOneFails(Way way) {
    IllegalStateException noTime = new IllegalStateException("no time");
    TaskClock throwing =
        clock(
            () -> {
              throw noTime;
            },
            () -> {});
    Task<Integer> limited = Task.builder("limited", () -> 1).timeout(HOUR).build();
    Task<Integer> beside = Task.of("beside", () -> 2);

    assertEquals(2, way.make().clock(throwing).now(limited, beside).size());

    assertSame(noTime, assertInstanceOf(Failed.class, limited.outcome()).cause());
    assertEquals(TaskState.DONE, beside.state());
  }

  /**
   * Throws behind an attempt that an executor ran, and that another one follows: the make fails.
   */
  @ParameterizedTest
  @EnumSource(Order.class)
  void nanoTime_throwsBehindAnAttemptInAnExecutor_makeFails(Order order) {
    AtomicReference<Task<?>> flaky = new AtomicReference<>();
    TaskClock throwing =
        clock(
            () -> {
              if (flaky.get().state() == TaskState.PENDING) {
                throw new IllegalStateException("no time");
              }
            },
            () -> {});
    flaky.set(
        Task.builder(
                "flaky",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(2).backoff(HOUR))
            .build());
    AtomicReference<Throwable> inTheExecutor = new AtomicReference<>();
    Make how =
        Make.defaults()
            .order(order)
            .clock(throwing)
            .queue(
                command ->
                    Thread.ofVirtual()
                        .uncaughtExceptionHandler((thread, thrown) -> inTheExecutor.set(thrown))
                        .start(command));

    IllegalStateException told =
        assertThrows(IllegalStateException.class, () -> how.now(flaky.get()));

    assertEquals("no time", told.getCause().getMessage());
    assertEquals(TaskState.PENDING, flaky.get().state());
    Bounded.until(() -> inTheExecutor.get() == told.getCause());
  }

  /** Throws when the timer is set that tells what goes on: the make ends, and tells of it. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void schedule_throwsOnceTheTimeIsUp_makeEndsAndTellsOfIt(Way way) throws Exception {
    Gate gate = new Gate();
    AtomicInteger timers = new AtomicInteger();
    AtomicReference<Thread> telling = new AtomicReference<>();
    TaskClock throwing =
        clock(
            () -> {},
            () -> {
              if (timers.incrementAndGet() > 1) {
                telling.set(Thread.currentThread());
                throw new IllegalStateException("no timer");
              }
            });
    Task<Object> deaf = Task.run("deaf", gate::passUninterrupted);
    MakerThread maker = MakerThread.start(() -> way.make().clock(throwing).timeout(HOUR).now(deaf));
    gate.awaitEntered();

    clock.advance(HOUR);

    Bounded.until(() -> telling.get() != null);
    Bounded.join(telling.get());
    Bounded.until(() -> deaf.runState().isCancelled());
    gate.open();
    IllegalStateException told = assertInstanceOf(IllegalStateException.class, maker.awaitThrown());
    assertEquals("no timer", told.getCause().getMessage());
    assertInstanceOf(Failed.class, deaf.outcome());
  }

  /** Throws when a timer is taken back: a cancel during a backoff ends the make all the same. */
  @Test
  void close_throwsDuringABackoff_makeEnds() throws Exception {
    TaskClock throwing =
        new TaskClock() {
          @Override
          public long nanoTime() {
            return clock.nanoTime();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            Registration timer = clock.schedule(delay, action);
            return () -> {
              timer.close();
              throw new IllegalStateException("not taken back");
            };
          }
        };
    Task<Integer> task =
        Task.<Integer>builder(
                "task",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(3).backoff(HOUR))
            .build();
    MakerThread maker = MakerThread.start(() -> Make.defaults().clock(throwing).now(task));
    clock.awaitTimers(1, Bounded.LIMIT);

    task.cancel();

    assertEquals("not taken back", maker.awaitThrown().getCause().getMessage());
    assertEquals(TaskState.CANCELLED, task.state());
  }
}
