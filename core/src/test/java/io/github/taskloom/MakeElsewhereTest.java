package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 2, 7 and 8 of make: what runs elsewhere, executors, several makes at once. */
@Timeout(120)
class MakeElsewhereTest {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private Task<String> blocking(String name) {
    return Task.of(
        name,
        () -> {
          started.countDown();
          assertTrue(release.await(20, SECONDS));
          return name;
        });
  }

  /** A task that runs elsewhere is waited for, then the make goes on. */
  @Test
  void make_withTaskRunningElsewhere_waitsForIt() throws InterruptedException {
    Task<String> running = blocking("running");
    Task<Integer> next = running.then("next", text -> text.length());
    running.bg();
    assertTrue(started.await(20, SECONDS));
    CompletableFuture<List<Task<?>>> made =
        CompletableFuture.supplyAsync(
            () -> Tasks.makeNow(running, next), Thread::startVirtualThread);

    release.countDown();

    assertEquals(List.of(running, next), made.join());
    assertEquals(7, next.get());
  }

  /** One that is QUEUED elsewhere is waited for, too. */
  @Test
  void make_withTaskQueuedElsewhere_waitsForIt() throws Exception {
    Task<String> queued = Task.of("queued", () -> "x");
    Task<String> next = queued.then("next", text -> text + "y");
    queued.queue();
    CompletableFuture<List<Task<?>>> made =
        CompletableFuture.supplyAsync(() -> Tasks.makeNow(next), Thread::startVirtualThread);

    queued.dispatch();

    assertEquals(List.of(next), made.get(20, SECONDS));
    assertEquals("xy", next.get());
  }

  /** Stopping a make leaves alone what runs on another account. */
  @Test
  void make_stoppedWhileWaitingForAnother_returnsAndLeavesTheOther() throws InterruptedException {
    Task<String> foreign = blocking("foreign");
    foreign.bg();
    assertTrue(started.await(20, SECONDS));
    CountDownLatch sibling = new CountDownLatch(1);
    Task<Object> own = Task.run("own", () -> sibling.countDown());
    AtomicReference<List<Task<?>>> settled = new AtomicReference<>();
    Thread maker = Thread.ofPlatform().start(() -> settled.set(Tasks.makeNow(foreign, own)));
    assertTrue(sibling.await(20, SECONDS));
    own.join();

    maker.interrupt();
    assertTrue(maker.join(Duration.ofSeconds(20)));

    assertEquals(TaskState.RUNNING, foreign.state());
    assertEquals(List.of(own), settled.get());
    release.countDown();
    assertEquals("foreign", foreign.get());
  }

  /** So does one in a virtual thread, which waits itself once its own tasks have ended. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_virtualMakerInterruptedWhileWaiting_returns(Order order) throws Exception {
    Task<String> foreign = blocking("foreign");
    foreign.bg();
    assertTrue(started.await(20, SECONDS));
    Task<Thread> own = Task.of("own", Thread::currentThread);
    FutureTask<List<Task<?>>> make =
        new FutureTask<>(() -> Make.defaults().order(order).withThreadPerTask().now(foreign, own));
    Thread maker = Thread.ofVirtual().start(make);
    own.join(Duration.ofSeconds(20));
    Bounded.join(own.get()); // the thread was for this task alone
    Bounded.until(() -> maker.getState() == Thread.State.WAITING);

    maker.interrupt();

    assertEquals(List.of(own), make.get(20, SECONDS));
    assertEquals(TaskState.RUNNING, foreign.state());
    release.countDown();
    assertEquals("foreign", foreign.get());
  }

  /** A ready task goes to QUEUED, and the executor dispatches it. */
  @Test
  void queue_withExecutor_runsThereAfterQueued() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Thread> thread = new AtomicReference<>();
    Task<Object> task =
        Task.builder("task", () -> (Object) "x")
            .track(transition -> lines.add(transition.toString()))
            .build();
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Make.defaults()
          .queue(
              command ->
                  pool.execute(
                      () -> {
                        thread.set(Thread.currentThread());
                        command.run();
                      }))
          .now(task, task.thenCall("next", () -> "y"));
    }
    assertEquals(
        List.of(
            "task PENDING->queue->QUEUED",
            "task QUEUED->dispatch->RUNNING",
            "task RUNNING->done->DONE"),
        lines);
    assertTrue(!thread.get().isVirtual());
    assertEquals(TaskState.DONE, task.dependents().getFirst().state());
  }

  /** One that the executor rejects fails with the rejection; the make returns. */
  @Test
  void queue_withRejectingExecutor_failsTheTask() {
    Executor rejecting =
        command -> {
          throw new RejectedExecutionException("full");
        };
    Task<String> task = Task.of("task", () -> "x");

    Make.defaults().queue(rejecting).now(task);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertEquals("full", failed.cause().getMessage());
  }

  /** An executor that calls twice, or in the calling thread, runs each task once. */
  @Test
  void queue_withExecutorThatCallsTwice_runsOnce() {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> task = Task.of("task", runs::incrementAndGet);

    Make.defaults()
        .queue(
            command -> {
              command.run();
              command.run();
            })
        .now(task);

    assertEquals(1, runs.get());
    assertEquals(TaskState.DONE, task.state());
  }

  /** An executor that drops a task holds the make only until it is interrupted. */
  @Test
  void queue_withDroppingExecutor_endsOnInterrupt() throws InterruptedException {
    Task<String> task = Task.of("task", () -> "x");
    CountDownLatch dropped = new CountDownLatch(1);
    Thread maker =
        Thread.ofPlatform()
            .start(() -> Make.defaults().queue(command -> dropped.countDown()).now(task));
    assertTrue(dropped.await(20, SECONDS));

    maker.interrupt();
    assertTrue(maker.join(Duration.ofSeconds(20)));

    assertEquals(TaskState.PENDING, task.state());
  }

  /** makeLater runs through the executor and completes its future with the settled tasks. */
  @Test
  void later_withExecutor_completesTheFuture() throws Exception {
    Task<String> first = Task.of("first", () -> "x");
    Task<String> second = first.then("second", text -> text + "y");
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      assertEquals(List.of(second), Tasks.makeLater(pool, second).get(20, SECONDS));
    }
    assertEquals("xy", second.get());
  }

  /** makeLater tells through its future what the make itself threw. */
  @Test
  void later_withCycle_completesTheFutureExceptionally() {
    Task<String> task = Task.of("task", () -> "x");
    Task<String> other = task.thenCall("other", () -> "y");
    task.require(other);

    CompletableFuture<List<Task<?>>> future = Tasks.makeLater(Runnable::run, task);

    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> future.get(20, SECONDS));
    assertInstanceOf(CycleException.class, thrown.getCause());
  }

  /** Cancelling the future stops the make. */
  @Test
  void later_whoseFutureIsCancelled_stopsTheMake() throws InterruptedException {
    Task<String> running = blocking("running");
    Task<String> next = running.thenCall("next", () -> "y");
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      CompletableFuture<List<Task<?>>> future = Tasks.makeLater(pool, next);
      assertTrue(started.await(20, SECONDS));

      future.cancel(true);

      assertInstanceOf(Outcome.Cancelled.class, running.join(Duration.ofSeconds(20)));
    }
    assertEquals(TaskState.PENDING, next.state());
  }

  /** Several makes over one graph: every task runs once, everybody sees it settle. */
  @RepeatedTest(20)
  void make_ofOverlappingGraphsFromManyThreads_runsEachTaskOnce() throws Exception {
    int layers = 5;
    int width = 8;
    AtomicInteger runs = new AtomicInteger();
    List<List<Task<Integer>>> graph = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        Task<Integer> task = Task.of("t" + layer + "-" + i, runs::incrementAndGet);
        if (layer > 0) {
          task.require(graph.get(layer - 1).get(i));
          task.require(graph.get(layer - 1).get((i + 1) % width));
        }
        tasks.add(task);
      }
      graph.add(tasks);
    }
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<List<Task<?>>>> makes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Task<?> one = graph.getLast().get(i);
      Task<?> two = graph.getLast().get((i + 3) % width);
      makes.add(
          CompletableFuture.supplyAsync(
              () -> {
                awaitUnchecked(go);
                return Tasks.makeNow(one, two);
              },
              Thread::startVirtualThread));
    }
    go.countDown();
    for (CompletableFuture<List<Task<?>>> make : makes) {
      Set<Task<?>> settled = Collections.newSetFromMap(new IdentityHashMap<>());
      settled.addAll(make.get(20, SECONDS));
      assertEquals(2, settled.size());
      settled.forEach(task -> assertEquals(TaskState.DONE, task.state()));
    }
    assertEquals(layers * width, runs.get());
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A make inside a running task is fine. */
  @Test
  void make_insideTask_isFine() throws InterruptedException {
    Task<String> inner = Task.of("inner", () -> "x");
    Task<List<Task<?>>> outer = Task.of("outer", () -> Tasks.makeNow(inner));

    outer.make();

    assertEquals(List.of(inner), outer.get());
  }

  /** One that would wait for the task that calls it throws instead of hanging. */
  @Test
  void make_ofItselfInsideTask_throws() {
    AtomicReference<Task<?>> self = new AtomicReference<>();
    Task<Object> task = Task.of("self", () -> Tasks.makeNow(self.get()));
    self.set(task);

    task.make();

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    TaskStateException thrown = assertInstanceOf(TaskStateException.class, failed.cause());
    assertSame(task, thrown.task());
    assertTrue(thrown.getMessage().contains("self would wait for itself"), thrown.getMessage());
  }

  /** Nor by way of another make inside of it, or of what requires it. */
  @Test
  void make_ofCallerByWayOfAnother_throws() {
    AtomicReference<Task<?>> leaf = new AtomicReference<>();
    Task<Object> inner = Task.of("inner", () -> Tasks.makeNow(leaf.get()));
    Task<Object> outer = Task.of("outer", () -> Tasks.makeNow(inner));
    leaf.set(outer.thenCall("leaf", () -> "x"));

    outer.make();

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, inner.outcome());
    assertSame(outer, assertInstanceOf(TaskStateException.class, failed.cause()).task());
    assertEquals(TaskState.DONE, outer.state());
    assertEquals(TaskState.PENDING, leaf.get().state());
  }

  /** Two tasks whose functions make each other: one of them is told, neither hangs. */
  @RepeatedTest(20)
  void make_ofEachOtherInsideTwoTasks_doesNotHang() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicReference<Task<?>> first = new AtomicReference<>();
    AtomicReference<Task<?>> second = new AtomicReference<>();
    first.set(Task.of("first", () -> meetAndMake(both, second)));
    second.set(Task.of("second", () -> meetAndMake(both, first)));

    Tasks.makeNow(first.get(), second.get());

    assertTrue(first.get().state() == TaskState.FAILED || second.get().state() == TaskState.FAILED);
    assertTrue(first.get().isSettled() && second.get().isSettled());
  }

  private static Object meetAndMake(CountDownLatch both, AtomicReference<Task<?>> other)
      throws InterruptedException {
    both.countDown();
    assertTrue(both.await(20, SECONDS));
    return Tasks.makeNow(other.get());
  }

  /** A circle by way of a make inside of what runs elsewhere is found by the last to wait. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_ofOneThatMakesOneThatWaitsForTheCaller_throws(Order order) throws Exception {
    Make oneByOne = Make.defaults().order(order).parallelism(1);
    AtomicReference<Task<?>> first = new AtomicReference<>();
    Task<Object> beside = Task.of("beside", () -> "x");
    Task<Object> third = Task.run("third", () -> oneByOne.now(first.get(), beside));
    Task<Object> second = Task.run("second", () -> oneByOne.now(third));
    first.set(
        Task.run(
            "first",
            () -> {
              started.countDown();
              assertInstanceOf(Outcome.Done.class, beside.join(Duration.ofSeconds(20)));
              oneByOne.now(second); // which third waits for, as its make has gone on to beside
            }));
    FutureTask<?> make = Bounded.background(() -> Tasks.makeNow(first.get()));
    assertTrue(started.await(20, SECONDS));

    FutureTask<?> other = Bounded.background(() -> Tasks.makeNow(second));

    make.get(20, SECONDS);
    other.get(20, SECONDS);
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, first.get().outcome());
    assertSame(second, assertInstanceOf(TaskStateException.class, failed.cause()).task());
    assertEquals(TaskState.DONE, second.state());
    assertEquals(TaskState.DONE, third.state());
  }
}
