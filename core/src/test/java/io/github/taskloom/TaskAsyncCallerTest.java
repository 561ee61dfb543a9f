package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.QuickKind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions whose stages were complete so far run on the caller's thread: until one is not. */
@Timeout(60)
class TaskAsyncCallerTest {

  /** All are of one class. */
  private record Taught(Callable<CompletionStage<Object>> does)
      implements Callable<CompletionStage<Object>> {
    @Override
    public CompletionStage<Object> call() throws Exception {
      return does.call();
    }
  }

  private static Task<Object> task(String name, Callable<CompletionStage<Object>> does) {
    return Task.async(name, new Taught(does));
  }

  private static Object threadOf(Order order) {
    Callable<CompletionStage<Object>> here =
        () -> CompletableFuture.completedStage(Thread.currentThread());
    return Make.defaults().order(order).get(task("quick", here));
  }

  /** As if many had been complete at once: a single long run is forgiven then. */
  @BeforeEach
  void teach() {
    QuickKind.teach(new Taught(CompletableFuture::new));
  }

  /** That is learnt from some that were. */
  @Test
  void make_stagesWereComplete_runsOnTheCaller() {
    Thread self = Thread.currentThread();
    Callable<CompletionStage<Object>> complete = () -> CompletableFuture.completedStage(here());
    Bounded.until(
        () -> {
          Make.defaults()
              .now(Stream.generate(() -> Task.async("quick", complete)).limit(1_000).toList());
          return Make.defaults().get(Task.async("quick", complete)) == self;
        });
  }

  private static Object here() {
    return Thread.currentThread();
  }

  /** One that a thread waits for is slow at once: the next one has a thread of its own. */
  @ParameterizedTest
  @EnumSource
  void make_stageIsWaitedFor_isNotQuickAnyMore(Order order) {
    Make waiting = Make.defaults().order(order).parallelism(2);
    CompletableFuture<Object> stage = new CompletableFuture<>();
    Task<Object> waits =
        task(
            "waits",
            () -> {
              Thread self = Thread.currentThread();
              Thread.ofPlatform()
                  .daemon()
                  .start(
                      () -> {
                        Bounded.until(() -> self.getState() == Thread.State.WAITING);
                        stage.complete("x");
                      });
              return stage;
            });

    assertEquals("x", waiting.get(waits));

    assertNotSame(Thread.currentThread(), threadOf(order));
  }

  /** The caller's own interrupt ends the wait, and the make: it is not lost, and no failure. */
  @ParameterizedTest
  @EnumSource
  void make_callerInterrupted_stopsAndCancelsTheStage(Order order) throws Exception {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Task<Object> waits =
        task(
            "waits",
            () -> {
              begun.countDown();
              return stage;
            });
    Task<Object> next = waits.then("next", value -> value);
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              Make.defaults().order(order).now(next);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.await(begun);

    caller.get().interrupt();

    assertTrue(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    CancelledException why = assertInstanceOf(Outcome.Cancelled.class, waits.outcome()).why();
    assertEquals("waits was cancelled: its make was interrupted", why.getMessage());
    assertTrue(stage.isCancelled());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** So does one that comes while the function is still at work, on the caller's own thread. */
  @ParameterizedTest
  @EnumSource
  void make_callerInterruptedInTheFunction_stops(Order order) throws Exception {
    // The system may hold up the last runs of the class: then this one has a thread of its own.
    boolean here = interruptInTheFunction(order);
    for (int more = 20; !here && more > 0; more--) {
      teach();
      here = interruptInTheFunction(order);
    }
    assertTrue(here);
  }

  /** Whether that was on the caller's own thread. */
  private static boolean interruptInTheFunction(Order order) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Thread> here = new AtomicReference<>();
    Task<Object> blocks =
        task(
            "blocks",
            () -> {
              here.set(Thread.currentThread());
              begun.countDown();
              new CountDownLatch(1).await();
              return new CompletableFuture<>();
            });
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              Make.defaults().order(order).now(blocks);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.await(begun);

    caller.get().interrupt();

    assertTrue(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.CANCELLED, blocks.state());
    return here.get() == caller.get();
  }

  /** An interrupt that another thread has taken, and what it threw then, ends no make here. */
  @ParameterizedTest
  @EnumSource
  void make_stageFailedByAnothersInterrupt_failsAlone(Order order) throws Exception {
    Task<Object> other = task("other", () -> CompletableFuture.completedStage(never()));
    Thread thread = other.bg();
    Bounded.until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    Bounded.join(thread);
    Throwable handedOn = assertInstanceOf(Outcome.Failed.class, other.outcome()).cause();
    assertInstanceOf(InterruptedException.class, handedOn);
    Task<Object> stage = task("stage", () -> CompletableFuture.failedStage(handedOn));
    Task<Object> function =
        task(
            "function",
            () -> {
              throw (InterruptedException) handedOn;
            });

    for (Task<Object> fails : List.of(stage, function)) {
      teach();
      Make.defaults().order(order).now(fails);

      assertFalse(Thread.interrupted());
      assertSame(handedOn, assertInstanceOf(Outcome.Failed.class, fails.outcome()).cause());
    }
  }

  private static Object never() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  /** A cancel of the task reaches the wait alone, and interrupts no caller. */
  @ParameterizedTest
  @EnumSource
  void cancel_whileOnTheCaller_interruptsNoCaller(Order order) throws Exception {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Task<Object> waits =
        task(
            "waits",
            () -> {
              begun.countDown();
              return stage;
            });
    Task<String> beside = Task.of("beside", () -> "made");
    FutureTask<Boolean> make =
        Bounded.background(
            () -> {
              Make.defaults().order(order).now(waits);
              Make.defaults().order(order).get(beside);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.await(begun);

    waits.cancel();

    assertFalse(make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.CANCELLED, waits.state());
    assertTrue(stage.isCancelled());
    assertEquals("made", beside.get());
  }
}
