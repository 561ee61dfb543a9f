package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The options that change how a function ends: cancelOnException and cancelOnResult. */
@Timeout(30)
class TaskPolicyTest {

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

  /** Under cancelOnException what is thrown cancels the task, with it as the cause. */
  @ParameterizedTest
  @MethodSource("exceptionsAndErrors")
  void end_exceptionUnderCancelOnException_isCancelled(Throwable thrown) {
    Task<String> task = Task.<String>builder("t", throwing(thrown)).cancelOnException().build();

    assertEquals(TaskState.CANCELLED, task.dispatch());

    assertSame(thrown, why(task).getCause());
    assertSame(task, why(task).task());
    CancelledException got = assertThrows(CancelledException.class, task::get);
    assertSame(why(task), got.getCause());
  }

  /** A result that passes cancelOnResult leads to CANCELLED, another one to DONE. */
  @Test
  void end_cancelOnResult_decidesByTheResult() throws Exception {
    Task<String> stale =
        Task.builder("stale", () -> "stale").cancelOnResult("stale"::equals).build();
    Task<String> fresh =
        Task.builder("fresh", () -> "fresh").cancelOnResult("stale"::equals).build();

    assertEquals(TaskState.CANCELLED, stale.dispatch());
    assertEquals(TaskState.DONE, fresh.dispatch());

    assertEquals(
        "stale is cancelled by its result, as cancelOnResult says", why(stale).getMessage());
    assertEquals("fresh", fresh.get());
  }

  /** cancelOnResult is asked about null as well, and never after an exception. */
  @Test
  void end_cancelOnResult_isAskedAboutResultsAlone() {
    Task<String> nothing =
        Task.<String>builder("nothing", () -> null).cancelOnResult(value -> value == null).build();
    Task<String> failing =
        Task.<String>builder("failing", throwing(new IOException("disk full")))
            .cancelOnResult(value -> true)
            .build();

    assertEquals(TaskState.CANCELLED, nothing.dispatch());
    assertEquals(TaskState.FAILED, failing.dispatch());
  }

  /** A cancelOnResult that throws fails the task with that. */
  @Test
  void end_cancelOnResultThrows_isFailedWithThat() {
    RuntimeException broken = new IllegalArgumentException("broken test");
    Task<String> task =
        Task.builder("t", () -> "value")
            .cancelOnResult(
                value -> {
                  throw broken;
                })
            .build();

    assertEquals(TaskState.FAILED, task.dispatch());

    assertSame(broken, cause(task));
  }

  /** It does so under cancelOnException as well: that is about the function. */
  @Test
  void end_cancelOnResultThrowsUnderCancelOnException_isFailedWithThat() {
    RuntimeException broken = new IllegalArgumentException("broken test");
    Task<String> task =
        Task.builder("t", () -> "value")
            .cancelOnException()
            .cancelOnResult(
                value -> {
                  throw broken;
                })
            .build();

    assertEquals(TaskState.FAILED, task.dispatch());

    assertSame(broken, cause(task));
  }

  /** A cancel during the run comes first, whether or not the run state was asked for. */
  @Test
  void end_cancelledBeforeCancelOnResultThrows_isCancelled() {
    Task<String> task =
        Task.builder(
                "t",
                () -> {
                  Task.current().orElseThrow().cancel();
                  return "value";
                })
            .cancelOnResult(
                value -> {
                  throw new IllegalArgumentException("broken test");
                })
            .build();

    assertEquals(TaskState.CANCELLED, task.dispatch());
  }
}
