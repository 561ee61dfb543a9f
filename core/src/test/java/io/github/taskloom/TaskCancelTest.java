package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** cancel() in every state, and what a running function makes of it. */
@Timeout(300)
class TaskCancelTest {

  private static CancelledException why(Task<?> cancelled) {
    return assertInstanceOf(Cancelled.class, cancelled.outcome()).why();
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
      Object before = TaskNode.of(in.task).status();

      in.task.cancel();

      assertSame(before, TaskNode.of(in.task).status());
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

  /** Cancelling twice is cancelling once. */
  @Test
  void cancel_twiceWhileRunning_isOnce() throws Exception {
    int[] told = new int[1];
    try (TasksIn in = new TasksIn(TaskState.RUNNING)) {
      in.task.runState().onCancel(() -> told[0]++);

      in.task.cancel();
      Object after = TaskNode.of(in.task).status();
      in.task.cancel();

      assertSame(after, TaskNode.of(in.task).status());
      assertEquals(1, told[0]);
    }
  }

  /** A cancelled prerequisite blocks, and its dependents stay. */
  @Test
  void cancel_prerequisite_dependentStaysPending() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");

    first.cancel();

    assertEquals(TaskState.PENDING, next.state());
    assertTrue(next.isBlocked());
  }

  /** A cancel that races the start or the end of a run settles the task by one of them. */
  @Tag("sized")
  @Test
  void cancel_racingDispatch_isDoneOrCancelledAndNeverStuck() throws Exception {
    for (int round = 0; round < Size.of(200, 1_000); round++) {
      Task<String> task = Task.of("t", () -> "value");
      Result<String> result = task.result();
      Callable<Boolean> dispatching =
          () -> {
            try {
              task.dispatch();
              return Thread.interrupted();
            } catch (TaskStateException cancelledBefore) {
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
