package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that the engine settles, since its thread could not. */
@Timeout(60)
class BreakOffTest {

  /** Where there is no memory for that either it is tried again: others may free some. */
  @Test
  void breakOff_noMemoryAtFirst_isTriedAgain() {
    OutOfMemoryError error = new OutOfMemoryError("of the attempt");
    AtomicInteger tries = new AtomicInteger();
    TaskNode<String> task = TaskNode.of(Task.of("task", () -> "not reached"));
    Runner runner =
        Runner.ofCaller(
            null,
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new OutOfMemoryError("on purpose");
              }
            });
    TaskStatus now = task.status();
    assertSame(now, task.enterRun(now, runner));
    Thread.currentThread().interrupt(); // so that the cancel finds two, and the end tells of one
    task.cancel();

    assertTrue(TaskDispatch.breakOff(task, runner, error));

    assertEquals(3, tries.get());
    assertEquals(TaskState.FAILED, task.state());
    assertSame(error, TaskResults.failure(task));
    assertFalse(Thread.interrupted());
  }
}
