package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine learns of a function that gives a stage. */
@Timeout(60)
class StageFunctionTest {

  private static void teachQuick(Object function) {
    for (int i = 0; i < FunctionKind.QUICK_FROM - FunctionKind.LEAST; i++) {
      FunctionKind.ran(function, FunctionKind.QUICK - 1);
    }
  }

  /** What counts is the user's own function, under inputs, too. */
  @Test
  void userFunction_underInputs_isTheUsersOwn() {
    Callable<CompletionStage<String>> plain = () -> CompletableFuture.completedStage("x");
    TaskFunction<String, CompletionStage<String>> typed = CompletableFuture::completedStage;
    Task<String> first = Task.async("first", plain);
    Task<String> second = Task.async("second", first, typed);

    assertSame(plain, TaskRepair.userFunction(TaskNode.of(first)));
    assertSame(typed, TaskRepair.userFunction(TaskNode.of(second)));
  }

  /** A stage that is complete leaves its class as it is; one that is waited for makes it slow. */
  @Test
  void call_stageIsWaitedFor_isSlowAtOnce() throws Exception {
    CompletableFuture<String> stage = CompletableFuture.completedFuture("x");
    CompletableFuture<String> open = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<?>[] next = {stage};
    Callable<CompletionStage<String>> function =
        () -> {
          begun.countDown();
          @SuppressWarnings("unchecked")
          CompletableFuture<String> given = (CompletableFuture<String>) next[0];
          return given;
        };
    teachQuick(function);
    Task.async("complete", function).dispatch();
    assertTrue(FunctionKind.isQuick(TaskNode.of(Task.async("t", function))));

    next[0] = open;
    Task<String> waits = Task.async("waits", function);
    Thread thread = waits.bg();
    Bounded.until(() -> FunctionKind.isSlow(TaskNode.of(waits)));
    open.complete("x");

    Bounded.join(thread);
    assertTrue(FunctionKind.isSlow(TaskNode.of(Task.async("t", function))));
  }

  /** A thread of a pool that may have no other one waits all the same. */
  @Test
  void call_inAPoolThatMayNotGrow_waitsForTheStage() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Task<String> task =
        Task.async(
            "task",
            () -> {
              begun.countDown();
              return stage;
            });
    try (ForkJoinPool pool =
        new ForkJoinPool(
            1,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            false,
            1,
            1,
            1,
            null,
            1,
            TimeUnit.SECONDS)) {
      ForkJoinTask<TaskState> dispatched = pool.submit(() -> task.dispatch());
      Bounded.await(begun);
      Bounded.until(() -> FunctionKind.isSlow(TaskNode.of(task))); // it is about to wait
      assertEquals(TaskState.RUNNING, task.state());

      stage.complete("x");

      assertEquals(TaskState.DONE, dispatched.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
      assertEquals("x", task.get());
    }
  }

  /** An interrupt during the wait shows that it was this thread's; one before it, made here. */
  @Test
  void call_interrupted_tellsOfThisThread() {
    Task<String> waits = Task.async("waits", () -> new CompletableFuture<String>());
    Thread.currentThread().interrupt();
    assertEquals(1, interruptsToldBy(waits));
    assertFalse(Thread.interrupted());

    Task<String> asked =
        Task.async(
            "asked",
            () -> {
              Task.current().orElseThrow().cancel();
              assertTrue(Thread.interrupted());
              return new CompletableFuture<String>();
            });
    assertEquals(0, interruptsToldBy(asked));
    assertSame(TaskState.CANCELLED, asked.state());
  }

  /** How many interrupts a run on a caller's thread takes for the caller's own. */
  private static int interruptsToldBy(Task<?> of) {
    TaskNode<?> task = TaskNode.of(of);
    AtomicInteger told = new AtomicInteger();
    Runner runner = Runner.ofCaller(null, told::incrementAndGet);
    TaskStatus now = task.status();
    TaskDispatch.performOn(task, runner, () -> task.enterRun(now, runner) == now, task::perform);
    return told.get();
  }
}
