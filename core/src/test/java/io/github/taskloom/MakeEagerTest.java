package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The eager order: no barrier between layers, and the same rules otherwise. */
@Timeout(60)
class MakeEagerTest {
  private static final int MILLION = Size.of(100_000, 1_000_000);

  private static final Make EAGER = Make.defaults().order(Order.EAGER);

  private final CountDownLatch release = new CountDownLatch(1);

  private Task<Object> waiting(String name) {
    return Task.of(
        name,
        () -> {
          assertTrue(release.await(20, SECONDS));
          return name;
        });
  }

  /** A task starts when its own prerequisites are done, though the layer before is not. */
  @Test
  void eager_withSlowSibling_doesNotWaitForIt() {
    Task<Object> slow = waiting("slow");
    Task<Object> quick = Task.of("quick", () -> "x");
    Task<Object> next = quick.thenRun("next", () -> release.countDown());

    EAGER.now(slow, next);

    assertEquals(TaskState.DONE, slow.state());
    assertEquals(TaskState.DONE, next.state());
  }

  /** Tasks that all wait for the last one all get to run. */
  @Test
  void eager_ofTasksThatWaitForTheLast_completes() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      tasks.add(waiting("t" + i));
    }
    Task<Object> before = Task.of("before", () -> "x");
    tasks.add(before.thenRun("last", () -> release.countDown()));

    EAGER.now(tasks);

    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** failFast starts nothing more, and the rest stays PENDING. */
  @Test
  void eager_failFast_leavesTheRest() {
    Task<Object> failing =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("broken");
            });
    Task<Object> other = Task.of("other", () -> "x");
    Task<Object> rest = other.thenCall("rest", () -> "y");

    assertEquals(List.of(failing), EAGER.parallelism(1).failFast().now(failing, rest));

    assertEquals(TaskState.PENDING, rest.state());
  }

  /** A task that runs elsewhere is waited for, and what requires it follows. */
  @Test
  void eager_withTaskRunningElsewhere_goesOnAfterIt() throws Exception {
    Task<Object> elsewhere = waiting("elsewhere");
    Task<Object> next = elsewhere.thenCall("next", () -> "y");
    elsewhere.bg();
    CompletableFuture<List<Task<?>>> made =
        CompletableFuture.supplyAsync(() -> EAGER.now(next), Thread::startVirtualThread);
    release.countDown();
    assertEquals(List.of(next), made.get(20, SECONDS));
    assertEquals(TaskState.DONE, next.state());
  }

  /** An executor runs each task as soon as it is ready. */
  @Test
  void eager_withExecutor_runsThere() {
    Task<Object> slow = waiting("slow");
    Task<Object> quick = Task.of("quick", () -> "x");
    Task<Object> next = quick.thenRun("next", () -> release.countDown());
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      EAGER.queue(pool).now(slow, next);
    }
    assertEquals(TaskState.DONE, slow.state());
    assertEquals(TaskState.DONE, next.state());
  }

  /** An interrupt cancels what runs and leaves the rest. */
  @Test
  void eager_whenInterrupted_cancelsWhatRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Task<Object> running =
        Task.of(
            "running",
            () -> {
              started.countDown();
              return release.await(20, SECONDS);
            });
    Task<Object> next = running.thenCall("next", () -> "y");
    Thread maker = Thread.ofPlatform().start(() -> EAGER.now(next));
    assertTrue(started.await(20, SECONDS));

    maker.interrupt();
    assertTrue(maker.join(Duration.ofSeconds(20)));

    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** With a thread per task no thread-local reaches another task, in either order. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void threadPerTask_inAnyOrder_sharesNoThread(Order order) {
    ThreadLocal<String> local = new ThreadLocal<>();
    AtomicInteger leaked = new AtomicInteger();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Task<Object> task =
          Task.run(
              "t" + i,
              () -> {
                if (local.get() != null) {
                  leaked.incrementAndGet();
                }
                local.set("mine");
              });
      if (i >= 10) {
        task.require(tasks.get(i - 10));
      }
      tasks.add(task);
    }
    Make.defaults().order(order).withThreadPerTask().now(tasks);
    assertEquals(0, leaked.get());
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** A chain of a million, and a fan-in of a million. */
  @Tag("sized")
  @Test
  void eager_ofAMillion_completes() {
    Task<Object> last = Task.of("first", () -> null);
    for (int i = 1; i < MILLION; i++) {
      last = last.then(Task.of(() -> null));
    }
    EAGER.now(last);
    assertEquals(TaskState.DONE, last.state());

    Task<Object> sink = Task.of("sink", () -> null);
    for (int i = 0; i < MILLION; i++) {
      sink.require(Task.of(() -> null));
    }
    EAGER.now(sink);
    assertEquals(TaskState.DONE, sink.state());
  }
}
