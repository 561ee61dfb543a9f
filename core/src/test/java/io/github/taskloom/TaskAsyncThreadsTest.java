package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that are RUNNING while no thread waits for their stages. */
@Timeout(300)
class TaskAsyncThreadsTest {
  private static final String NO_THREAD = "no thread waits for it";

  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final Task<String> task = Task.async("call", () -> stage);

  private FutureTask<Boolean> begin(Make make, Task<?> goal) throws InterruptedException {
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              make.now(goal);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.until(() -> isWithoutThread(task));
    return run;
  }

  private static boolean isWithoutThread(Task<?> task) {
    return task.state() == TaskState.RUNNING && Tasks.explain(task).toString().contains(NO_THREAD);
  }

  private static void end(FutureTask<?> run) throws Exception {
    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** A thousand calls under way hold no thread; what requires them is made once all have ended. */
  @ParameterizedTest
  @EnumSource
  void make_manyStages_holdNoThread(Order order) throws Exception {
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Integer>> stages = new ArrayList<>();
    List<Task<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      stages.add(answer);
      calls.add(
          Task.async(
              "call " + i,
              () -> {
                threads.add(Thread.currentThread());
                return answer;
              }));
    }
    Task<Integer> sum =
        Task.of(
            "sum",
            () -> {
              int all = 0;
              for (Task<Integer> call : calls) {
                all += call.get();
              }
              return all;
            });
    calls.forEach(sum::require);
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              Make.defaults().order(order).now(sum);
              return true;
            });
    Bounded.until(() -> calls.stream().allMatch(TaskAsyncThreadsTest::isWithoutThread));
    int atWork = 1 + Runtime.getRuntime().availableProcessors(); // caller, maker, their helpers
    Bounded.until(() -> threads.stream().distinct().filter(Thread::isAlive).count() <= atWork);

    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).complete(i);
    }

    end(run);
    assertEquals(999 * 1000 / 2, sum.get());
  }

  /** In a layered make, too, what does not wait for the stage goes on beside it. */
  @ParameterizedTest
  @EnumSource
  void make_siblingWaitsForTheTask_goesOn(Order order) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Task<String> sibling =
        Task.of(
            "sibling",
            () -> {
              Bounded.await(begun); // not before it is left to its stage
              return task.get() + "!";
            });
    Task<?> completes =
        Task.run(
            "completes",
            () -> {
              Bounded.until(() -> isWithoutThread(task));
              begun.countDown();
              stage.complete("answer");
            });

    Make.defaults().order(order).now(task, sibling, completes);

    assertEquals("answer!", sibling.get());
  }

  /** The thread that completes the stage runs nothing of the task's. */
  @ParameterizedTest
  @EnumSource
  void complete_callbackCameMeanwhile_runsElsewhere(Order order) throws Exception {
    FutureTask<Boolean> run = begin(Make.defaults().order(order), task);
    AtomicReference<Thread> told = new AtomicReference<>();
    task.onEnter(TaskState.DONE, done -> told.set(Thread.currentThread()));

    stage.complete("x");

    end(run);
    assertNotSame(Thread.currentThread(), told.get());
    assertTrue(told.get().isVirtual());
    assertEquals("x", task.get());
  }

  /** What it fails with is the task's failure, as it is. */
  @ParameterizedTest
  @EnumSource
  void complete_exceptionally_fails(Order order) throws Exception {
    FutureTask<Boolean> run = begin(Make.defaults().order(order), task);
    IllegalStateException broken = new IllegalStateException("broken");

    stage.completeExceptionally(broken);

    end(run);
    assertSame(broken, assertInstanceOf(Outcome.Failed.class, task.outcome()).cause());
  }

  /**
   * A cancel settles the task at once, and once: the make goes on, and no thread is interrupted.
   */
  @ParameterizedTest
  @EnumSource
  void cancel_withoutThread_cancelsTheStage(Order order) throws Exception {
    FutureTask<Boolean> run = begin(Make.defaults().order(order), task);

    task.cancel("not needed");
    task.cancel("again");

    assertFalse(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    CancelledException why = assertInstanceOf(Outcome.Cancelled.class, task.outcome()).why();
    assertEquals("call was cancelled: not needed", why.getMessage());
    assertTrue(stage.isCancelled());
  }

  /** What its run state's callbacks make of the stage comes after the cancel, and is no failure. */
  @ParameterizedTest
  @EnumSource
  void cancel_callbackEndsTheStage_isCancelled(Order order) throws Exception {
    for (int i = 0; i < 200; i++) {
      CompletableFuture<String> connection = new CompletableFuture<>();
      Task<String> call =
          Task.async(
              "call",
              () -> {
                RunState mine = Task.current().orElseThrow().runState();
                mine.onCancel(() -> connection.completeExceptionally(new IOException("closed")));
                return connection;
              });
      FutureTask<Boolean> run =
          Bounded.background(
              () -> {
                Make.defaults().order(order).now(call);
                return true;
              });
      Bounded.until(() -> isWithoutThread(call));

      call.cancel();

      end(run);
      assertEquals(TaskState.CANCELLED, call.state());
      assertTrue(call.runState().isCancelled());
    }
  }

  /** Callbacks see the context class loader of the make's caller, whichever thread they run on. */
  @ParameterizedTest
  @EnumSource
  void complete_callbackCameMeanwhile_hasTheCallersLoader(Order order) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      AtomicReference<ClassLoader> seen = new AtomicReference<>();
      FutureTask<Boolean> run =
          Bounded.background(
              () -> {
                Thread.currentThread().setContextClassLoader(loader);
                Make.defaults().order(order).now(task);
                return true;
              });
      Bounded.until(() -> isWithoutThread(task));
      task.onEnter(
          TaskState.DONE, done -> seen.set(Thread.currentThread().getContextClassLoader()));

      stage.complete("x");

      end(run);
      assertSame(loader, seen.get());
    }
  }

  /** So does a failure in a make that fails fast and cancels. */
  @ParameterizedTest
  @EnumSource
  void make_failsFastCancelling_cancelsTheStage(Order order) throws Exception {
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              Bounded.until(() -> isWithoutThread(task));
              throw new IllegalStateException("broken");
            });

    Make.defaults().order(order).failFastCancelling().now(task, fails);

    assertEquals(TaskState.CANCELLED, task.state());
    assertTrue(stage.isCancelled());
  }

  /** One that fails fast alone waits for what runs, with a thread or without. */
  @ParameterizedTest
  @EnumSource
  void make_failsFast_waitsForTheStage(Order order) throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              Bounded.until(() -> isWithoutThread(task));
              throw new IllegalStateException("broken");
            });
    fails.onEnter(TaskState.FAILED, any -> failed.countDown());
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              Make.defaults().order(order).failFast().now(task, fails);
              return true;
            });
    Bounded.await(failed);
    assertFalse(run.isDone());

    stage.complete("x");

    end(run);
    assertEquals(TaskState.DONE, task.state());
  }

  /** An interrupt of the caller stops the make, and what is left to a stage ends. */
  @ParameterizedTest
  @EnumSource
  void make_callerInterrupted_cancelsTheStage(Order order) throws Exception {
    AtomicReference<Thread> caller = new AtomicReference<>();
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              caller.set(Thread.currentThread());
              Make.defaults().order(order).now(task);
              return Thread.currentThread().isInterrupted();
            });
    Bounded.until(() -> isWithoutThread(task));

    caller.get().interrupt();

    assertTrue(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.CANCELLED, task.state());
    assertTrue(stage.isCancelled());
  }

  /** Another make waits for it, and is told. */
  @ParameterizedTest
  @EnumSource
  void make_byAnotherMeanwhile_waits(Order order) throws Exception {
    Task<String> next = task.then("next", text -> text + "!");
    FutureTask<Boolean> first = begin(Make.defaults().order(order), task);
    FutureTask<Boolean> second =
        Bounded.background(
            () -> {
              Make.defaults().order(order).now(next);
              return true;
            });
    assertTrue(isWithoutThread(task));

    stage.complete("x");

    end(first);
    end(second);
    assertEquals("x!", next.get());
  }

  /** Once it has failed and is retried, it runs anew. */
  @ParameterizedTest
  @EnumSource
  void retry_afterAFailure_beginsAnotherStage(Order order) throws Exception {
    AtomicReference<CompletableFuture<String>> next = new AtomicReference<>(stage);
    Task<String> twice = Task.async("twice", next::get);
    stage.completeExceptionally(new IllegalStateException("broken"));
    Make make = Make.defaults().order(order);
    make.now(twice);
    assertEquals(TaskState.FAILED, twice.state());
    next.set(new CompletableFuture<>());

    twice.retry();
    FutureTask<String> run = Bounded.background(() -> make.get(twice));
    Bounded.until(() -> isWithoutThread(twice));
    next.get().complete("x");

    assertEquals("x", run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /**
   * What counts or limits runs has a thread for each task, and a rule or a callback asks for it.
   */
  @Test
  void make_withLimitsOrCallbacks_waitsInAThread() throws Exception {
    for (Make make :
        List.of(
            Make.defaults().parallelism(8),
            Make.defaults().timeout(Duration.ofHours(1)),
            Make.defaults().retry(Retry.times(2)))) {
      assertWaitsInAThread(make, new CompletableFuture<>(), false);
    }
    assertWaitsInAThread(Make.defaults(), new CompletableFuture<>(), true);
  }

  private static void assertWaitsInAThread(
      Make make, CompletableFuture<String> answer, boolean observed) throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Task<String> waits =
        Task.async(
            "waits",
            () -> {
              thread.set(Thread.currentThread());
              return answer;
            });
    if (observed) {
      waits.onEnter(TaskState.DONE, done -> {});
    }
    FutureTask<String> run = Bounded.background(() -> make.get(waits));
    Bounded.until(() -> thread.get() != null && thread.get().getState() != Thread.State.RUNNABLE);
    assertFalse(isWithoutThread(waits));

    answer.complete("x");

    assertEquals("x", run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** A chain of calls, each complete at some time, goes through. */
  @ParameterizedTest
  @EnumSource
  void make_chainOfStages_isMade(Order order) {
    Task<Integer> last = Task.async("first", () -> CompletableFuture.supplyAsync(() -> 0));
    for (int i = 1; i < 500; i++) {
      last = Task.async("step", last, n -> CompletableFuture.supplyAsync(() -> n + 1));
    }

    assertEquals(499, Make.defaults().order(order).get(last));
  }
}
