package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.BlockedException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dispatch that ends by an error of the engine: what its thread was at is settled by it. */
@Timeout(60)
class DispatchEndTest {
  private final StackOverflowError error = new StackOverflowError("on purpose");
  private final TaskNode<String> task = TaskNode.of(Task.of("task", () -> "x"));
  private final TaskNode<String> inner = TaskNode.of(Task.of("inner", () -> "not reached"));
  private final Runner runner = Runner.here();

  private TaskState dispatch(Supplier<TaskState> performs) {
    return TaskDispatch.performOn(task, runner, () -> TaskClaim.claim(task, runner), performs);
  }

  private static Throwable failure(TaskNode<?> task) {
    return assertInstanceOf(Outcome.Failed.class, task.outcome()).cause();
  }

  @AfterEach
  void noInterruptIsLeft() {
    assertFalse(Thread.interrupted());
  }

  /** A task that was claimed, and that its thread cannot settle, has failed by the error. */
  @Test
  void performOn_errorOfTheEngine_failsTheTask() {
    assertEquals(
        TaskState.FAILED,
        dispatch(
            () -> {
              throw error;
            }));

    assertSame(error, failure(task));
  }

  /** One that had settled before stays so, and those who wait for it are told; it is thrown. */
  @Test
  void performOn_errorAfterTheEnd_isThrown() {
    AtomicInteger told = new AtomicInteger();
    task.result().notify(result -> told.incrementAndGet());

    assertSame(
        error,
        assertThrows(
            StackOverflowError.class,
            () ->
                dispatch(
                    () -> {
                      task.perform();
                      throw error;
                    })));

    assertEquals(TaskState.DONE, task.state());
    assertEquals(1, told.get());
  }

  /** What was refused before the claim is thrown, and changes nothing. */
  @Test
  void performOn_claimIsRefused_isThrown() {
    task.require(inner);

    assertThrows(BlockedException.class, () -> dispatch(task::perform));
    assertEquals(TaskState.PENDING, task.state());
    assertNull(TaskDispatch.performOn(inner, runner, () -> false, inner::perform));
    assertEquals(TaskState.PENDING, inner.state());
  }

  /** What was left RUNNING inside has failed, too, because of it. */
  @Test
  void performOn_anotherIsLeftInside_failsBoth() {
    dispatch(
        () -> {
          Runner within = Runner.here();
          RunInside.begins(within);
          TaskClaim.claim(inner, within);
          throw error;
        });

    assertSame(error, failure(task));
    assertSame(error, failure(inner).getCause());
    runner.breakOffInner(null); // nothing is left there
    assertSame(error, failure(inner).getCause());
  }

  /** An interrupt for the function around that was taken inside is there again, however it ends. */
  @Test
  void performOn_interruptForTheFunctionAround_reachesIt() {
    boolean[] isSet = new boolean[2];
    Task<String> outer =
        Task.of(
            "outer",
            () -> {
              Task.current().orElseThrow().cancel();
              Runner within = Runner.here();
              Supplier<TaskState> takesIt =
                  () -> {
                    assertTrue(Thread.interrupted());
                    throw error;
                  };
              TaskDispatch.performOn(inner, within, () -> TaskClaim.claim(inner, within), takesIt);
              isSet[0] = Thread.interrupted(); // taken by the function around itself
              task.dispatch();
              isSet[1] = Thread.interrupted();
              return "discarded";
            });

    outer.dispatch();

    assertTrue(isSet[0]);
    assertFalse(isSet[1]);
    assertEquals(TaskState.FAILED, inner.state());
    assertEquals(TaskState.DONE, task.state());
    assertEquals(TaskState.CANCELLED, outer.state());
  }

  /** So it is after what else a thread does inside of a function: a callback, a make. */
  @Test
  void carried_interruptForTheFunctionAround_reachesIt() {
    boolean[] isSet = new boolean[1];
    Task<String> outer =
        Task.of(
            "outer",
            () -> {
              Task.current().orElseThrow().cancel();
              RunInside.carried(Runner.here(), () -> assertTrue(Thread.interrupted()));
              isSet[0] = Thread.interrupted();
              return "discarded";
            });

    outer.dispatch();

    assertTrue(isSet[0]);
    assertEquals(TaskState.CANCELLED, outer.state());
  }

  /** A thread of a make that comes back from a task which it has left RUNNING settles it. */
  @Test
  void carried_taskIsLeftRunning_failsIt() {
    RunInside.carried(runner, () -> TaskClaim.claim(task, runner));

    assertEquals(
        "task has ended where there was no stack or memory to settle it",
        failure(task).getMessage());
  }

  /** One that it had left to a stage, and could not say so, has its thread called. */
  @Test
  void carried_taskIsLeftToAStage_callsItsThread() {
    CompletableFuture<String> stage = CompletableFuture.completedFuture("x");
    TaskNode<String> async = TaskNode.of(Task.async("async", () -> stage));
    StageRun<String> run = StageRun.of(stage);
    AtomicInteger started = new AtomicInteger();
    StageWait wait =
        new StageWait() {
          @Override
          public void start() {
            started.incrementAndGet();
          }

          @Override
          public void drop() {}
        };

    RunInside.carried(
        runner,
        () -> {
          TaskClaim.claim(async, runner);
          run.leave(runner, wait);
          async.replaceDetail(async.status(), run);
        });

    assertEquals(1, started.get());
    assertSame(run, Objects.requireNonNull(StageRun.in(async.status())));
    assertEquals(TaskState.RUNNING, async.state());
  }
}
