package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interceptors around functions that give a stage: around their call, not around the wait. */
@Timeout(60)
class MakeAroundStagesTest {
  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final Task<String> task = Task.async("call", () -> stage);

  /** In every mode next gives the stage, and the interceptor ends before that does. */
  @ParameterizedTest
  @EnumSource
  void around_stage_endsWhenTheFunctionHasReturned(MakeMode mode) throws Exception {
    AtomicReference<Object> given = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    Make make =
        Make.defaults()
            .around(
                (any, next) -> {
                  given.set(next.call());
                  ended.countDown();
                  return given.get();
                });
    FutureTask<Void> run =
        Bounded.background(
            () -> {
              mode.make(make, List.of(task));
              return null;
            });
    Bounded.await(ended);
    assertSame(stage, given.get());
    assertEquals(TaskState.RUNNING, task.state());

    stage.complete("answer");

    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals("answer", task.get());
  }

  /** A plain make with an interceptor holds no thread for the stage either. */
  @Test
  void around_plainMake_noThreadWaits() throws Exception {
    Make make = Make.defaults().around((any, next) -> next.call());
    FutureTask<Boolean> run = Bounded.background(() -> make.now(task) != null);

    Bounded.until(() -> Tasks.explain(task).toString().contains("no thread waits for it"));

    stage.complete("answer");
    assertTrue(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals("answer", task.get());
  }

  /** What it returns is the stage that is waited for. */
  @ParameterizedTest
  @EnumSource
  void around_returnsAnotherStage_thatIsWaitedFor(MakeMode mode) throws Exception {
    stage.complete("answer");
    Make make =
        Make.defaults()
            .around(
                (any, next) -> ((CompletionStage<?>) next.call()).thenApply(text -> text + "!"));

    mode.make(make, List.of(task));

    assertEquals("answer!", task.get());
  }

  /** A value is no stage: the task fails, and is named. */
  @ParameterizedTest
  @EnumSource
  void around_returnsNoStage_taskFails(MakeMode mode) {
    mode.make(Make.defaults().around((any, next) -> "a value"), List.of(task));

    Throwable failure = assertInstanceOf(Outcome.Failed.class, task.outcome()).cause();
    assertSame(task, assertInstanceOf(TaskException.class, failure).task());
    assertTrue(failure.getMessage().contains("call has no stage to wait for"));
    assertTrue(failure.getMessage().contains("a value"), failure.getMessage());
  }
}
