package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskDeclaration;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, attempts and stops of makes, of tasks that wait for a stage. */
@Timeout(60)
class AsyncLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualClock clock = new VirtualClock();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<String> stage = new CompletableFuture<>();

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

  private Task<String> waiting(TaskDeclaration declared) {
    return declared.runAsync(
        () -> {
          begun.countDown();
          return stage;
        });
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

  /** A stage that fails is a failed attempt; the next one begins another. */
  @ParameterizedTest
  @MethodSource("ways")
  void retry_stageFailsTwice_beginsAnother(Make how) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    List<Object> before = Collections.synchronizedList(new ArrayList<>());
    Task<Integer> task =
        Task.builder("task")
            .retry(Retry.times(3).onException(thrown -> thrown instanceof IOException))
            .beforeDone(before::add)
            .runAsync(
                () ->
                    calls.incrementAndGet() < 3
                        ? CompletableFuture.<Integer>supplyAsync(() -> 0)
                            .thenCompose(
                                none -> CompletableFuture.failedFuture(new IOException("refused")))
                        : CompletableFuture.supplyAsync(calls::get));

    end(make(how, task));

    assertEquals(3, task.get());
    assertEquals(3, task.attempts().size());
    assertEquals("refused", task.attempts().getFirst().cause().getMessage());
    assertEquals(List.of(3), before);
  }

  /** A limit that is up ends the wait and cancels the stage. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_whileItWaits_cancelsTheStage(Make how) throws Exception {
    Task<String> task = waiting(Task.builder("task").timeout(MINUTE));
    FutureTask<?> make = make(how, task);
    Bounded.await(begun);
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertEquals("task took longer than its limit of PT1M", timeout(task).getMessage());
    assertTrue(stage.isCancelled());
    Bounded.until(() -> clock.timers() == 0);
  }

  /** One that ignores its cancel is not what is waited for: no thread is left behind. */
  @ParameterizedTest
  @MethodSource("ways")
  void timeout_ignoredByTheStage_settlesAtOnce(Make how) throws Exception {
    long before = Tasks.abandoned();
    CompletableFuture<String> source = new CompletableFuture<>();
    Task<String> task =
        Task.builder("task")
            .timeout(MINUTE)
            .runAsync(
                () -> {
                  begun.countDown();
                  return source.minimalCompletionStage();
                });
    FutureTask<?> make = make(how, task);
    Bounded.await(begun);
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertFalse(timeout(task).isAbandoned());
    assertFalse(source.isDone());
    assertTrue(Tasks.abandoned() <= before); // those of before may come back meanwhile
  }

  /** So does the limit of a make. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_timeIsUp_cancelsTheStage(Make how) throws Exception {
    Task<String> task = waiting(Task.builder("task"));
    FutureTask<?> make = make(how.timeout(MINUTE), task);
    Bounded.await(begun);
    clock.awaitTimers(1, Bounded.LIMIT);

    clock.advance(MINUTE);

    end(make);
    assertTrue(timeout(task).isOfMake());
    assertTrue(stage.isCancelled());
  }

  /** A maker that is interrupted cancels what waits, and leaves the rest. */
  @ParameterizedTest
  @MethodSource("ways")
  void maker_interrupted_cancelsTheStage(Make how) throws Exception {
    Task<String> task = waiting(Task.builder("task"));
    Task<String> next = task.then("next", text -> text);
    FutureTask<List<Task<?>>> make = new FutureTask<>(() -> how.now(next));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    Bounded.await(begun);

    maker.interrupt();

    end(make);
    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals(TaskState.PENDING, next.state());
    assertTrue(stage.isCancelled());
  }

  /** Many stages are waited for at once, also where each is completed by another task. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_stagesOfEachOther_allComplete(Make how) throws Exception {
    if (how.toString().contains("parallelism=1,")) {
      return; // one at a time, they would wait for each other for ever
    }
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(Task.async("waits", () -> stage));
    }
    tasks.add(Task.of("completes", () -> stage.complete("x")));

    end(Bounded.background(() -> how.now(tasks)));

    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }
}
