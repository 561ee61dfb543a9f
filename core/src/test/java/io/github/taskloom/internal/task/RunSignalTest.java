package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import org.junit.jupiter.api.Test;

/** The run state of an attempt is that of no other. */
class RunSignalTest {
  private final Task<String> task = Task.of("t", () -> "x");

  /** What was asked of an attempt is not asked of the next, whether its state is looked at. */
  @Test
  void cancel_runStateOfAnEarlierAttempt_leavesTheNext() {
    task.runState().cancel();
    assertEquals(TaskState.CANCELLED, task.dispatch());

    task.retry();

    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** It knows of which attempt it is. */
  @Test
  void isOf_itsAttemptAndOthers_isTrueForItsOwn() {
    RunSignal first = RunSignal.of(task.runState());
    assertTrue(first.isOf(1));
    assertFalse(first.isOf(2));
    task.cancel();
    task.retry();

    assertNull(Extras.runStateIfAsked(TaskNode.of(task), 2));
    RunState second = task.runState();

    assertTrue(RunSignal.of(second).isOf(2));
    assertSame(second, Extras.runStateIfAsked(TaskNode.of(task), 2));
    assertNull(Extras.runStateIfAsked(TaskNode.of(task), 1));
  }
}
