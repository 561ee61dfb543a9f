package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel of a task that waits for a stage, whatever the stage makes of it. */
@Timeout(60)
class TaskAsyncCancelTest {
  private final CountDownLatch begun = new CountDownLatch(1);

  private Task<String> waitingFor(CompletionStage<String> stage) {
    return Task.async(
        "task",
        () -> {
          begun.countDown();
          return stage;
        });
  }

  private FutureTask<Boolean> begin(RunMode mode, Task<?> task) throws InterruptedException {
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              mode.complete(task);
              return true;
            });
    Bounded.await(begun);
    return run;
  }

  private static CancelledException end(FutureTask<Boolean> run, Task<?> task) throws Exception {
    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    return assertInstanceOf(Outcome.Cancelled.class, task.outcome()).why();
  }

  /** The stage is cancelled when the task is. */
  @ParameterizedTest
  @EnumSource
  void cancel_whileItWaits_cancelsTheStage(RunMode mode) throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Task<String> task = waitingFor(stage);
    Task<String> next = task.then("next", text -> text);
    FutureTask<Boolean> run = begin(mode, task);

    task.cancel("not needed");

    assertEquals("task was cancelled: not needed", end(run, task).getMessage());
    assertTrue(stage.isCancelled());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** One that ignores it is left to itself, and what it gives later changes nothing. */
  @ParameterizedTest
  @EnumSource
  void cancel_ignoredByTheStage_settlesAtOnce(RunMode mode) throws Exception {
    CompletableFuture<String> deaf =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
          }
        };
    Task<String> task = waitingFor(deaf);
    FutureTask<Boolean> run = begin(mode, task);

    task.cancel();

    end(run, task);
    assertFalse(deaf.isDone());
    deaf.complete("late");
    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** Nor does it matter that a stage is no future, or gives a copy of itself. */
  @ParameterizedTest
  @EnumSource
  void cancel_stageIsNoFuture_settlesAtOnce(RunMode mode) throws Exception {
    CompletableFuture<String> source = new CompletableFuture<>();
    Task<String> task = waitingFor(source.minimalCompletionStage());
    FutureTask<Boolean> run = begin(mode, task);

    task.cancel();

    end(run, task);
    assertFalse(source.isDone());
  }

  private static CompletableFuture<String> refusing(RuntimeException refusal) {
    return new CompletableFuture<>() {
      @Override
      public CompletableFuture<String> toCompletableFuture() {
        throw refusal;
      }
    };
  }

  /** What it throws when it is to be cancelled is kept with the reason, and is no failure. */
  @ParameterizedTest
  @EnumSource
  void cancel_stageRefuses_settlesAtOnce(RunMode mode) throws Exception {
    IllegalStateException broken = new IllegalStateException("broken");
    Task<String> task = waitingFor(refusing(broken));
    FutureTask<Boolean> run = begin(mode, task);

    task.cancel();

    Throwable interrupted = end(run, task).getSuppressed()[0];
    assertInstanceOf(InterruptedException.class, interrupted);
    assertEquals(broken, interrupted.getSuppressed()[0]);
  }

  /** That there is no future to a stage is no news. */
  @ParameterizedTest
  @EnumSource
  void cancel_stageHasNoFuture_settlesAtOnce(RunMode mode) throws Exception {
    Task<String> task = waitingFor(refusing(new UnsupportedOperationException("by contract")));
    FutureTask<Boolean> run = begin(mode, task);

    task.cancel();

    assertEquals(0, end(run, task).getSuppressed()[0].getSuppressed().length);
  }

  /** A cancel that the function has swallowed before it gave the stage is not lost. */
  @ParameterizedTest
  @EnumSource
  void cancel_swallowedBeforeTheStage_endsTheWait(RunMode mode) throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Gate gate = new Gate();
    Task<String> task =
        Task.async(
            "task",
            () -> {
              begun.countDown();
              try {
                gate.pass();
              } catch (InterruptedException swallowed) {
                return stage;
              }
              return stage;
            });
    FutureTask<Boolean> run = begin(mode, task);
    gate.awaitEntered();

    task.cancel();

    end(run, task);
    assertTrue(stage.isCancelled());
  }

  /** A value that is there when the cancel comes does not bring the task to DONE. */
  @ParameterizedTest
  @EnumSource
  void cancel_beforeACompleteStage_isCancelled(RunMode mode) throws Exception {
    Task<String> task =
        Task.async(
            "task",
            () -> {
              Task.current().orElseThrow().cancel();
              return CompletableFuture.completedStage("x");
            });

    mode.complete(task);

    assertEquals(TaskState.CANCELLED, task.state());
  }
}
