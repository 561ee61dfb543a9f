package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a function can end. */
@Timeout(120)
class TaskEndTest {

  private static <T> Callable<T> throwing(Throwable thrown) {
    return () -> {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    };
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  private static CancelledException why(Task<?> cancelled) {
    return assertInstanceOf(Cancelled.class, cancelled.outcome()).why();
  }

  static Stream<Throwable> exceptionsAndErrors() {
    return Stream.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new InterruptedException("it was not cancelled"),
        new CancellationException("not ours"),
        new AssertionError("an error"),
        new StackOverflowError("an error of the machine"),
        new OutOfMemoryError("on purpose"));
  }

  /** A result leads to DONE. */
  @Test
  void end_result_isDone() throws Exception {
    Task<String> task = Task.of("t", () -> "value");

    assertEquals(TaskState.DONE, task.dispatch());

    assertEquals(new Done<>("value"), task.outcome());
    assertEquals("value", task.get());
  }

  /** Null is a result as any other. */
  @Test
  void end_nullResult_isDone() throws Exception {
    Task<String> task = Task.of("t", () -> null);

    assertEquals(TaskState.DONE, task.dispatch());

    assertEquals(new Done<>(null), task.outcome());
    assertNull(task.get());
  }

  /** What is thrown fails the task, dispatch does not throw it, get does. */
  @ParameterizedTest
  @MethodSource("exceptionsAndErrors")
  void end_exceptionOrError_isFailedWithIt(Throwable thrown) {
    Task<String> task = Task.of("t", throwing(thrown));

    assertEquals(TaskState.FAILED, task.dispatch());

    assertSame(thrown, cause(task));
    TaskException got = assertThrows(TaskException.class, task::get);
    assertSame(thrown, got.getCause());
    assertSame(task, got.task());
    assertEquals("t failed: " + thrown, got.getMessage());
  }

  /** CancelledException cancels the task, with or without the option. */
  @Test
  void end_cancelledException_isCancelledWithIt() {
    CancelledException enough = new CancelledException("enough");
    Task<String> task = Task.of("t", throwing(enough));
    Task<String> optional = Task.<String>builder("t", throwing(enough)).cancelOnException().build();

    assertEquals(TaskState.CANCELLED, task.dispatch());
    assertEquals(TaskState.CANCELLED, optional.dispatch());

    assertSame(enough, why(task));
    assertSame(enough, why(optional));
    CancelledException got = assertThrows(CancelledException.class, task::get);
    assertEquals("t was cancelled: " + enough, got.getMessage());
    assertSame(task, got.task());
  }

  /** A result while the run state is cancelled leads to CANCELLED. */
  @Test
  void end_resultWhileRunStateIsCancelled_isCancelled() {
    Task<String> task =
        Task.of(
            "t",
            () -> {
              Task.current().orElseThrow().runState().cancel();
              return "value";
            });

    assertEquals(TaskState.CANCELLED, task.dispatch());

    assertEquals("t was cancelled", why(task).getMessage());
  }

  /** Another exception while the run state is cancelled still fails the task. */
  @Test
  void end_exceptionWhileRunStateIsCancelled_isFailed() {
    IOException full = new IOException("disk full");
    Task<String> task =
        Task.of(
            "t",
            () -> {
              Task.current().orElseThrow().runState().cancel();
              throw full;
            });

    assertEquals(TaskState.FAILED, task.dispatch());

    assertSame(full, cause(task));
  }

  /** throwIfCancelled ends a function that was asked to end. */
  @Test
  void end_throwIfCancelled_isCancelled() {
    Task<String> task =
        Task.of(
            "t",
            () -> {
              RunState state = Task.current().orElseThrow().runState();
              state.throwIfCancelled();
              state.cancel();
              state.throwIfCancelled();
              return "not reached";
            });

    assertEquals(TaskState.CANCELLED, task.dispatch());
  }

  /** An exception whose own description throws hides nothing. */
  @Test
  void get_exceptionThatCannotBeDescribed_isStillTheCause() {
    RuntimeException shy =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no words");
          }
        };
    Task<String> task = Task.of("t", throwing(shy));
    task.dispatch();

    assertSame(shy, assertThrows(TaskException.class, task::get).getCause());
  }

  /** bg tells of an error by the state as dispatch does, and its thread ends in peace. */
  @Test
  void end_errorInBackground_endsTheThreadInPeace() throws Exception {
    Task<String> task = Task.of("t", throwing(new StackOverflowError("on purpose")));

    Thread thread = task.bg();
    Throwable[] uncaught = new Throwable[1];
    thread.setUncaughtExceptionHandler((ended, thrown) -> uncaught[0] = thrown);
    Bounded.join(thread);

    assertEquals(TaskState.FAILED, task.state());
    assertNull(uncaught[0]);
    assertFalse(thread.isAlive());
  }

  /** A thread that sees DONE or FAILED sees the result or the exception, without waiting. */
  @Test
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  void settled_seenByAnotherThread_showsTheOutcome() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      boolean failing = round % 2 == 1;
      Object[] plain = new Object[1];
      Task<Object> task =
          Task.of(
              "t",
              () -> {
                plain[0] = "written";
                if (failing) {
                  throw new IOException("on purpose");
                }
                return plain[0];
              });
      Thread thread = task.bg();
      for (int looks = 0; !task.isSettled(); looks++) {
        if (looks < 10_000) {
          Thread.onSpinWait();
        } else {
          Thread.yield(); // to what runs the task, where there are few cores
        }
      }
      assertEquals("written", plain[0]);
      if (failing) {
        assertInstanceOf(IOException.class, cause(task));
      } else {
        assertEquals(new Done<>("written"), task.outcome());
      }
      Bounded.join(thread);
    }
  }
}
