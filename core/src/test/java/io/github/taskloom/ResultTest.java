package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.LogRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a result tells, and whom it calls; for waiting see ResultWaitTest. */
@Timeout(30)
class ResultTest {
  private final Task<String> task = Task.of("t", () -> "value");
  private final List<Object> told = new ArrayList<>();

  private static Task<String> failing(Exception failure) {
    return Task.of(
        "t",
        () -> {
          throw failure;
        });
  }

  /** Before the attempt settles a result is open, and shows itself so. */
  @Test
  void outcome_open_isUnsettled() {
    Result<String> result = task.result();

    assertFalse(result.isSettled());
    assertEquals(new Unsettled<String>(), result.outcome());
    assertEquals(1, result.attempt());
    assertEquals("Result[t, attempt 1, Unsettled[]]", result.toString());
  }

  /** Asked for before or after, it is settled once the task is, in every state. */
  @ParameterizedTest
  @EnumSource
  void isSettled_inEachState_asTheTask(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      assertEquals(state.isSettled(), in.task.result().isSettled());
      assertEquals(in.task.outcome().getClass(), in.task.result().outcome().getClass());
      Class<?> kind =
          switch (state) {
            case DONE -> Done.class;
            case FAILED, ABORT -> Failed.class;
            case CANCELLED -> Cancelled.class;
            default -> Unsettled.class;
          };
      assertEquals(kind, in.task.outcome().getClass());
    }
  }

  /** Every event that settles completes the result of the attempt. */
  @Test
  void everyWayToSettle_completesTheResult() throws Exception {
    for (TaskState from : List.of(TaskState.PENDING, TaskState.QUEUED)) {
      for (TaskEvent event : List.of(TaskEvent.CANCEL, TaskEvent.ERROR, TaskEvent.ABORT)) {
        try (TasksIn in = new TasksIn(from)) {
          Result<String> result = in.task.result();
          TaskEvents.fire(TaskNode.of(in.task), event);
          assertTrue(result.isSettled(), () -> from + " " + event);
          assertEquals(in.task.outcome(), result.outcome());
        }
      }
    }
    Result<String> result = task.result();
    task.dispatch();
    assertEquals(new Done<>("value"), result.outcome());
  }

  /** get throws what became of the task: TaskException with the cause, or CancelledException. */
  @Test
  void get_settled_returnsOrThrows() throws Exception {
    IOException failure = new IOException("no network");
    Task<String> failing = failing(failure);
    Task<String> cancelled = Task.of("c", () -> "value");
    Task<String> aborted = Task.of("a", () -> "value");
    task.dispatch();
    failing.dispatch();
    cancelled.cancel();
    aborted.abort();

    assertEquals("value", task.result().get());
    TaskException failed = assertThrows(TaskException.class, failing.result()::get);
    assertSame(failure, failed.getCause());
    assertSame(failing, failed.task());
    CancelledException thrown = assertThrows(CancelledException.class, cancelled.result()::get);
    assertSame(cancelled, thrown.task());
    assertInstanceOf(CancelledException.class, thrown.getCause());
    TaskException given = assertThrows(TaskException.class, aborted.result()::get);
    assertEquals("a was aborted", given.getCause().getMessage());
  }

  /** notify calls back exactly once, in order, in the thread that settles, with the result. */
  @Test
  void notify_beforeItSettles_onceInTheSettlingThread() throws Exception {
    Result<String> result = task.result();
    result.notify(told::add);
    result.notify(settled -> told.add(settled.outcome()));
    result.notify(settled -> told.add(Thread.currentThread()));

    Thread thread = task.bg();
    Bounded.join(thread);

    assertEquals(List.of(result, new Done<>("value"), thread), told);
  }

  /** notify of a settled result calls back now, in the calling thread. */
  @Test
  void notify_settled_atOnceInTheCallingThread() {
    task.dispatch();

    task.result().notify(settled -> told.add(Thread.currentThread()));

    assertEquals(List.of(Thread.currentThread()), told);
  }

  /** A removed callback is not called. */
  @Test
  void notify_removed_isNotCalled() {
    Registration removed = task.result().notify(told::add);
    task.result().notify(settled -> told.add("stays"));

    removed.close();
    task.dispatch();

    assertEquals(List.of("stays"), told);
  }

  /** One that throws is reported and harmless. */
  @Test
  void notify_throwingCallback_isLoggedAndHarmless() throws Exception {
    task.result()
        .notify(
            settled -> {
              throw new IllegalStateException("on purpose");
            });
    task.result().notify(settled -> told.add("told"));

    try (LogRecords log = new LogRecords(Task.class)) {
      assertEquals(TaskState.DONE, task.dispatch());

      assertEquals("on purpose", log.all().getFirst().getThrown().getMessage());
    }
    assertEquals(List.of("told"), told);
    assertEquals("value", task.get());
  }

  /** A callback may retry its task: the next attempt has its own callbacks. */
  @Test
  void notify_callbackRetries_isNotCalledForTheNextAttempt() {
    Task<String> failing = failing(new IOException("no network"));
    failing
        .result()
        .notify(
            settled -> {
              told.add(settled.attempt());
              failing.retry();
            });

    failing.dispatch();
    assertEquals(TaskState.PENDING, failing.state());
    failing.dispatch();

    assertEquals(List.of(1), told);
    assertEquals(TaskState.FAILED, failing.state());
  }

  /** The future completes as the attempt does. */
  @Test
  void toCompletableFuture_eachEnd_completesSo() throws Exception {
    IOException failure = new IOException("no network");
    Task<String> failing = failing(failure);
    Task<String> cancelled = Task.of("c", () -> "value");
    CompletableFuture<String> done = task.result().toCompletableFuture();
    CompletableFuture<String> failed = failing.result().toCompletableFuture();
    CompletableFuture<String> stopped = cancelled.result().toCompletableFuture();
    assertFalse(done.isDone());

    task.dispatch();
    failing.dispatch();
    cancelled.cancel();

    assertEquals("value", done.get());
    assertSame(failure, assertThrows(ExecutionException.class, failed::get).getCause());
    assertTrue(stopped.isCancelled());
    assertEquals("value", task.result().toCompletableFuture().getNow("not yet"));
  }

  /** Cancelling the future leaves the task alone. */
  @Test
  void toCompletableFuture_cancelled_taskGoesOn() throws Exception {
    CompletableFuture<String> future = task.result().toCompletableFuture();

    assertTrue(future.cancel(true));

    assertEquals(TaskState.PENDING, task.state());
    assertEquals(TaskState.DONE, task.dispatch());
    assertEquals("value", task.get());
  }

  /** A null value is passed through everything. */
  @Test
  void nullValue_everywhere_isAValue() throws Exception {
    Task<String> nothing = Task.of("n", () -> null);
    CompletableFuture<String> future = nothing.result().toCompletableFuture();

    nothing.dispatch();

    assertNull(nothing.result().get());
    assertTrue(future.isDone());
    assertNull(future.get());
    assertTrue(nothing.result().isSettled());
  }

  /** A callback is needed. */
  @Test
  void notify_null_isRefused() {
    assertThrows(NullPointerException.class, () -> task.result().notify(null));
  }
}
