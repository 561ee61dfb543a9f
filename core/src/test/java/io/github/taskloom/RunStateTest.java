package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RunStateTest {
  private final RunState own = RunState.create();
  private final List<Object> told = new ArrayList<>();

  /** One of one's own is cancelled once and for all. */
  @Test
  void cancel_own_isCancelled() {
    assertFalse(own.isCancelled());
    assertDoesNotThrow(own::throwIfCancelled);

    own.cancel();
    own.cancel();

    assertTrue(own.isCancelled());
    CancelledException thrown = assertThrows(CancelledException.class, own::throwIfCancelled);
    assertEquals("The run was cancelled", thrown.getMessage());
    assertNull(thrown.task());
  }

  /** Callbacks run once each, in order, in the thread that cancels. */
  @Test
  void onCancel_before_onceInOrderInTheCancellingThread() throws Exception {
    own.onCancel(() -> told.add("first"));
    own.onCancel(() -> told.add(Thread.currentThread()));

    Thread thread =
        Bounded.elsewhere(
            () -> {
              own.cancel();
              own.cancel();
              return Thread.currentThread();
            });

    assertEquals(List.of("first", thread), told);
  }

  /** On a cancelled one they run at once; a removed one never. */
  @Test
  void onCancel_afterAndRemoved_atOnceAndNever() {
    Registration removed = own.onCancel(() -> told.add("removed"));
    removed.close();
    own.cancel();

    own.onCancel(() -> told.add("at once"));

    assertEquals(List.of("at once"), told);
  }

  /** One that throws is reported, and the cancel is one all the same. */
  @Test
  void onCancel_throwing_isLoggedAndHarmless() {
    RuntimeException exception = new IllegalArgumentException("on purpose");
    own.onCancel(
        () -> {
          throw exception;
        });
    own.onCancel(() -> told.add("told"));

    try (LogRecords log = new LogRecords(Task.class)) {
      own.cancel();

      assertSame(exception, log.all().getFirst().getThrown());
    }
    assertTrue(own.isCancelled());
    assertEquals(List.of("told"), told);
  }

  /** It says in words what it is. */
  @Test
  void toString_ownAndOfTask_saysHowItStands() {
    assertEquals("RunState[not running]", own.toString());
    own.cancel();
    assertEquals("RunState[not running, cancelled]", own.toString());
    assertEquals("RunState[t, not running]", Task.of("t", () -> "value").runState().toString());
  }

  /** That of a task runs while the task does, in every state. */
  @ParameterizedTest
  @EnumSource
  void isRunning_inEachState_onlyRunning(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      assertEquals(state == TaskState.RUNNING, in.task.runState().isRunning());
    }
  }

  /** It is one object per attempt; that of an old attempt does not run any more. */
  @Test
  void runState_perAttempt_isOneObject() throws Exception {
    Task<String> task = Task.of("t", () -> "value");
    RunState first = task.runState();
    assertSame(first, task.runState());
    task.cancel();
    task.retry();

    RunState second = task.runState();
    boolean[] running = new boolean[2];
    task.onEnter(
        TaskState.RUNNING,
        made -> {
          running[0] = first.isRunning();
          running[1] = second.isRunning();
        });
    task.dispatch();

    assertFalse(running[0]);
    assertTrue(running[1]);
  }

  /** Cancelling the run state asks the function alone: its thread is not interrupted. */
  @Test
  void cancel_runStateOfRunningTask_doesNotInterrupt() throws Exception {
    Gate gate = new Gate();
    boolean[] interrupted = new boolean[1];
    Task<String> task =
        Task.of(
            "t",
            () -> {
              gate.passUninterrupted();
              interrupted[0] = Thread.interrupted();
              return "value";
            });
    Thread thread = task.bg();
    gate.awaitEntered();

    task.runState().cancel();
    gate.open();

    Bounded.join(thread);
    assertFalse(interrupted[0]);
    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** One that was cancelled before its task began is seen by the function. */
  @Test
  void cancel_runStateOfPendingTask_endsTheRunCancelled() throws Exception {
    Task<String> task = Task.of("t", () -> "value");
    task.runState().cancel();
    assertEquals(TaskState.PENDING, task.state());

    assertEquals(TaskState.CANCELLED, task.dispatch());

    CancelledException thrown =
        assertThrows(CancelledException.class, task.runState()::throwIfCancelled);
    assertEquals("t was cancelled", thrown.getMessage());
    assertSame(task, thrown.task());
  }

  /** Cancelling a task tells those who listen to its run state, after the interrupt. */
  @Test
  void onCancel_taskCancelled_isTold() throws Exception {
    try (TasksIn in = new TasksIn(TaskState.RUNNING)) {
      in.task.runState().onCancel(() -> told.add("told"));

      in.task.cancel();

      assertEquals(List.of("told"), told);
    }
  }

  /** A listener that blocks holds up the canceller, not the function. */
  @Test
  void onCancel_blocking_doesNotHoldTheFunction() throws Exception {
    Gate function = new Gate();
    Gate listener = new Gate();
    Task<String> task =
        Task.of(
            "t",
            () -> {
              function.pass();
              return "not reached";
            });
    task.runState().onCancel(listener::passUninterrupted);
    Thread thread = task.bg();
    function.awaitEntered();

    Thread cancelling = Thread.ofPlatform().start(task::cancel);
    listener.awaitEntered();

    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, task.state());
    assertTrue(cancelling.isAlive());
    listener.open();
    Bounded.join(cancelling);
  }

  /** Null is no action. */
  @Test
  void onCancel_null_isRefused() {
    assertThrows(NullPointerException.class, () -> own.onCancel(null));
  }
}
