package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock of the user's that throws: what it disturbs ends, and leaves nothing RUNNING. */
@Timeout(60)
class ClockFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();

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
