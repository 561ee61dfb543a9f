package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that come and go while others ask. */
@Timeout(300)
class TaskRetryRaceTest {
  private static final int ATTEMPTS = Size.of(4_000, 20_000);

  /** Fewer attempts than that where other work on the machine has the cores. */
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

  /** A result that one thread got is completed, however many others ask at the same time. */
  @Tag("sized")
  @Test
  void result_manyAskWhileAttemptsComeAndGo_isAlwaysCompleted() throws Exception {
    Task<Integer> task = Task.of("t", () -> 1);
    AtomicBoolean over = new AtomicBoolean();
    Callable<Boolean> asking =
        () -> {
          while (!over.get()) {
            task.result();
          }
          return true;
        };
    Callable<Boolean> trying =
        () -> {
          try {
            long begin = System.nanoTime();
            int attempts = Size.of(10_000, 60_000);
            for (int attempt = 1;
                attempt <= attempts && System.nanoTime() - begin < LONGEST;
                attempt++) {
              Result<Integer> result = task.result();
              assertEquals(attempt, result.attempt());
              task.fail(new IllegalStateException("on purpose"));
              assertTrue(result.isSettled(), () -> "no thread completes " + result);
              task.retry();
            }
            return true;
          } finally {
            over.set(true);
          }
        };

    Bounded.together(List.of(trying, asking, asking));
  }

  /** A run state that one thread got hears of the cancel, however many others ask. */
  @Tag("sized")
  @Test
  void runState_manyAskWhileAttemptsComeAndGo_isTheOneThatIsCancelled() throws Exception {
    Task<Boolean> task =
        Task.of(
            "t",
            () -> {
              Task<?> self = Task.current().orElseThrow();
              RunState mine = self.runState();
              self.cancel();
              return mine.isCancelled();
            });
    AtomicBoolean over = new AtomicBoolean();
    int[] heard = new int[1];
    int[] dispatched = new int[1];
    task.onEnter(TaskState.CANCELLED, made -> heard[0]++);
    Callable<Boolean> asking =
        () -> {
          while (!over.get()) {
            task.runState();
          }
          return true;
        };
    Callable<Boolean> trying =
        () -> {
          try {
            long begin = System.nanoTime();
            for (int attempt = 1;
                attempt <= ATTEMPTS && System.nanoTime() - begin < LONGEST;
                attempt++) {
              RunState mine = task.runState();
              task.dispatch();
              dispatched[0]++;
              assertTrue(mine.isCancelled(), "attempt " + attempt + " did not hear of its cancel");
              task.retry();
            }
            return true;
          } finally {
            over.set(true);
          }
        };

    Bounded.together(List.of(trying, asking, asking));
    assertEquals(dispatched[0], heard[0]);
    assertTrue(heard[0] > 0);
  }
}
