package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task that was dispatched so deep in the stack that the error which ended it left no room even
 * to settle it: the function that it ran inside of does so.
 */
@Timeout(60)
class LeftInsideTest {
  private final StackOverflowError error = new StackOverflowError("here");
  private final Task<String> inner = Task.of("inner", () -> "not reached");

  /** What a dispatch does up to the claim, and what it leaves when the stack ends for good. */
  private void leaveRunning() {
    Runner runner = Runner.here();
    RunInside.begins(runner);
    TaskClaim.claim(TaskNode.of(inner), runner);
  }

  private void assertInnerFailed() {
    assertEquals(TaskState.FAILED, inner.state());
    Throwable why = assertInstanceOf(Failed.class, inner.outcome()).cause();
    assertEquals(
        "inner has ended where there was no stack or memory to settle it", why.getMessage());
  }

  private Task<String> outer(Callable<String> afterwards) {
    return Task.of(
        "outer",
        () -> {
          leaveRunning();
          return afterwards.call();
        });
  }

  @Test
  void dispatch_functionEndsByTheError_innerOneIsSettled() {
    Task<String> outer =
        outer(
            () -> {
              throw error;
            });

    assertEquals(TaskState.FAILED, outer.dispatch());

    assertSame(error, assertInstanceOf(Failed.class, outer.outcome()).cause());
    assertInnerFailed();
  }

  @Test
  void dispatch_functionTakesTheError_innerOneIsSettled() {
    assertEquals(TaskState.DONE, outer(() -> "went on").dispatch());

    assertInnerFailed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void make_functionTakesTheError_innerOneIsSettled(boolean threadPerTask) {
    Task<String> outer = outer(() -> "went on");
    Make make = Make.defaults();

    (threadPerTask ? make.withThreadPerTask() : make).now(outer);

    assertEquals(TaskState.DONE, outer.state());
    assertInnerFailed();
  }

  /** Nor does the one around it have the stack: the next one settles both. */
  @Test
  void dispatch_twoAreLeft_bothAreSettled() {
    Task<String> between = outer(() -> "not reached");
    Task<String> outermost =
        Task.of(
            "outermost",
            () -> {
              Runner runner = Runner.here();
              RunInside.begins(runner);
              runner.carriedDuring(
                  () -> {
                    TaskClaim.claim(TaskNode.of(between), runner);
                    leaveRunning();
                  });
              return "went on";
            });

    outermost.dispatch();

    assertEquals(TaskState.FAILED, between.state());
    assertInnerFailed();
  }
}
