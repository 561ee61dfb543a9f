package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks whose function gives a stage. */
@Timeout(60)
class TaskAsyncTest {
  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  private CompletableFuture<String> begin() {
    begun.countDown();
    return stage;
  }

  private static FutureTask<Boolean> inBackground(RunMode mode, Task<?> task) {
    return Bounded.background(
        () -> {
          mode.complete(task);
          return true;
        });
  }

  private static void end(FutureTask<Boolean> run) throws Exception {
    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  /** RUNNING until the stage is complete; its value is the task's, and goes on to dependents. */
  @ParameterizedTest
  @EnumSource
  void make_stageCompletesLater_isDoneThen(RunMode mode) throws Exception {
    AtomicReference<Thread> ran = new AtomicReference<>();
    CompletableFuture<Thread> told = new CompletableFuture<>();
    Task<String> page =
        Task.async(
            "page",
            () -> {
              ran.set(Thread.currentThread());
              return begin();
            });
    page.onEnter(TaskState.DONE, transition -> told.complete(Thread.currentThread()));
    Task<Integer> length = page.then("length", text -> text.length());
    FutureTask<Boolean> run = inBackground(mode, length);
    Bounded.await(begun);
    assertEquals(TaskState.RUNNING, page.state());

    stage.complete("a page");

    end(run);
    assertEquals("a page", page.get());
    assertEquals(6, length.get());
    Thread callback = told.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertSame(ran.get(), callback);
    assertNotSame(Thread.currentThread(), callback); // which has completed the stage
  }

  /** One that is complete is not waited for: an interrupted thread has its value all the same. */
  @ParameterizedTest
  @EnumSource
  void make_stageIsComplete_isNotWaitedFor(RunMode mode) throws Exception {
    Task<String> task =
        Task.async(
            "task",
            () -> {
              Thread.currentThread().interrupt();
              return CompletableFuture.completedStage("x");
            });

    mode.complete(task);

    Thread.interrupted(); // of a dispatch in this thread: no make has cleared it
    assertEquals("x", task.get());
  }

  /** What the stage fails with is what the function has thrown, however deep it comes from. */
  @ParameterizedTest
  @EnumSource
  void make_stageFails_failsWithTheCause(RunMode mode) throws Exception {
    IOException refused = new IOException("refused");
    AssertionError broken = new AssertionError("broken");
    CompletionException bare = new CompletionException("bare", null);
    CancelledException enough = new CancelledException("enough");
    Task<String> failed = Task.async("failed", () -> begin().thenApply(text -> text + "!"));
    FutureTask<Boolean> run = inBackground(mode, failed);
    Bounded.await(begun);
    stage.completeExceptionally(refused);
    end(run);
    Task<String> error = Task.async("error", () -> CompletableFuture.failedStage(broken));
    Task<String> alone = Task.async("alone", () -> CompletableFuture.failedFuture(bare));
    Task<String> cancelled = Task.async("cancelled", () -> CompletableFuture.failedStage(enough));
    Task<Object> odd = Task.async("odd", () -> CompletableFuture.failedStage(new Throwable("odd")));
    for (Task<?> task : List.of(error, alone, cancelled, odd)) {
      mode.complete(task);
    }

    assertSame(refused, cause(failed));
    assertSame(refused, assertThrows(TaskException.class, failed::get).getCause());
    assertSame(broken, cause(error));
    assertSame(bare, cause(alone));
    assertSame(enough, assertInstanceOf(Cancelled.class, cancelled.outcome()).why());
    assertEquals("odd", cause(odd).getMessage());
  }

  /** A stage that something else cancels has failed: the task was not asked to end. */
  @ParameterizedTest
  @EnumSource
  void make_stageIsCancelledElsewhere_fails(RunMode mode) throws Exception {
    Task<String> task = Task.async("task", this::begin);
    FutureTask<Boolean> run = inBackground(mode, task);
    Bounded.await(begun);

    stage.cancel(true);

    end(run);
    assertInstanceOf(CancellationException.class, cause(task));
  }

  /** No stage is a failure that names the task; no value is a value. */
  @ParameterizedTest
  @EnumSource
  void make_stageOrValueIsNull_failsOrIsNull(RunMode mode) throws Exception {
    Task<String> none = Task.async("none", () -> null);
    Task<Void> empty = Task.async("empty", () -> CompletableFuture.runAsync(() -> {}));

    mode.complete(none);
    mode.complete(empty);

    TaskException why = assertInstanceOf(TaskException.class, cause(none));
    assertEquals("none has no stage to wait for: its function returned null", why.getMessage());
    assertSame(none, why.task());
    assertNull(empty.get());
    assertEquals(TaskState.DONE, empty.state());
  }

  /** What the function throws before there is a stage it fails with, as it is. */
  @ParameterizedTest
  @EnumSource
  void make_functionThrows_failsWithThat(RunMode mode) throws Exception {
    CompletionException own = new CompletionException("own", new IOException("refused"));
    Task<String> task =
        Task.async(
            "task",
            () -> {
              throw own;
            });

    mode.complete(task);

    assertSame(own, cause(task));
  }

  /** A thread of a pool that waits does not hold up what is queued there, nor run it itself. */
  @Test
  void make_inForkJoinPool_waitsForWhatIsQueuedThere() throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      AtomicReference<Thread> waits = new AtomicReference<>();
      Task<Thread> task =
          Task.async(
              "task",
              () -> {
                waits.set(Thread.currentThread());
                return CompletableFuture.supplyAsync(Thread::currentThread, pool);
              });

      Thread completes =
          Make.defaults()
              .queue(pool)
              .later(task)
              .thenApply(settled -> ((Outcome.Done<Thread>) task.outcome()).value())
              .get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

      assertTrue(completes != waits.get(), completes::getName);
    }
  }

  /** Inputs come as they come to any function, and the edges with them. */
  @ParameterizedTest
  @EnumSource
  void async_inputs_takesTheResults(RunMode mode) throws Exception {
    Task<Integer> a = Task.of("a", () -> 1);
    Task<String> b = Task.async("b", () -> CompletableFuture.completedStage("2"));
    Task<String> one = Task.async("one", b, text -> later(text + "!"));
    Task<String> two = Task.async("two", a, one, (x, text) -> later(x + text));

    mode.complete(two);

    assertEquals("12!", two.get());
    assertEquals(List.of(b), one.prerequisites());
    assertEquals(List.of(a, one), two.prerequisites());
  }

  private static <T> CompletionStage<T> later(T value) {
    return CompletableFuture.supplyAsync(() -> value);
  }

  /** Each kind of declaration may end with such a function, under its options. */
  @Test
  void runAsync_ofEachDeclaration_takesItsInputs() throws Exception {
    Task<Integer> a = Task.of("a", () -> 1);
    Task<Integer> b = Task.builder("b").keepHistory(9).runAsync(() -> later(2));
    Task<Integer> one = Task.builder("one").inputs(b).runAsync(x -> later(x + 1));
    Task<Integer> two = Task.builder("two").inputs(a, b).runAsync((x, y) -> later(x + y));
    Task<Integer> three =
        Task.builder("three").inputs(a, b, one).runAsync((x, y, z) -> later(x + y + z));
    Task<Integer> four =
        Task.builder("four").inputs(a, b, one, two).runAsync((x, y, z, w) -> later(x + y + z + w));
    Task<Integer> many =
        Task.builder("many").inputs(List.of(a, four)).runAsync(in -> later(in.get(four) + 1));

    Tasks.makeNow(three, many);

    assertEquals(6, three.get());
    assertEquals(10, many.get());
    assertEquals(2, b.history().size());
  }

  /** Null is no name, no input and no function. */
  @Test
  void async_null_isRefused() {
    assertThrows(NullPointerException.class, () -> Task.async(null, this::begin));
    assertThrows(NullPointerException.class, () -> Task.async("t", null));
    assertThrows(NullPointerException.class, () -> Task.async("t", null, text -> stage));
    assertThrows(NullPointerException.class, () -> Task.async("t", Task.of(() -> 1), null));
    assertThrows(
        NullPointerException.class, () -> Task.async("t", Task.of(() -> 1), null, (x, y) -> stage));
    assertThrows(NullPointerException.class, () -> Task.builder("t").runAsync(null));
    assertThrows(
        NullPointerException.class, () -> Task.builder("t").inputs(List.of()).runAsync(null));
  }
}
