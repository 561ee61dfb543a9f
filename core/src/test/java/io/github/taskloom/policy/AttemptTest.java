package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of attempts that have ended, and what a rule of the make leaves as it is. */
@Timeout(60)
class AttemptTest {
  private final VirtualClock clock = new VirtualClock();

  static List<Make> ways() {
    return TimeLimitTest.ways();
  }

  /** Each one's time is its own, whatever the clock has shown before. */
  @ParameterizedTest
  @MethodSource("ways")
  void duration_clockHasMovedBefore_isOfTheAttemptAlone(Make how) {
    clock.advance(Duration.ofHours(5));
    int[] calls = new int[1]; // one attempt at a time
    Task<String> flaky =
        Task.<String>builder(
                "flaky",
                () -> {
                  clock.advance(Duration.ofMinutes(++calls[0]));
                  if (calls[0] < 3) {
                    throw new IllegalStateException("call " + calls[0]);
                  }
                  return "third";
                })
            .retry(Retry.times(3))
            .build();

    how.clock(clock).now(flaky);

    assertEquals(
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)),
        flaky.attempts().stream().map(Attempt::duration).toList());
    assertEquals(
        List.of(TaskState.FAILED, TaskState.FAILED, TaskState.DONE),
        flaky.attempts().stream().map(Attempt::state).toList());
    assertEquals("call 2", flaky.attempts().get(1).cause().getMessage());
  }

  /** A value that is given by hand is the task's, also where a make comes first to settle it. */
  @ParameterizedTest
  @MethodSource("ways")
  void completeWith_makeWithARuleComesFirst_isTheValue(Make how) throws Exception {
    Task<String> task =
        Task.of(
            "task",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    task.dispatch();
    Registration making =
        task.onEnter(
            TaskState.PENDING,
            reopened -> {
              try {
                Bounded.elsewhere(() -> how.retry(Retry.times(2)).now(task));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    task.completeWith("given");

    making.close();
    assertEquals("given", task.get());
  }
}
