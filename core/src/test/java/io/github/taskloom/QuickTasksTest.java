package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.QuickKind;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions of a class that was quick so far: one that alone is ready runs on the caller's own
 * thread, several run one after another. Here each of them turns out to be something else.
 */
@Timeout(60)
class QuickTasksTest {
  private static final Make LAYERED = Make.defaults();

  /** All are of one class, which is known to be quick. */
  private record Taught(Callable<?> does) implements Callable<Object> {
    @Override
    public Object call() throws Exception {
      return does.call();
    }
  }

  private static Task<Object> task(String name, Callable<?> does) {
    return Task.of(name, new Taught(does));
  }

  /** As if many of this class had been quick: a single long run is forgiven then. */
  @BeforeEach
  void teach() {
    QuickKind.teach(new Taught(() -> 1));
  }

  /** That is learnt from some that were. */
  @Test
  void make_wereQuick_runsOnTheCaller() {
    Thread self = Thread.currentThread();
    Callable<Thread> quick = () -> Thread.currentThread();
    Bounded.until(
        () -> {
          LAYERED.now(Stream.generate(() -> Task.of("quick", quick)).limit(1_000).toList());
          return LAYERED.get(Task.of("quick", quick)) == self;
        });
  }

  private static <T> T onThread(boolean virtual, Callable<T> body) throws Exception {
    FutureTask<T> future = new FutureTask<>(body);
    var unused =
        virtual ? Thread.ofVirtual().start(future) : Thread.ofPlatform().daemon().start(future);
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Until it is so: a class is guessed wrong for a while after a run that took long. */
  private void until(Callable<Boolean> isSo) {
    Bounded.until(
        () -> {
          teach();
          try {
            return isSo.call();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** In a chain each one is alone: all run on the caller's thread, which is as it was before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_chain_runsOnTheCaller(boolean virtual) {
    for (Order order : Order.values()) {
      until(() -> onThread(virtual, () -> runsHere(order)));
    }
  }

  private static boolean runsHere(Order order) {
    List<Object> threads = new ArrayList<>();
    Callable<?> notes = () -> threads.add(Thread.currentThread());
    Task<Object> last = task("first", notes);
    for (int i = 0; i < 5; i++) {
      last = last.then(task("next", notes));
    }
    String name = Thread.currentThread().getName();

    LAYERED.order(order).get(last);

    assertEquals(6, threads.size());
    assertEquals(name, Thread.currentThread().getName());
    return threads.stream().allMatch(thread -> thread == Thread.currentThread());
  }

  /** Where no two may run at a time none waits for another: all run on the caller, in order. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_siblingsOneAtATime_runOnTheCaller(boolean virtual) {
    for (Order order : Order.values()) {
      until(() -> onThread(virtual, () -> siblingsRunHere(order)));
    }
  }

  private static boolean siblingsRunHere(Order order) {
    List<Object> threads = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Callable<?> notes =
        () -> {
          names.add(Task.current().orElseThrow().name());
          return threads.add(Thread.currentThread());
        };
    Task<Object> last = task("last", notes);
    for (String name : List.of("a", "b", "c")) {
      last.require(task(name, notes));
    }

    LAYERED.order(order).parallelism(1).get(last);

    assertEquals(List.of("a", "b", "c", "last"), names);
    return threads.stream().allMatch(thread -> thread == Thread.currentThread());
  }

  /** Beside one that another thread runs its siblings go on, though it may wait for them. */
  @Test
  void make_siblingElsewhereWaitsForOneAtATime_allRun() throws Exception {
    for (Order order : Order.values()) {
      teach();
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch sibling = new CountDownLatch(1);
      Task<Object> elsewhere =
          task(
              "elsewhere",
              () -> {
                running.countDown();
                return sibling.await(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
              });
      elsewhere.bg();
      assertTrue(running.await(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
      Task<Object> beside =
          task(
              "beside",
              () -> {
                sibling.countDown();
                return 1;
              });

      LAYERED.order(order).parallelism(1).now(elsewhere, beside);

      assertEquals(true, elsewhere.get());
    }
  }

  /** What a task sees of itself, and what it leaves, is as on a thread of its own. */
  @Test
  void make_onTheCaller_isCurrentAndLeavesNoName() {
    String name = Thread.currentThread().getName();
    until(
        () -> {
          AtomicReference<Object> current = new AtomicReference<>();
          Task<Object> task =
              task(
                  "curious",
                  () -> {
                    current.set(Task.current().orElseThrow());
                    Thread.currentThread().setName("of a task");
                    return Thread.currentThread();
                  });

          Object thread = LAYERED.get(task);

          assertSame(task, current.get());
          assertEquals(name, Thread.currentThread().getName());
          assertTrue(Task.current().isEmpty());
          return thread == Thread.currentThread();
        });
  }

  /** A stream's reader has its own thread to itself, and so have a thread per task. */
  @Test
  void make_streamOrThreadPerTask_runsOnOtherThreads() throws Exception {
    Task<Object> streamed = task("streamed", Thread::currentThread);
    LAYERED.stream(streamed).forEach(settled -> {});
    Task<Object> apart = task("apart", Thread::currentThread);
    LAYERED.withThreadPerTask().get(apart);

    assertNotSame(Thread.currentThread(), streamed.get());
    assertNotSame(Thread.currentThread(), apart.get());
  }

  /** Siblings that wait for each other all run, in each order, from each kind of thread. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 200})
  void make_siblingsWaitForEachOther_allRun(int count) throws Exception {
    for (Order order : Order.values()) {
      for (boolean virtual : new boolean[] {true, false}) {
        teach();
        CountDownLatch all = new CountDownLatch(count);
        List<Task<Object>> tasks = new ArrayList<>();
        Task<Object> root = task("root", () -> 1);
        for (int i = 0; i < count; i++) {
          tasks.add(
              root.then(
                  task(
                      "waits",
                      () -> {
                        all.countDown();
                        Bounded.await(all);
                        return 1;
                      })));
        }

        onThread(virtual, () -> LAYERED.order(order).now(tasks));

        tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
      }
    }
  }

  /** An interrupt of the caller ends the function that runs there, and the make. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_callerInterrupted_stops(Order order) throws Exception {
    Gate never = new Gate();
    AtomicInteger told = new AtomicInteger();
    Task<Object> blocks = task("blocks", () -> passing(never));
    blocks.runState().onCancel(told::incrementAndGet);
    Task<Object> next = blocks.then(task("next", () -> 1));
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              LAYERED.order(order).now(next);
              return Thread.currentThread().isInterrupted();
            });
    never.awaitEntered();

    caller.get().interrupt();

    assertTrue(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    Outcome.Cancelled<?> why = assertInstanceOf(Outcome.Cancelled.class, blocks.outcome());
    assertEquals("blocks was cancelled: its make was interrupted", why.why().getMessage());
    assertEquals(1, told.get());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** An interrupt that the function does not notice stops the make behind it, and is not lost. */
  @Test
  void make_callerInterruptedUnnoticed_stopsBehindTheTask() {
    Thread caller = Thread.currentThread();
    until(
        () -> {
          Task<Object> first =
              task(
                  "first",
                  () -> {
                    caller.interrupt();
                    return Thread.currentThread();
                  });
          Task<Object> next = first.then(task("next", () -> 1));

          MakeStoppedException stopped = null;
          try {
            LAYERED.get(next);
          } catch (MakeStoppedException thrown) {
            stopped = thrown;
          }

          assertTrue(Thread.interrupted());
          if (first.state() != TaskState.DONE || first.get() != caller) {
            return false; // it had a thread of its own, which may be faster than the stop
          }
          assertNotNull(stopped);
          assertEquals(MakeStoppedException.Reason.INTERRUPTED, stopped.reason());
          assertEquals(TaskState.PENDING, next.state());
          return true;
        });
  }

  /**
   * What a function throws is its failure, also where it looks like an interrupt from elsewhere.
   */
  @Test
  void make_functionThrowsWhatOthersWereInterruptedBy_fails() {
    Task<Object> waits =
        task(
            "waits",
            () -> {
              throw new IllegalStateException(new InterruptedException("of another thread"));
            });
    Task<Object> cancels =
        task(
            "cancels",
            () -> {
              throw new CancelledException("on purpose");
            });

    assertEquals(2, LAYERED.now(waits).size() + LAYERED.now(cancels).size());

    assertEquals(TaskState.FAILED, waits.state());
    assertEquals(TaskState.CANCELLED, cancels.state());
    assertFalse(Thread.interrupted());
  }

  /** One that is made by hand is a failure like any, and interrupts no caller. */
  @Test
  void make_functionThrowsInterruptedByHand_fails() {
    Task<Object> throwing =
        task(
            "throws",
            () -> {
              throw new InterruptedException("by hand");
            });

    assertEquals(1, LAYERED.now(throwing).size());

    assertEquals(TaskState.FAILED, throwing.state());
    assertFalse(Thread.interrupted());
  }

  /** A cancel of the task alone ends the function and neither interrupts nor stops its caller. */
  @Test
  void cancel_whileOnTheCaller_reachesTheFunctionAlone() throws Exception {
    Gate never = new Gate();
    Task<Object> blocks = task("blocks", () -> passing(never));
    Task<Object> beside = Task.of("beside", () -> "made");
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              LAYERED.now(blocks);
              LAYERED.get(beside);
              return Thread.currentThread().isInterrupted();
            });
    never.awaitEntered();

    blocks.cancel();

    assertFalse(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.CANCELLED, blocks.state());
    assertEquals("made", beside.get());
  }

  /** The limit of a make ends what runs on its caller. */
  @Test
  void make_timeIsUpOnTheCaller_failsTheTask() throws Exception {
    Gate never = new Gate();
    VirtualClock clock = new VirtualClock();
    Duration hour = Duration.ofHours(1);
    Task<Object> blocks = task("blocks", () -> passing(never));
    FutureTask<Object> time =
        Bounded.background(
            () -> {
              never.awaitEntered();
              clock.advance(hour);
              return "up";
            });

    LAYERED.timeout(hour).clock(clock).now(blocks);

    assertEquals("up", time.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, blocks.outcome());
    assertInstanceOf(TaskTimeoutException.class, failed.cause());
    assertFalse(Thread.interrupted());
  }

  /** A future that is cancelled ends what runs on the thread of its make. */
  @Test
  void later_cancelled_endsWhatRuns() throws Exception {
    Gate never = new Gate();
    Task<Object> blocks = task("blocks", () -> passing(never));
    CompletableFuture<List<Task<?>>> later = LAYERED.later(blocks);
    never.awaitEntered();

    assertTrue(later.cancel(true));

    Bounded.until(blocks::isSettled);
    assertEquals(TaskState.CANCELLED, blocks.state());
  }

  /** Makes within makes, deeper than one stack goes: quick ones do not all share the caller's. */
  @Test
  void make_nestedDeeply_ends() {
    assertEquals(2_000, LAYERED.get(nested(2_000)));
  }

  private static Task<Object> nested(int depth) {
    return task(
        "nested",
        () -> depth == 0 ? 0 : 1 + (Integer) Tasks.makeNow(nested(depth - 1)).getFirst().get());
  }

  /** A cancel of the task around reaches the make in it, and the task that this runs. */
  @Test
  void cancel_ofTheTaskAround_endsTheMakeInside() throws Exception {
    Gate never = new Gate();
    Task<Object> inner = task("inner", () -> passing(never));
    Task<Object> outer = task("outer", () -> LAYERED.now(inner));
    FutureTask<?> make = Bounded.background(() -> LAYERED.now(outer));
    never.awaitEntered();

    outer.cancel();

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(TaskState.CANCELLED, outer.state());
    assertEquals(TaskState.CANCELLED, inner.state());
  }

  /** A function that was cancelled may make what cleans up: the interrupt is spent. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_inFunctionThatWasCancelled_isNotInterruptedAgain(boolean virtual) throws Exception {
    Gate never = new Gate();
    Task<Object> first = task("first", () -> 1);
    Task<Object> second = task("second", () -> 2);
    AtomicReference<Object> flag = new AtomicReference<>();
    Task<Object> outer =
        Task.of(
            "outer",
            () -> {
              try {
                never.pass();
              } catch (InterruptedException e) {
                LAYERED.now(first);
                LAYERED.now(second);
                flag.set(Thread.currentThread().isInterrupted());
              }
              return 1;
            });
    FutureTask<?> dispatch = Bounded.background(() -> onThread(virtual, () -> outer.dispatch()));
    never.awaitEntered();

    outer.cancel();

    dispatch.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(TaskState.CANCELLED, outer.state());
    assertEquals(TaskState.DONE, first.state());
    assertEquals(TaskState.DONE, second.state());
    assertEquals(false, flag.get());
  }

  /**
   * The thread of a ForkJoinPool is not held up: what the function waits for may be queued there.
   */
  @Test
  void make_inForkJoinPool_waitsForWhatIsQueuedThere() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      CountDownLatch released = new CountDownLatch(1);
      Task<Object> waits =
          task(
              "waits",
              () -> {
                Bounded.await(released);
                return 7;
              });
      CompletableFuture<Object> made =
          CompletableFuture.supplyAsync(() -> LAYERED.get(waits), pool);
      CompletableFuture<Void> release = CompletableFuture.runAsync(released::countDown, pool);

      assertEquals(7, made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
      assertNull(release.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
  }

  /** The caller is interrupted, and then the task is cancelled: both are told. */
  @Test
  void cancel_afterTheCallersInterrupt_losesNeither() throws Exception {
    AtomicBoolean goes = new AtomicBoolean(true);
    CountDownLatch begun = new CountDownLatch(1);
    Task<Object> ignores =
        task(
            "ignores",
            () -> {
              begun.countDown();
              while (goes.get()) {
                Thread.onSpinWait();
              }
              return 1;
            });
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              LAYERED.now(ignores);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.await(begun);

    caller.get().interrupt();
    ignores.cancel();
    goes.set(false);

    assertTrue(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.CANCELLED, ignores.state());
  }

  /** An interrupt that ends what the function dispatches itself is the caller's, too. */
  @Test
  void make_callerInterruptedInADispatch_stops() throws Exception {
    Gate never = new Gate();
    Task<Object> inner = Task.of("inner", () -> passing(never));
    Task<Object> outer = task("outer", inner::dispatch);
    Task<Object> next = outer.then(task("next", () -> 1));
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              LAYERED.now(next);
              return Thread.currentThread().isInterrupted();
            });
    never.awaitEntered();

    caller.get().interrupt();

    assertTrue(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.PENDING, next.state());
  }

  /** A callback that runs on a thread which waits inside of a function is that function's. */
  @Test
  void current_inCallbackOfTheWaitingCaller_isTheTaskAround() throws Exception {
    Gate first = new Gate();
    Gate second = new Gate();
    AtomicReference<Object> seen = new AtomicReference<>();
    Task<Object> x = Task.of("x", () -> passing(first));
    Task<Object> y = Task.of("y", () -> passing(second));
    x.runState().onCancel(() -> seen.set(Task.current().orElse(null)));
    Task<Object> outer = Task.of("outer", () -> LAYERED.now(x, y));
    FutureTask<?> make = Bounded.background(() -> onThread(true, () -> LAYERED.now(outer)));
    first.awaitEntered();
    second.awaitEntered();

    outer.cancel();

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertSame(outer, seen.get());
  }

  /** What a function sets on the caller's thread does not stay there. */
  @Test
  void make_functionSetsTheContextClassLoader_isTakenBack() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader other = new ClassLoader() {};
    until(
        () -> {
          Task<Object> task =
              task(
                  "sets",
                  () -> {
                    Thread.currentThread().setContextClassLoader(other);
                    return Thread.currentThread();
                  });

          Object thread = LAYERED.get(task);

          assertSame(before, Thread.currentThread().getContextClassLoader());
          return thread == Thread.currentThread();
        });
  }

  /** A class whose functions were never called is not known to be quick. */
  @Test
  void make_functionsThatAreNotCalled_teachNothing() throws Exception {
    Callable<Object> never = () -> Thread.currentThread();
    Task<Object> failed = Task.of("failed", () -> 1);
    failed.fail(new IllegalStateException("on purpose"));
    for (int i = 0; i < 100; i++) {
      Task<Object> behind = failed.then(Task.of("behind", never));
      LAYERED.now(behind);
      assertEquals(TaskState.FAILED, behind.state());
    }

    assertNotSame(Thread.currentThread(), LAYERED.get(Task.of("first", never)));
  }

  /** All are of one class, which is known to be slow. */
  private record Slow(boolean sleeps) implements Callable<Object> {
    @Override
    public Object call() throws InterruptedException {
      if (sleeps) {
        Thread.sleep(1);
      }
      return Thread.currentThread();
    }
  }

  /** Those that are known to be slow have a thread each, however quick they are this time. */
  @ParameterizedTest
  @ValueSource(ints = {10, 200})
  void make_slowOnes_haveAThreadEach(int count) throws Exception {
    for (Order order : Order.values()) {
      assertThreadEach(LAYERED.order(order), count);
    }
  }

  private static void assertThreadEach(Make make, int count) throws Exception {
    // With a thread per task each run is looked at; one after another, so that each counts.
    for (int i = 0; i < 4; i++) {
      make.withThreadPerTask().now(Task.of(new Slow(true)));
    }
    List<Task<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(Task.of(new Slow(false)));
    }

    make.now(tasks);

    Set<Object> threads = new HashSet<>();
    for (Task<Object> task : tasks) {
      threads.add(task.get());
    }
    assertEquals(count, threads.size());
  }

  /** The stack ends in a function on the caller: the task fails, and the caller goes on. */
  @Test
  void make_stackEndsOnTheCaller_failsTheTask() throws Exception {
    Task<Object> endless = task("endless", QuickTasksTest::endless);

    LAYERED.now(endless);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, endless.outcome());
    assertInstanceOf(StackOverflowError.class, failed.cause());
    Task<Object> later = task("later", () -> null);
    assertNull(LAYERED.get(later));
  }

  private static Object passing(Gate gate) throws InterruptedException {
    gate.pass();
    return 1;
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Object endless() {
    return List.of(endless());
  }
}
