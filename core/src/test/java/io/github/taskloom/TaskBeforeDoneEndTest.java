package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a task ends when what it does before it is DONE throws, or when it is cancelled there. */
@Timeout(60)
class TaskBeforeDoneEndTest {
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
  private final Gate gate = new Gate();

  private TaskBuilder<String> task() {
    return Task.builder("task", () -> "x");
  }

  private FutureTask<Boolean> inBackground(RunMode mode, Task<?> task) {
    return Bounded.background(
        () -> {
          mode.complete(task);
          return true;
        });
  }

  private static void end(FutureTask<Boolean> run) throws Exception {
    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  /** What it throws is as if the function had thrown it; no further hook is called. */
  @ParameterizedTest
  @EnumSource
  void hook_throws_failsTheTask(RunMode mode) throws Exception {
    IOException full = new IOException("disk full");
    Task<String> task =
        task()
            .beforeDone(
                value -> {
                  throw full;
                })
            .beforeDone(seen::add)
            .build();
    Task<Boolean> next = task.then("next", seen::add);

    mode.complete(task);

    assertSame(full, cause(task));
    assertSame(full, assertThrows(TaskException.class, task::get).getCause());
    assertEquals(List.of(), seen);
    assertEquals(TaskState.PENDING, next.state());
  }

  /** An error, too, and a stack that is too short for it. */
  @ParameterizedTest
  @EnumSource
  void hook_throwsAnError_failsTheTask(RunMode mode) throws Exception {
    Task<String> task = task().beforeDone(value -> deep(1)).build();

    mode.complete(task);

    assertInstanceOf(StackOverflowError.class, cause(task));
  }

  private static long deep(long depth) {
    return depth < 0 ? 0 : deep(depth + 1) + 1;
  }

  /** A cancellation that it throws cancels; so does anything under cancelOnException. */
  @ParameterizedTest
  @EnumSource
  void hook_throwsCancelled_cancelsTheTask(RunMode mode) throws Exception {
    CancelledException enough = new CancelledException("enough");
    Task<String> task =
        task()
            .beforeDone(
                value -> {
                  throw enough;
                })
            .build();
    Task<String> lenient =
        task()
            .cancelOnException()
            .beforeDone(
                value -> {
                  throw new IOException("disk full");
                })
            .build();

    mode.complete(task);
    mode.complete(lenient);

    assertSame(enough, assertInstanceOf(Cancelled.class, task.outcome()).why());
    assertInstanceOf(
        IOException.class, assertInstanceOf(Cancelled.class, lenient.outcome()).why().getCause());
  }

  /** A cancel interrupts it, and the task is CANCELLED. */
  @ParameterizedTest
  @EnumSource
  void cancel_whileHookWaits_interruptsIt(RunMode mode) throws Exception {
    Task<String> task = task().beforeDone(value -> gate.pass()).beforeDone(seen::add).build();
    FutureTask<Boolean> run = inBackground(mode, task);
    gate.awaitEntered();
    assertEquals(TaskState.RUNNING, task.state());

    task.cancel("not needed");

    end(run);
    CancelledException why = assertInstanceOf(Cancelled.class, task.outcome()).why();
    assertEquals("task was cancelled: not needed", why.getMessage());
    assertEquals(List.of(), seen);
  }

  /** One that returns all the same does not bring the task to DONE, nor to the next hook. */
  @ParameterizedTest
  @EnumSource
  void cancel_ignoredByHook_isCancelled(RunMode mode) throws Exception {
    Task<String> task =
        task().beforeDone(value -> gate.passUninterrupted()).beforeDone(seen::add).build();
    FutureTask<Boolean> run = inBackground(mode, task);
    gate.awaitEntered();

    task.cancel();
    gate.open();

    end(run);
    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals(List.of(), seen);
  }

  /** After a cancel another failure of it is a failure, which carries the reason. */
  @ParameterizedTest
  @EnumSource
  void cancel_hookThrowsAnother_failsWithTheReason(RunMode mode) throws Exception {
    IllegalStateException own = new IllegalStateException("own");
    Task<String> task =
        task()
            .beforeDone(
                value -> {
                  gate.passUninterrupted();
                  throw own;
                })
            .build();
    FutureTask<Boolean> run = inBackground(mode, task);
    gate.awaitEntered();

    task.cancel();
    gate.open();

    end(run);
    assertSame(own, cause(task));
    assertInstanceOf(CancelledException.class, own.getSuppressed()[0]);
  }
}
