package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStage;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that comes for a task which was left to its stage, where it has no memory. */
@Timeout(60)
class StageSettlerTest {
  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final TaskNode<String> task = TaskNode.of(Task.async("task", () -> stage));
  private final OutOfMemoryError noMemory = new OutOfMemoryError("on purpose");
  private final Making making = new Making(MakeOptions.DEFAULTS, null, new CompletionLog(1, false));
  private final Schedule schedule = Schedule.plan(MakeOptions.DEFAULTS, List.of(task), null);
  private final AwaitedTasks awaited =
      new AwaitedTasks(making, MakeOptions.DEFAULTS.clock(), new LeftOpen());

  /** As a worker does; the thread that comes then ends before it has taken the task over. */
  private void leave() {
    making.threads().addMaker(new Runner(null, Thread.currentThread())); // whom the end wakes
    TaskStatus now = task.status();
    assertSame(now, task.enterRun(now, new Runner(null, Thread.currentThread())));
    TaskStage.begin(
        task,
        null,
        run ->
            awaited.beforeStage(
                schedule,
                0,
                run,
                (left, of) -> {
                  throw noMemory;
                }));
  }

  private void assertFailed() {
    Bounded.until(task::isSettled);
    assertEquals(TaskState.FAILED, task.state());
    assertSame(noMemory, assertInstanceOf(Failed.class, task.outcome()).cause());
    awaited.await();
    assertTrue(making.progress().isGoing());
  }

  /** The task has failed by that, and its make goes on. */
  @Test
  void settle_noMemoryToTakeTheTaskOver_fails() {
    leave();

    stage.complete("x");

    assertFailed();
  }

  /** So it has where it was asked to end, and the stage is not left to itself. */
  @Test
  void settle_noMemoryAfterACancel_failsAndCancelsTheStage() {
    leave();

    task.cancel();

    assertFailed();
    Bounded.until(stage::isCancelled);
  }
}
