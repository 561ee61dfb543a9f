package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that make tasks through the executor whose threads they run on. */
@Timeout(60)
class ExecutorNestedTest {
  private static final int THREADS = 2;
  private static final String STUCK = "makes within each other wait for ever";

  private final Gate gate = new Gate();
  private final List<MakerThread> holders = new ArrayList<>();
  private final ExecutorService single =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  @AfterEach
  void endPool() {
    gate.open();
    single.shutdownNow();
  }

  private static void assertEndsByItself(ExecutorService pool) throws InterruptedException {
    Make how = Make.defaults().queue(pool);
    CountDownLatch all = new CountDownLatch(THREADS);
    List<Task<?>> outer = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Task<String> inner = Task.of("inner " + i, () -> "x");
      outer.add(
          Task.of(
              "outer " + i,
              () -> {
                all.countDown();
                all.await(); // each has a thread of the pool, and no other is left
                how.now(inner);
                return inner.get();
              }));
    }
    MakerThread maker = MakerThread.start(() -> how.now(outer));
    try {
      assertTrue(maker.endsWithin(Bounded.LIMIT), STUCK);
    } finally {
      maker.interrupt();
      pool.shutdownNow();
    }
    maker.awaitEnd();
    outer.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  @Test
  void queue_makesWithinEachOtherInABoundedPool_end() throws InterruptedException {
    assertEndsByItself(
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory()));
  }

  /** A pool that can make up for threads that wait does. */
  @Test
  void queue_makesWithinEachOtherInAForkJoinPool_end() throws InterruptedException {
    assertEndsByItself(new ForkJoinPool(THREADS));
  }

  /** A function that holds the one thread of a pool, and then does that. */
  private Task<?> holder(Runnable then) {
    return Task.run(
        "holder",
        () -> {
          gate.pass();
          then.run();
        });
  }

  /** Has a make of its own queue a task in the pool, behind what holds its thread. */
  private MakerThread queueBehind(Task<?> holder, Task<?> task) throws InterruptedException {
    holders.add(MakerThread.start(Make.defaults().queue(single), holder));
    gate.awaitEntered();
    MakerThread maker = MakerThread.start(Make.defaults().queue(single), task);
    Bounded.until(() -> task.state() == TaskState.QUEUED);
    return maker;
  }

  /** What another make has queued behind the thread that a function holds runs in that. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_ofWhatIsQueuedBehindItsThread_runsItThere(Order order) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> task = Task.of("task", runs::incrementAndGet);
    Task<?> deeper = Task.run("deeper", () -> Make.defaults().order(order).now(task));
    Task<?> holder = holder(() -> Make.defaults().order(order).now(deeper));
    MakerThread maker = queueBehind(holder, task);

    gate.open();

    maker.awaitEnd();
    holders.getFirst().awaitEnd();
    assertEquals(TaskState.DONE, holder.state());
    assertEquals(1, task.get());
    assertEquals(1, runs.get());
  }

  /** A function that holds no thread of the pool leaves it there. */
  @Test
  void make_ofWhatIsQueuedInAnotherPool_leavesItToThat() throws Exception {
    Task<Boolean> task = Task.of("task", () -> Thread.currentThread().isVirtual());
    MakerThread maker = queueBehind(holder(() -> {}), task);
    Task<?> beside = Task.of("beside", () -> "x");
    Task<?> outer = Task.run("outer", () -> Make.defaults().parallelism(1).now(task, beside));
    MakerThread other = MakerThread.start(Make.defaults().queue(Thread::startVirtualThread), outer);
    beside.join(Bounded.LIMIT); // so it has come to the task

    gate.open();

    maker.awaitEnd();
    other.awaitEnd();
    assertEquals(false, task.get());
  }

  /** A make whose task another one runs in its place has no part in that when it stops. */
  @Test
  void interrupt_taskRunsInAMakeThatHeldItsThread_returns() throws Exception {
    Gate runs = new Gate();
    Task<?> task = Task.run("task", runs::pass);
    Task<?> holder = holder(() -> Make.defaults().now(task));
    MakerThread maker = queueBehind(holder, task);
    gate.open();
    runs.awaitEntered();

    maker.interrupt();

    maker.awaitEnd();
    assertEquals(TaskState.RUNNING, task.state());
    runs.open();
    holders.getFirst().awaitEnd();
    assertEquals(TaskState.DONE, task.state());
  }

  /** Nor does it count among those that the make may have at its executor. */
  @Test
  void parallelism_taskRunsInAMakeThatHeldItsThread_nextIsQueued() throws Exception {
    Gate runs = new Gate();
    Task<?> task = Task.run("task", runs::pass);
    Task<?> next = Task.of("next", () -> "x");
    holders.add(
        MakerThread.start(Make.defaults().queue(single), holder(() -> Make.defaults().now(task))));
    gate.awaitEntered();
    MakerThread maker = MakerThread.start(Make.defaults().queue(single).parallelism(1), task, next);
    Bounded.until(() -> task.state() == TaskState.QUEUED);
    assertEquals(TaskState.PENDING, next.state());

    gate.open();

    runs.awaitEntered();
    Bounded.until(() -> next.state() == TaskState.QUEUED);
    runs.open();
    maker.awaitEnd();
    assertEquals(TaskState.DONE, next.state());
  }
}
