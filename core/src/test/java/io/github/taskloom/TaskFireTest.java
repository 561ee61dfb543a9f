package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events fired at a task from outside. */
@Timeout(30)
class TaskFireTest {
  private final Task<String> task = Task.of("t", () -> "value");

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  private static CancelledException why(Task<?> cancelled) {
    return assertInstanceOf(Cancelled.class, cancelled.outcome()).why();
  }

  /** A dispatch is no bare event: it comes with a run. */
  @Test
  void fire_dispatch_isRefused() {
    FsmException thrown =
        assertThrows(
            FsmException.class, () -> TaskEvents.fire(TaskNode.of(task), TaskEvent.DISPATCH));

    assertEquals(
        "t is PENDING: event DISPATCH is not allowed; allowed are [QUEUE, CANCEL, ERROR, ABORT]",
        thrown.getMessage());
  }

  /** A run ends by its function alone, and the message names the way to ask it. */
  @Test
  void fire_anythingWhileRunning_isRefusedWithAdvice() throws Exception {
    try (TasksIn running = new TasksIn(TaskState.RUNNING)) {
      FsmException thrown =
          assertThrows(
              FsmException.class, () -> TaskEvents.fire(TaskNode.of(running.task), TaskEvent.DONE));

      assertEquals(
          "t is RUNNING: event DONE is not allowed, nor is any other; its function decides how the"
              + " run ends, cancel() asks it to",
          thrown.getMessage());
    }
  }

  /** An error fails the task with the exception that was given. */
  @Test
  void fire_errorWithException_failsWithIt() {
    Exception exception = new IllegalArgumentException("no disk");

    TaskEvents.fire(TaskNode.of(task), TaskEvent.ERROR, exception);
    assertEquals(TaskState.FAILED, task.state());

    assertSame(exception, cause(task));
  }

  /** An error without an exception still fails with one that says why. */
  @Test
  void fire_errorWithTextOrNothing_failsWithExceptionThatSaysSo() {
    TaskEvents.fire(TaskNode.of(task), TaskEvent.ERROR, "no disk");
    Task<String> other = Task.of("other", () -> "value");
    TaskEvents.fire(TaskNode.of(other), TaskEvent.ERROR);

    assertEquals("t failed: no disk", cause(task).getMessage());
    assertSame(task, assertInstanceOf(TaskException.class, cause(task)).task());
    assertEquals("other failed", cause(other).getMessage());
  }

  /** A cancel carries its reason, whatever it is. */
  @Test
  void fire_cancelWithReasons_keepsThem() {
    CancelledException own = new CancelledException("enough");
    TaskEvents.fire(TaskNode.of(task), TaskEvent.CANCEL, own);
    assertSame(own, why(task));

    task.retry();
    Exception cause = new IllegalArgumentException("no disk");
    TaskEvents.fire(TaskNode.of(task), TaskEvent.CANCEL, cause);
    assertSame(cause, why(task).getCause());

    task.retry();
    TaskEvents.fire(TaskNode.of(task), TaskEvent.CANCEL, "no time");
    assertEquals("t was cancelled: no time", why(task).getMessage());
    assertSame(task, why(task).task());
  }

  /** Giving up a failed task keeps what it failed with as the cause. */
  @Test
  void abort_failedTask_keepsTheFailureAsCause() {
    Exception exception = new IllegalArgumentException("no disk");
    TaskEvents.fire(TaskNode.of(task), TaskEvent.ERROR, exception);

    task.abort();

    assertEquals(TaskState.ABORT, task.state());
    assertEquals("t was aborted", cause(task).getMessage());
    assertSame(exception, cause(task).getCause());
  }

  /** Why a task is given up is seen in what it failed with, and may not be left out. */
  @Test
  void abort_withReason_saysIt() {
    assertThrows(NullPointerException.class, () -> task.abort(null));
    assertEquals(TaskState.PENDING, task.state());

    task.abort("the disk is gone");

    assertEquals(TaskState.ABORT, task.state());
    assertEquals("t was aborted: the disk is gone", cause(task).getMessage());
  }

  /** A queued task is dispatched by the thread that queued it. */
  @Test
  void fire_queueThenDispatch_runs() {
    TaskEvents.fire(TaskNode.of(task), TaskEvent.QUEUE);

    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** What an event settles is seen on a result that was asked for before. */
  @Test
  void fire_settlingEvent_completesTheResult() throws Exception {
    Result<String> result = task.result();

    TaskEvents.fire(TaskNode.of(task), TaskEvent.ERROR, "no disk");

    assertTrue(result.isSettled());
    assertEquals("t failed: no disk", ((Failed<String>) result.join()).cause().getMessage());
  }
}
