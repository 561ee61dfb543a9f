package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** run(): for those who know why. */
@Timeout(30)
class TaskRunTest {

  /** Whatever blocks a task, run runs it. */
  @Test
  void run_blocked_runs() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");

    assertEquals(new Done<>("value"), next.run());

    assertEquals(TaskState.DONE, next.state());
    assertEquals(TaskState.PENDING, first.state());
  }

  /** Even an ABORTed prerequisite is ignored. */
  @Test
  void run_prerequisiteAborted_runs() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");
    first.abort();

    assertEquals(new Done<>("value"), next.run());
  }

  /** From a state that can lead to RUNNING, run settles the task. */
  @ParameterizedTest
  @EnumSource(names = {"PENDING", "QUEUED", "CANCELLED"})
  void run_fromStatesThatCanRun_settles(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      assertEquals(new Done<>("value"), in.task.run());

      assertEquals(TaskState.DONE, in.task.state());
      assertEquals(state == TaskState.CANCELLED ? 2 : 1, in.task.result().attempt());
    }
  }

  /** A FAILED task is run once more, in a new attempt. */
  @Test
  void run_failed_isNewAttempt() {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> task =
        Task.of(
            "t",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("first time");
              }
              return calls.get();
            });

    assertInstanceOf(Failed.class, task.run());
    assertEquals(new Done<>(2), task.run());

    assertEquals(2, task.attempt());
  }

  /** In PREPARE the function is called, and the task stays as it is. */
  @Test
  void run_inPrepare_callsWithoutSettling() throws Exception {
    try (TasksIn in = new TasksIn(TaskState.PREPARE)) {
      assertEquals(new Done<>("value"), in.task.run());

      assertEquals(TaskState.PREPARE, in.task.state());
      assertEquals(new Outcome.Unsettled<String>(), in.task.outcome());
    }
  }

  /** While it runs elsewhere the function is called once more, and each call ends by itself. */
  @Test
  void run_whileRunning_overlapsItself() throws Exception {
    Gate gate = new Gate();
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> task =
        Task.of(
            "t",
            () -> {
              int call = calls.incrementAndGet();
              if (call == 1) {
                gate.pass();
              }
              return call;
            });
    Thread thread = task.bg();
    gate.awaitEntered();

    assertEquals(new Done<>(2), task.run());
    assertEquals(TaskState.RUNNING, task.state());

    gate.open();
    Bounded.join(thread);
    assertEquals(1, task.get());
  }

  /** The function of such a call finds its task, as any does. */
  @Test
  void run_inPrepare_functionFindsItsTask() {
    Task<Object> task =
        Task.<Object>builder("t", () -> Task.current().orElseThrow()).prepare().build();

    assertEquals(new Done<Object>(task), task.run());

    assertEquals(TaskState.PREPARE, task.state());
  }

  /** What such a call throws is told, not thrown. */
  @Test
  void run_inPrepareFunctionThrows_returnsIt() {
    RuntimeException failure = new IllegalArgumentException("on purpose");
    CancelledException cancelled = new CancelledException("enough");
    Task<String> failing =
        Task.<String>builder(
                "failing",
                () -> {
                  throw failure;
                })
            .prepare()
            .build();
    Task<String> cancelling =
        Task.<String>builder(
                "cancelling",
                () -> {
                  throw cancelled;
                })
            .prepare()
            .build();

    assertSame(failure, assertInstanceOf(Failed.class, failing.run()).cause());
    assertSame(cancelled, assertInstanceOf(Cancelled.class, cancelling.run()).why());
  }

  /** DONE and ABORT are terminal for run, too. */
  @ParameterizedTest
  @EnumSource(names = {"DONE", "ABORT"})
  void run_terminal_isRefused(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      TaskStateException thrown = assertThrows(TaskStateException.class, in.task::run);

      assertEquals("t is " + state + ": it cannot run again", thrown.getMessage());
    }
  }
}
