package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.make.MakeOptions;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.TaskClock;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testing.LogRecords;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt whose time is up before its function has begun, or as it ends. */
@Timeout(60)
class LimitedRunTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final Task<Integer> task =
      Task.builder("limited", calls::incrementAndGet)
          .timeout(Duration.ofMinutes(1))
          .abandonAfter(Duration.ZERO)
          .build();

  /** Each test waits for what it has left behind: that may still write to the log. */
  private final LeftBehind leftBehind = new LeftBehind();

  @AfterEach
  void awaitLeftBehind() {
    leftBehind.awaitEnd();
  }

  /** The limit is over as soon as it is set; the grace time at once, or at the next look. */
  private final class Hasty implements TaskClock {
    private final boolean atOnce;
    private volatile Runnable abandon;
    private volatile boolean expired;

    Hasty(boolean atOnce) {
      this.atOnce = atOnce;
    }

    @Override
    public long nanoTime() {
      Runnable due = abandon;
      if (due != null) {
        abandon = null;
        abandon(due);
      }
      return 0;
    }

    @Override
    public Registration schedule(Duration delay, Runnable action) {
      if (!delay.isZero()) {
        action.run();
        Bounded.until(() -> expired); // a platform thread is interrupted by another one
      } else if (atOnce) {
        abandon(action);
        expired = true;
      } else {
        abandon = action;
        expired = true;
      }
      return () -> {};
    }

    private void abandon(Runnable action) {
      action.run();
      Bounded.until(task::isSettled);
    }
  }

  /**
   * It fails by its time, once, its function is not called, and no thread counts as left behind.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void perform_abandonedBeforeTheFunction_doesNotCallIt(boolean atOnce) {
    MakeOptions how = MakeOptions.DEFAULTS.clock(new Hasty(atOnce));
    AtomicInteger settled = new AtomicInteger();
    task.onEnter(TaskState.FAILED, made -> settled.incrementAndGet());
    long before = LimitedRun.stillRunning();
    EffectivePolicy effective =
        Objects.requireNonNull(how.effectivePolicy(TaskNode.of(task), new Ownership()));
    Runner runner = Runner.here();
    TaskNode.of(task).enterRun(TaskNode.of(task).status(), runner);

    TaskState state =
        LimitedRun.perform(
            TaskNode.of(task), effective, Objects.requireNonNull(effective.limits()), null, runner);

    Thread.interrupted(); // the limit's
    assertEquals(TaskState.FAILED, state);
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertInstanceOf(TaskTimeoutException.class, failed.cause());
    assertEquals(0, calls.get());
    Bounded.until(() -> settled.get() > 0); // called once the state is there
    assertEquals(1, settled.get());
    assertEquals(1, task.attempts().size());
    assertTrue(LimitedRun.stillRunning() <= before); // others may come back meanwhile
  }

  /** A function that comes back while it is being given up: the make waits until that is done. */
  @Test
  void now_functionComesBackWhileItIsAbandoned_handsBackASettledTask() throws Exception {
    Gate function = new Gate();
    Gate settling = new Gate();
    AtomicBoolean armed = new AtomicBoolean();
    VirtualClock clock = new VirtualClock();
    Thread[] own = new Thread[1];
    Task<String> deaf =
        Task.of(
            "deaf",
            () -> {
              own[0] = Thread.currentThread();
              function.passUninterrupted();
              return "too late";
            });
    TaskClock held =
        new TaskClock() {
          @Override
          public long nanoTime() {
            if (armed.get() && Thread.currentThread() != own[0]) {
              settling.passUninterrupted(); // the one that settles, before its CAS
            }
            return clock.nanoTime();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            return clock.schedule(delay, action);
          }
        };
    Duration second = Duration.ofSeconds(1);
    Make how = Make.defaults().timeout(second).abandonAfter(second).clock(held);
    AtomicReference<TaskState> returned = new AtomicReference<>();
    FutureTask<List<Task<?>>> make =
        Bounded.background(
            () -> {
              List<Task<?>> made = how.now(deaf);
              returned.set(deaf.state());
              return made;
            });
    function.awaitEntered();
    clock.advance(second);
    armed.set(true);
    clock.advance(second);
    settling.awaitEntered();

    function.open();
    Bounded.join(own[0]);

    assertNull(returned.get());
    settling.open();
    assertEquals(List.of(deaf), make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.FAILED, returned.get());
  }

  /** One that was asked to end before its time was up ends by that, however long it goes on. */
  @Test
  void now_cancelledAndThenAbandoned_isCancelled() throws Exception {
    Gate function = new Gate();
    VirtualClock clock = new VirtualClock();
    Duration second = Duration.ofSeconds(1);
    Task<String> deaf =
        Task.<String>builder(
                "deaf",
                () -> {
                  function.passUninterrupted();
                  return "too late";
                })
            .timeout(second)
            .abandonAfter(second)
            .build();
    FutureTask<List<Task<?>>> make =
        Bounded.background(() -> Make.defaults().clock(clock).now(deaf));
    function.awaitEntered();

    deaf.cancel("not wanted");
    clock.advance(second);
    assertEquals(TaskState.RUNNING, deaf.state());
    clock.advance(second);

    assertEquals(List.of(deaf), make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    Outcome.Cancelled<?> ended = assertInstanceOf(Outcome.Cancelled.class, deaf.outcome());
    assertTrue(String.valueOf(ended.why().getMessage()).contains("not wanted"));
    assertEquals(
        List.of(TaskState.CANCELLED), deaf.attempts().stream().map(Attempt::state).toList());
    function.open();
  }

  /** A clock that does not take its timer back changes nothing for the function, and is told. */
  @Test
  void now_clockDoesNotTakeTheTimerBack_isTold() {
    IllegalStateException broken = new IllegalStateException("on purpose");
    TaskClock keeping =
        new TaskClock() {
          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            return () -> {
              throw broken;
            };
          }
        };
    try (LogRecords log = new LogRecords(Task.class)) {
      Make.defaults().clock(keeping).now(task);

      assertEquals(TaskState.DONE, task.state());
      assertEquals(
          List.of("A clock did not take a timer back"),
          log.all().stream().map(LogRecord::getMessage).toList());
      assertSame(broken, log.all().getFirst().getThrown());
    }
  }
}
