package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks that fire, register, make and wait, in the middle of a make. */
@Timeout(60)
class CallbackActsTest {
  private final Gate gate = new Gate();

  private static void joined(Task<?> other) {
    try {
      assertInstanceOf(Cancelled.class, other.join(Bounded.LIMIT));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One that retries its failing task makes of the make a retry loop, in every mode. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRetriesItsTask_goesOnUntilItIsDone(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (runs.incrementAndGet() < 100) {
                throw new IllegalStateException("not yet");
              }
              return runs.get();
            });
    flaky.onEnter(TaskState.FAILED, made -> flaky.retry());
    Task<Integer> next = flaky.then("next", value -> value + 1);

    assertEquals(List.of(next), way.make().now(next));

    assertEquals(new Done<>(101), next.outcome());
    assertEquals(100, flaky.attempt());
  }

  /** So it does where the task is the goal itself: that is handed back once, and DONE. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRetriesTheGoal_goesOnUntilItIsDone(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (runs.incrementAndGet() < 20) {
                throw new IllegalStateException("not yet");
              }
              return runs.get();
            });
    flaky.onEnter(TaskState.FAILED, made -> flaky.retry());

    assertEquals(List.of(flaky), way.make().now(flaky));

    assertEquals(new Done<>(20), flaky.outcome());
  }

  /** A make that fails fast does not: the task has failed, whatever its callback did then. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRetriesTheGoalOfOneThatFailsFast_stops(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              runs.incrementAndGet();
              throw new IllegalStateException("not yet");
            });
    flaky.onEnter(TaskState.FAILED, made -> flaky.retry());

    MakeStoppedException stopped =
        assertThrows(MakeStoppedException.class, () -> way.make().failFast().get(flaky));

    assertEquals(MakeStoppedException.Reason.FAILED_FAST, stopped.reason());
    assertEquals(1, runs.get());
    assertEquals(TaskState.PENDING, flaky.state());
  }

  /** A flaky task that another thread runs, and whose callback opens another attempt. */
  private Task<Integer> retriedElsewhere() {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (runs.incrementAndGet() == 1) {
                gate.pass();
                throw new IllegalStateException("not yet");
              }
              return runs.get();
            });
    flaky.onEnter(TaskState.FAILED, made -> flaky.retry());
    return flaky;
  }

  /** A make that waits for a task that runs elsewhere runs the attempt that a callback opens. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRetriesWhatRunsElsewhere_runsTheNextAttempt(Way way) throws Exception {
    Task<Integer> flaky = retriedElsewhere();
    flaky.bg();
    gate.awaitEnteredUnchecked();
    Task<?> beside = Task.of("beside", () -> "x");
    Task<Integer> next = flaky.then("next", value -> value + 1);
    MakerThread maker = MakerThread.start(way.make().parallelism(1), next, beside);
    beside.join(Bounded.LIMIT); // so it has come to the other one

    gate.open();

    maker.awaitEnd();
    assertEquals(new Done<>(3), next.outcome());
    assertEquals(2, flaky.attempt());
  }

  /** One that fails fast does not: what it waited for has failed. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRetriesWhatRunsElsewhereOfOneThatFailsFast_stops(Way way) throws Exception {
    Task<Integer> flaky = retriedElsewhere();
    flaky.bg();
    gate.awaitEnteredUnchecked();
    Task<?> beside = Task.of("beside", () -> "x");
    MakerThread maker = MakerThread.start(way.make().parallelism(1).failFast(), flaky, beside);
    beside.join(Bounded.LIMIT);

    gate.open();

    maker.awaitEnd();
    assertEquals(TaskState.PENDING, flaky.state());
    assertEquals(2, flaky.attempt());
    assertEquals(List.of(beside), maker.settled());
  }

  /** One that fires, hundreds deep, is told of each once. */
  @Test
  void fire_callbacksFireHundredsDeep_eachIsToldOnce() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Task<String> task = Task.of("task", () -> "x");
    task.onEnter(TaskState.CANCELLED, made -> task.retry());
    task.onEnter(
        TaskState.PENDING,
        made -> {
          if (told.incrementAndGet() < 300) {
            task.cancel();
          }
        });

    // On a stack of its own: how deep the usual one is, and how much an interpreted frame takes of
    // it, is no promise of ours.
    Thread deep = Thread.ofPlatform().stackSize(16L << 20).start(task::cancel);
    Bounded.join(deep);

    assertEquals(300, told.get());
    assertEquals(TaskState.PENDING, task.state());
    assertEquals(301, task.attempt());
    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** One that makes what is behind its task, once that is DONE: each task runs once. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackMakesWhatIsBehind_eachRunsOnce(Way way) {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<Task<?>> leaf = new AtomicReference<>();
    Task<?> root = Task.of("root", runs::incrementAndGet);
    Task<?> beside = Task.of("beside", runs::incrementAndGet);
    leaf.set(root.thenCall("leaf", runs::incrementAndGet));
    leaf.get().require(beside);
    root.onEnter(TaskState.DONE, made -> way.make().now(leaf.get()));

    assertEquals(3, way.make().now(root, beside, leaf.get()).size());

    assertEquals(3, runs.get());
    assertEquals(TaskState.DONE, leaf.get().state());
  }

  /** One on QUEUED that makes its own task, in the thread that is about to hand it over, has it. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_callbackOnQueuedMakesItsTask_itRunsOnce(Order order) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Task<?> task = Task.of("task", runs::incrementAndGet);
    Task<?> behind = task.thenCall("behind", () -> "x");
    task.onEnter(TaskState.QUEUED, made -> task.make());
    try (ExecutorService pool =
        Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory())) {
      MakerThread maker =
          MakerThread.start(() -> Make.defaults().order(order).queue(pool).now(behind));

      assertTrue(maker.endsWithin(Bounded.LIMIT), "its make waits for what it holds up");
    }
    assertEquals(TaskState.DONE, behind.state());
    assertEquals(1, runs.get());
  }

  /** So has one between two attempts, in the thread that is about to await the next one. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackBetweenAttemptsMakesItsTask_theNextRunsOnce(Way way) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Task<?> task =
        Task.builder(
                "task",
                () -> {
                  if (runs.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                  return "x";
                })
            .retry(Retry.times(3))
            .build();
    task.onEnter(TaskState.PENDING, made -> task.make());
    MakerThread maker = MakerThread.start(() -> way.make().now(task));

    assertTrue(maker.endsWithin(Bounded.LIMIT), "its make waits for what it holds up");

    assertEquals(TaskState.DONE, task.state());
    assertEquals(3, runs.get());
  }

  /** One on RUNNING that would wait for its own task is told so, and the task runs. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackOnRunningMakesItsTask_isRefusedAndTheTaskRuns(Way way) throws Exception {
    Task<String> task = Task.of("task", () -> "x");
    task.onEnter(TaskState.RUNNING, made -> task.make());

    try (LogRecords log = new LogRecords(Task.class)) {
      MakerThread.start(way.make(), task).awaitEnd();

      assertTrue(log.all().getFirst().getThrown().getMessage().contains("wait for itself"));
    }
    assertEquals(new Done<>("x"), task.outcome());
  }

  /** So it is where no make is: in a plain dispatch. */
  @Test
  void dispatch_callbackOnRunningWaitsForItsTask_isRefusedAndTheTaskRuns() throws Exception {
    Task<String> task = Task.of("task", () -> "x");
    List<Throwable> thrown = new ArrayList<>();
    task.onEnter(
        TaskState.RUNNING,
        made -> {
          try {
            task.join(Bounded.LIMIT);
          } catch (RuntimeException | InterruptedException e) {
            thrown.add(e);
          }
        });

    assertEquals(TaskState.DONE, Bounded.elsewhere(task::dispatch));

    assertEquals("task waits for itself: its function may not", thrown.getFirst().getMessage());
  }

  /** One on QUEUED that waits for its own task holds the make until that is cancelled. */
  @Test
  void queue_callbackOnQueuedWaitsForItsTask_endsWhenThatIsCancelled() throws Exception {
    Task<String> task = Task.of("task", () -> "x");
    task.onEnter(
        TaskState.QUEUED,
        made -> {
          gate.open();
          joined(task);
        });
    MakerThread maker = MakerThread.start(Make.defaults().queue(Runnable::run), task);
    gate.pass();

    task.cancel();

    maker.awaitEnd();
    assertEquals(TaskState.CANCELLED, task.state());
  }
}
