package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A make that stops while tasks of it are queued in an executor; how many are there at a time. */
@Timeout(60)
class MakeExecutorStopTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final VirtualClock clock = new VirtualClock();
  private final Gate gate = new Gate();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Task<?>> queued = new ArrayList<>();

  @AfterEach
  void endPool() {
    gate.open();
    pool.shutdownNow();
  }

  /** Forty tasks, of which the one that is first to run waits at the gate, and then does that. */
  private void fortyTasks(Runnable first) {
    for (int i = 0; i < 40; i++) {
      queued.add(
          Task.of(
              "task " + i,
              () -> {
                if (runs.incrementAndGet() == 1) {
                  gate.pass();
                  first.run();
                }
                return "ran";
              }));
    }
  }

  private long in(TaskState state) {
    return queued.stream().filter(task -> task.state() == state).count();
  }

  private void awaitQueued() throws InterruptedException {
    gate.awaitEntered();
    Bounded.until(() -> in(TaskState.QUEUED) == 39);
  }

  /** What was not begun is PENDING, and one more make does it all. */
  private void assertTheRestIsPending(TaskState first) {
    assertEquals(1, runs.get());
    assertEquals(1, in(first));
    assertEquals(39, in(TaskState.PENDING));
    Make.defaults().now(queued);
    assertEquals(40, runs.get());
  }

  private static <T> T result(java.util.concurrent.Future<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void failFast_othersAreQueued_noneOfThemBegins(Order order) throws Exception {
    fortyTasks(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    Make how = Make.defaults().order(order).failFast().queue(pool);
    FutureTask<List<Task<?>>> make = Bounded.background(() -> how.now(queued));
    awaitQueued();

    gate.open();

    assertEquals(1, result(make).size());
    assertTheRestIsPending(TaskState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void timeout_othersAreQueued_theyStayPending(Order order) throws Exception {
    fortyTasks(() -> {});
    Make how = Make.defaults().order(order).timeout(HOUR).clock(clock).queue(pool);
    FutureTask<List<Task<?>>> make = Bounded.background(() -> how.now(queued));
    awaitQueued();

    clock.advance(HOUR);

    assertEquals(1, result(make).size());
    assertTheRestIsPending(TaskState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void interrupt_othersAreQueued_theyStayPending(Order order) throws Exception {
    fortyTasks(() -> {});
    Make how = Make.defaults().order(order).queue(pool);
    FutureTask<List<Task<?>>> make = new FutureTask<>(() -> how.now(queued));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    awaitQueued();

    maker.interrupt();

    assertEquals(1, result(make).size());
    assertTheRestIsPending(TaskState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void close_othersAreQueued_theyStayPending(Order order) throws Exception {
    Task<String> done = Task.of("done", () -> "x");
    fortyTasks(() -> {});
    List<Task<?>> all = new ArrayList<>(queued);
    done.dispatch();
    all.addFirst(done);
    try (Stream<Task<?>> stream = Make.defaults().order(order).queue(pool).stream(all)) {
      assertSame(done, stream.iterator().next());
      awaitQueued();
    }

    assertTheRestIsPending(TaskState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void later_futureIsCancelledWhileOthersAreQueued_theyStayPending(Order order) throws Exception {
    fortyTasks(() -> {});
    CompletableFuture<List<Task<?>>> make = Make.defaults().order(order).queue(pool).later(queued);
    awaitQueued();

    make.cancel(false);

    Bounded.until(() -> in(TaskState.CANCELLED) == 1 && in(TaskState.PENDING) == 39);
    assertTheRestIsPending(TaskState.CANCELLED);
  }

  /** Another make that waits for one that is taken back looks again, and runs it itself. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void interrupt_anotherMakeWaits_runsItItself(Order order) throws Exception {
    Task<String> task = Task.of("task", () -> "ran " + runs.incrementAndGet());
    Task<String> next = task.then("next", text -> text + ", then next");
    FutureTask<List<Task<?>>> owner =
        new FutureTask<>(() -> Make.defaults().queue(command -> {}).now(task));
    Thread maker = Thread.ofPlatform().daemon().start(owner);
    Bounded.until(() -> task.state() == TaskState.QUEUED);
    Task<String> beside = Task.of("beside", () -> "x");
    FutureTask<List<Task<?>>> other =
        Bounded.background(() -> Make.defaults().order(order).now(beside, next));
    assertEquals(new Outcome.Done<>("x"), beside.join(Bounded.LIMIT));

    maker.interrupt();

    result(owner);
    result(other);
    assertEquals("ran 1, then next", next.get());
  }

  /** So many tasks at most are at the executor at a time, queued or running; all get their turn. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void parallelism_withAnExecutor_limitsWhatIsThere(int most) {
    for (Order order : Order.values()) {
      AtomicInteger there = new AtomicInteger();
      AtomicInteger highest = new AtomicInteger();
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        Task<Object> task = Task.of("task " + i, () -> runs.incrementAndGet());
        if (i >= 100) {
          task.require(tasks.get(i - 100));
        }
        tasks.add(task);
      }
      Make how =
          Make.defaults()
              .order(order)
              .parallelism(most)
              .queue(
                  command -> {
                    highest.accumulateAndGet(there.incrementAndGet(), Math::max);
                    Thread unused =
                        Thread.startVirtualThread(
                            () -> {
                              there.decrementAndGet(); // before it ends: the next may come at once
                              command.run();
                            });
                  });
      runs.set(0);

      how.now(tasks);

      assertEquals(300, runs.get());
      assertTrue(highest.get() <= most, () -> highest + " at a time, at most " + most);
    }
  }

  /** A rejection is a failed attempt: it is tried again as any. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRejects_isTriedAgainByItsRule(Order order) throws Exception {
    AtomicInteger rejections = new AtomicInteger();
    Task<Object> task =
        Task.<Object>builder("task", runs::incrementAndGet).retry(Retry.times(3)).build();

    Make.defaults()
        .order(order)
        .queue(
            command -> {
              if (rejections.incrementAndGet() <= 2) {
                throw new RejectedExecutionException("full " + rejections);
              }
              command.run();
            })
        .now(task);

    assertEquals(1, task.get());
    assertEquals(
        List.of("full 1", "full 2"),
        task.attempts().stream()
            .filter(made -> made.cause() != null)
            .map(made -> made.cause().getMessage())
            .toList());
    assertEquals(3, task.attempt());
  }

  /** When none is left the task fails with the last rejection. */
  @Test
  void queue_executorRejectsAlways_failsWithTheRejection() {
    Task<Object> task =
        Task.<Object>builder("task", runs::incrementAndGet).retry(Retry.times(2)).build();

    Make.defaults()
        .queue(
            command -> {
              throw new RejectedExecutionException("full");
            })
        .now(task);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertEquals("full", failed.cause().getMessage());
    assertEquals(2, task.attempts().size());
    assertEquals(0, runs.get());
  }
}
