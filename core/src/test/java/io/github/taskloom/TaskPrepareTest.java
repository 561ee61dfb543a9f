package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TaskPrepareTest {

  private static Task<String> preparing() {
    return Task.builder("t", () -> "value").prepare().build();
  }

  /** A task in PREPARE refuses to be run, and says so. */
  @Test
  void dispatchAndBg_inPrepare_areRefused() {
    Task<String> task = preparing();

    FsmException thrown = assertThrows(FsmException.class, task::dispatch);
    assertTrue(thrown.getMessage().startsWith("t is PREPARE"), thrown.getMessage());
    assertThrows(FsmException.class, task::bg);
    assertEquals(TaskState.PREPARE, task.state());
  }

  /** Edges are added while preparing; they block once it is prepared. */
  @Test
  void require_inPrepare_blocksLater() {
    Task<String> task = preparing();
    Task<String> first = Task.of("first", () -> "value");
    task.require(first);

    TaskEvents.fire(TaskNode.of(task), TaskEvent.PREPARED);
    assertEquals(TaskState.PENDING, task.state());

    assertEquals(List.of(first), task.prerequisites());
    assertThrows(BlockedException.class, task::dispatch);
    first.dispatch();
    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** A task in PREPARE blocks its dependents. */
  @Test
  void blocked_byTaskInPrepare_saysSo() {
    Task<String> task = preparing();
    Task<String> next = task.thenCall("next", () -> "value");

    BlockedException thrown = assertThrows(BlockedException.class, next::dispatch);

    assertEquals("next is blocked by t, which is PREPARE", thrown.getMessage());
  }

  /** A cancel while preparing is remembered: the task is cancelled as soon as it is prepared. */
  @Test
  void cancel_inPrepare_takesEffectWhenPrepared() {
    Task<String> task = preparing();

    task.cancel();
    assertEquals(TaskState.PREPARE, task.state());
    assertTrue(task.runState().isCancelled());

    TaskEvents.fire(TaskNode.of(task), TaskEvent.PREPARED);
    assertEquals(TaskState.CANCELLED, task.state());
    assertTrue(task.result().isSettled());
  }

  /** The attempt after that one knows nothing of the cancel. */
  @Test
  void retry_afterCancelInPrepare_runs() {
    Task<String> task = preparing();
    task.cancel();
    TaskEvents.fire(TaskNode.of(task), TaskEvent.PREPARED);

    task.retry();

    assertFalse(task.runState().isCancelled());
    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** A cancel that crosses the end of the preparation is not lost. */
  @Test
  void cancel_whileBeingPrepared_isNeverLost() throws Exception {
    for (int round = 0; round < 500; round++) {
      Task<String> task = preparing();
      Callable<Boolean> prepare = () -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.PREPARED);
      Callable<Boolean> cancel =
          () -> {
            task.cancel();
            return true;
          };

      Bounded.together(List.of(prepare, cancel));

      assertEquals(TaskState.CANCELLED, task.state());
    }
  }
}
