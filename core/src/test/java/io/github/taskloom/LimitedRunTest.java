package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt whose time is up before its function has begun. */
@Timeout(30)
class LimitedRunTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final Task<Integer> task =
      Task.builder("limited", calls::incrementAndGet)
          .timeout(Duration.ofMinutes(1))
          .grace(Duration.ZERO)
          .build();

  /** The limit is over as soon as it is set; the grace time at once, or at the next look. */
  private final class Hasty implements TaskClock {
    private final boolean atOnce;
    private Runnable abandon;

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
      } else if (atOnce) {
        abandon(action);
      } else {
        abandon = action;
      }
      return () -> {};
    }

    private void abandon(Runnable action) {
      action.run();
      Bounded.until(task::isSettled);
    }
  }

  /** It fails by its time, once, its function is not called, and nobody counts as left behind. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void perform_abandonedBeforeTheFunction_doesNotCallIt(boolean atOnce) {
    Make how = Make.defaults().clock(new Hasty(atOnce));
    AtomicInteger settled = new AtomicInteger();
    task.onEnter(TaskState.FAILED, made -> settled.incrementAndGet());
    long before = LimitedRun.stillRunning();
    Terms terms = Objects.requireNonNull(Terms.of(task, how, new Ownership()));
    Runner runner = Runner.here();
    task.enterRun(task.status(), runner);

    TaskState state =
        LimitedRun.perform(task, terms, Objects.requireNonNull(terms.limits()), null, runner);

    Thread.interrupted(); // the limit's
    assertEquals(TaskState.FAILED, state);
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertInstanceOf(TaskTimeoutException.class, failed.cause());
    assertEquals(0, calls.get());
    assertEquals(1, settled.get());
    assertEquals(1, task.attempts().size());
    assertEquals(before, LimitedRun.stillRunning());
  }
}
