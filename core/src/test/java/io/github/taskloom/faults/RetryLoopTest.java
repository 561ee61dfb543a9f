package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One task that fails and is tried again, a hundred thousand transitions long. */
@Timeout(180)
class RetryLoopTest {
  /** Each attempt is three transitions: dispatch, error, retry. */
  private static final int ATTEMPTS = 34_000;

  private static final int HISTORY = 12;

  /** What was thrown, and the results and run states of old attempts, are let go. */
  @Test
  void retry_hundredThousandTransitions_keepsNothingOfOldAttempts() throws Exception {
    AtomicInteger told = new AtomicInteger();
    List<WeakReference<Object>> old = new ArrayList<>();
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .keepHistory(HISTORY)
            .build();
    task.onTransition(made -> told.incrementAndGet());

    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Result<String> result = task.result();
      Registration listening = task.onEnter(TaskState.DONE, made -> {});
      Registration waiting = result.notify(settled -> told.incrementAndGet());
      result.join(Duration.ZERO);
      old.add(new WeakReference<>(result));
      old.add(new WeakReference<>(task.runState()));
      assertEquals(TaskState.FAILED, task.dispatch());
      old.add(new WeakReference<>(((Failed<String>) task.outcome()).cause()));
      task.retry();
      listening.close();
      waiting.close();
    }

    assertEquals(4 * ATTEMPTS, told.get());
    assertEquals(ATTEMPTS + 1, task.attempt());
    Instant end = Instant.now().plus(Bounded.LIMIT);
    while (old.stream().filter(reference -> reference.get() != null).count() > HISTORY) {
      assertTrue(Instant.now().isBefore(end), "old attempts are still held");
      System.gc();
    }
    assertEquals(HISTORY, task.history().size());
  }

  /** The same loop by a callback, within one make: it ends when the task is DONE at last. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_callbackRetriesForAHundredThousandTransitions_ends(Order order) {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (runs.incrementAndGet() < ATTEMPTS) {
                throw new IllegalStateException("not yet");
              }
              return runs.get();
            });
    flaky.onEnter(TaskState.FAILED, made -> flaky.retry());
    Task<Integer> next = flaky.then("next", value -> value);

    Make.defaults().order(order).now(next);

    assertEquals(new Done<>(ATTEMPTS), next.outcome());
  }
}
