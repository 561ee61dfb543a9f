package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a running function makes of the cancel of its task. */
@Timeout(30)
class TaskCancelRunningTest {
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

  /** One exception for all times: the reason that it was given once makes it no cancellation. */
  @Test
  void cancel_functionThrowsTheSameExceptionEachTime_failsEachTime() {
    IllegalStateException shared = new IllegalStateException("on purpose");
    Task<String> task =
        Task.of(
            "task",
            () -> {
              Task.current().orElseThrow().cancel("the user has gone");
              throw shared;
            });
    for (int i = 0; i < 3; i++) {
      assertEquals(TaskState.FAILED, task.dispatch());
      task.retry();
    }
  }
}
