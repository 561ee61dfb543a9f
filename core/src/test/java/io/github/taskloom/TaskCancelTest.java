package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** cancel() in every state, and what a running function makes of it. */
@Timeout(30)
class TaskCancelTest {
  private final Gate gate = new Gate();

  private static CancelledException why(Task<?> cancelled) {
    return assertInstanceOf(Cancelled.class, cancelled.outcome()).why();
  }

  /** Runs a task, cancels it while it stands at the gate, and waits for its end. */
  private void cancelAtGate(Task<?> task) throws InterruptedException {
    Thread thread = task.bg();
    gate.awaitEntered();
    task.cancel();
    gate.open();
    Bounded.join(thread);
  }

  /** PENDING and QUEUED go to CANCELLED at once. */
  @ParameterizedTest
  @EnumSource(names = {"PENDING", "QUEUED"})
  void cancel_notRunningYet_isCancelledAtOnce(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      Result<String> result = in.task.result();

      in.task.cancel();

      assertEquals(TaskState.CANCELLED, in.task.state());
      assertEquals("t was cancelled", why(in.task).getMessage());
      assertSame(in.task, why(in.task).task());
      assertTrue(result.isSettled());
    }
  }

  /** What is settled stays as it is. */
  @ParameterizedTest
  @EnumSource(names = {"DONE", "FAILED", "ABORT", "CANCELLED"})
  void cancel_settled_changesNothing(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      Object before = in.task.status();

      in.task.cancel();

      assertSame(before, in.task.status());
    }
  }

  /** In PREPARE and RUNNING cancel returns at once, and the task stays where it is for now. */
  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "RUNNING"})
  void cancel_prepareOrRunning_isRemembered(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      in.task.cancel();

      assertEquals(state, in.task.state());
      assertTrue(in.task.runState().isCancelled());
    }
  }

  /** The function's thread is interrupted, and its end by that is a cancellation. */
  @Test
  void cancel_functionWaits_isInterruptedAndCancelled() throws Exception {
    Task<String> task =
        Task.of(
            "t",
            () -> {
              gate.pass();
              return "not reached";
            });
    Thread thread = task.bg();
    gate.awaitEntered();

    task.cancel();

    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals("t was cancelled", why(task).getMessage());
    assertInstanceOf(InterruptedException.class, why(task).getSuppressed()[0]);
  }

  /** A function that ignores it all decides how long it takes; its result is not used. */
  @Test
  void cancel_functionGoesOnToAResult_isCancelled() throws Exception {
    Task<String> task =
        Task.of(
            "t",
            () -> {
              gate.passUninterrupted();
              return "value";
            });

    cancelAtGate(task);

    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** A function that looks at its run state sees the request there. */
  @Test
  void cancel_functionAsksItsRunState_seesIt() throws Exception {
    boolean[] seen = new boolean[3];
    Task<String> task =
        Task.of(
            "t",
            () -> {
              RunState state = Task.current().orElseThrow().runState();
              seen[0] = state.isCancelled();
              gate.passUninterrupted();
              seen[1] = state.isCancelled();
              seen[2] = Thread.currentThread().isInterrupted();
              state.throwIfCancelled();
              return "not reached";
            });

    cancelAtGate(task);

    assertEquals(List.of(false, true, true), List.of(seen[0], seen[1], seen[2]));
    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** The request is seen also by one who asks for the run state only afterwards. */
  @Test
  void cancel_runStateAskedLater_isCancelled() throws Exception {
    boolean[] seen = new boolean[1];
    Task<String> task =
        Task.of(
            "t",
            () -> {
              gate.passUninterrupted();
              seen[0] = Task.current().orElseThrow().runState().isCancelled();
              return "value";
            });

    cancelAtGate(task);

    assertTrue(seen[0]);
  }

  /** What tells of the interrupt, wrapped or not, is a cancellation. */
  @Test
  void cancel_functionThrowsOfTheInterrupt_isCancelled() throws Exception {
    for (Exception thrown :
        List.of(
            new ClosedByInterruptException(),
            new IllegalStateException("wrapped", new InterruptedException()))) {
      Gate its = new Gate();
      Task<String> task =
          Task.of(
              "t",
              () -> {
                its.passUninterrupted();
                throw thrown;
              });
      Thread thread = task.bg();
      its.awaitEntered();
      task.cancel();
      its.open();
      Bounded.join(thread);

      assertEquals(TaskState.CANCELLED, task.state(), thrown::toString);
      assertSame(thrown, why(task).getSuppressed()[0]);
    }
  }

  /** A failure of its own is a failure, cancelled or not. */
  @Test
  void cancel_functionThrowsSomethingElse_isFailed() throws Exception {
    IOException full = new IOException("disk full");
    Task<String> task =
        Task.of(
            "t",
            () -> {
              gate.passUninterrupted();
              throw full;
            });

    cancelAtGate(task);

    assertSame(full, assertInstanceOf(Failed.class, task.outcome()).cause());
  }

  /** Cancelling twice is cancelling once. */
  @Test
  void cancel_twiceWhileRunning_isOnce() throws Exception {
    int[] told = new int[1];
    try (TasksIn in = new TasksIn(TaskState.RUNNING)) {
      in.task.runState().onCancel(() -> told[0]++);

      in.task.cancel();
      Object after = in.task.status();
      in.task.cancel();

      assertSame(after, in.task.status());
      assertEquals(1, told[0]);
    }
  }

  /** After its run the thread is as it was: the interrupt does not outlive the task. */
  @Test
  void cancel_afterTheRun_flagOfTheThreadIsClear() throws Exception {
    boolean interrupted =
        Bounded.elsewhere(
            () -> {
              Task<String> task =
                  Task.of(
                      "t",
                      () -> {
                        Task.current().orElseThrow().cancel();
                        return "value";
                      });
              assertEquals(TaskState.CANCELLED, task.dispatch());
              return Thread.currentThread().isInterrupted();
            });

    assertFalse(interrupted);
  }

  /** A cancelled prerequisite blocks, and its dependents stay. */
  @Test
  void cancel_prerequisite_dependentStaysPending() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.then("next", () -> "value");

    first.cancel();

    assertEquals(TaskState.PENDING, next.state());
    assertTrue(next.isBlocked());
  }

  /** A cancel that races the start or the end of a run settles the task by one of them. */
  @Test
  void cancel_racingDispatch_isDoneOrCancelledAndNeverStuck() throws Exception {
    for (int round = 0; round < 1_000; round++) {
      Task<String> task = Task.of("t", () -> "value");
      Result<String> result = task.result();
      Callable<Boolean> dispatching =
          () -> {
            try {
              task.dispatch();
              return Thread.interrupted();
            } catch (TaskException cancelledBefore) {
              return false;
            }
          };
      Callable<Boolean> cancelling =
          () -> {
            task.cancel();
            return false;
          };

      assertEquals(List.of(false, false), Bounded.together(List.of(dispatching, cancelling)));

      assertTrue(task.isSettled());
      assertNotNull(result.join());
      assertEquals(result.outcome(), task.outcome());
    }
  }
}
