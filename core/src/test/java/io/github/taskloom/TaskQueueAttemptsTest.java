package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that holds a task, or what requires one, that a make has between two attempts. */
@Timeout(60)
class TaskQueueAttemptsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger calls = new AtomicInteger();
  private final Task<Integer> flaky =
      Task.of(
          "flaky",
          () -> {
            if (calls.incrementAndGet() == 1) {
              throw new IllegalStateException("on purpose");
            }
            return calls.get();
          });
  private final Task<Integer> dependent = flaky.then("dependent", value -> value + 1);
  private Thread maker;
  private FutureTask<List<Task<?>>> make;

  /** Begins a make, whose first attempt has failed when this returns. */
  private void makeUntilTheBackoff() throws Exception {
    Make how = Make.defaults().clock(clock).retry(Retry.times(3).backoff(HOUR));
    make = new FutureTask<>(() -> how.now(flaky));
    maker = Thread.ofPlatform().daemon().start(make);
    clock.awaitTimers(1, Bounded.LIMIT);
  }

  /** A run in a thread of its own, that is waiting when this returns. */
  private static FutureTask<List<Task<?>>> waitingRun(TaskQueue queue) {
    FutureTask<List<Task<?>>> run =
        new FutureTask<>(
            () -> {
              List<Task<?>> tasks = new ArrayList<>();
              queue.run().forEach(tasks::add);
              return tasks;
            });
    Thread thread = Thread.ofPlatform().daemon().start(run);
    Bounded.until(() -> thread.getState() == Thread.State.WAITING || run.isDone());
    return run;
  }

  private static <T> T result(FutureTask<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** It is not handed out: the make's next attempt comes first, and then what became of it. */
  @Test
  void run_makeIsBetweenAttempts_waitsForIt() throws Exception {
    makeUntilTheBackoff();
    TaskQueue queue = TaskQueue.of(flaky, dependent);
    assertEquals(Optional.empty(), queue.get());
    FutureTask<List<Task<?>>> run = waitingRun(queue);
    assertEquals(1, calls.get());

    clock.advance(HOUR);

    assertEquals(List.of(flaky, dependent), result(run));
    assertEquals(2, calls.get());
    assertEquals(new Outcome.Done<>(3), dependent.outcome());
    result(make);
  }

  /** When the make stops, the task is as any that is PENDING: the run dispatches it. */
  @Test
  void run_makeGivesItUp_dispatchesIt() throws Exception {
    makeUntilTheBackoff();
    TaskQueue queue = TaskQueue.of(flaky, dependent);
    FutureTask<List<Task<?>>> run = waitingRun(queue);

    maker.interrupt();

    assertEquals(List.of(flaky, dependent), result(run));
    assertEquals(2, calls.get());
    result(make);
  }

  /** A run that only waits for what requires it ends when the make gives it up, and says why. */
  @Test
  void run_makeGivesUpWhatIsRequired_endsAndSaysWhy() throws Exception {
    makeUntilTheBackoff();
    TaskQueue queue = TaskQueue.of(dependent);
    FutureTask<List<Task<?>>> run = waitingRun(queue);
    assertTrue(!run.isDone());

    maker.interrupt();

    assertEquals(List.of(), result(run));
    assertEquals(
        List.of("dependent is blocked by flaky, which is PENDING"),
        queue.left().stream().map(Leftover::reason).toList());
    result(make);
  }

  /** A make that starts nothing more and lets what runs go on to its next attempt: it is free. */
  @Test
  void run_makeHasHaltedBeforeTheAttemptFails_dispatchesIt() throws Exception {
    Gate gate = new Gate();
    Task<Integer> retried =
        Task.<Integer>builder(
                "retried",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    gate.pass();
                    throw new IllegalStateException("on purpose");
                  }
                  return calls.get();
                })
            .retry(Retry.times(3))
            .build();
    Task<Integer> failing =
        Task.of(
            "failing",
            () -> {
              gate.awaitEntered();
              throw new IllegalStateException("on purpose");
            });
    Make how = Make.defaults().failFast();
    make = Bounded.background(() -> how.now(retried, failing));
    Bounded.until(() -> failing.state() == TaskState.FAILED);
    FutureTask<List<Task<?>>> run = waitingRun(TaskQueue.of(retried));

    gate.open();

    assertEquals(List.of(retried), result(run));
    assertEquals(new Outcome.Done<>(2), retried.outcome());
    result(make);
  }
}
