package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a status says, and which ones tasks share. */
class TaskStatusTest {
  private static final TaskStatus PENDING = TaskStatus.plain(TaskState.PENDING);

  /** A task that is not observed has no status of its own as long as there is nothing to say. */
  @ParameterizedTest
  @EnumSource
  void next_plain_isShared(TaskState state) {
    TaskStatus next = PENDING.next(state, false, false, null);

    assertSame(TaskStatus.plain(state), next);
    assertEquals(state, next.state());
    assertEquals(1, next.attempt());
    assertEquals(0, next.sequence());
    assertNull(next.detail());
    assertTrue(next.isPlain());
  }

  /** A detail is of one task, and so is the status that has it. */
  @Test
  void next_withDetail_isItsOwn() {
    TaskStatus next = PENDING.next(TaskState.FAILED, false, false, "why");

    assertEquals("why", next.detail());
    assertEquals(0, next.sequence());
    assertTrue(next.isPlain());
    assertNotSame(next, PENDING.next(TaskState.FAILED, false, false, "why"));
  }

  /** So is that of a later attempt. */
  @Test
  void next_opensAttempt_countsIt() {
    TaskStatus second = PENDING.next(TaskState.PENDING, true, false, null);

    assertEquals(2, second.attempt());
    assertEquals(0, second.sequence());
    assertFalse(second.isPlain());
    assertEquals(2, second.next(TaskState.DONE, false, false, null).attempt());
  }

  /** Transitions are counted from the first that is observed on, whatever listens to the others. */
  @Test
  void next_observed_isNumberedFromThenOn() {
    TaskStatus first = PENDING.next(TaskState.QUEUED, false, true, null);
    TaskStatus second = first.next(TaskState.RUNNING, false, true, null);
    TaskStatus third = second.next(TaskState.DONE, false, false, null);

    assertEquals(1, first.sequence());
    assertEquals(2, second.sequence());
    assertEquals(3, third.sequence());
    assertFalse(third.isPlain());
  }

  /** Another detail changes nothing else, and is another status even where it is the same. */
  @Test
  void withDetail_same_isAnother() {
    TaskStatus failed = PENDING.next(TaskState.FAILED, true, true, "why");

    TaskStatus again = failed.withDetail("why");

    assertNotSame(failed, again);
    assertEquals(TaskState.FAILED, again.state());
    assertEquals(2, again.attempt());
    assertEquals(1, again.sequence());
  }

  /** It runs in the attempt that it is in, while it is RUNNING. */
  @Test
  void isRunningIn_otherAttemptOrState_isFalse() {
    TaskStatus running = PENDING.next(TaskState.RUNNING, true, false, null);

    assertTrue(running.isRunningIn(2));
    assertFalse(running.isRunningIn(1));
    assertFalse(running.next(TaskState.DONE, false, false, null).isRunningIn(2));
  }

  /** In words it says what is not as usual. */
  @Test
  void toString_attemptAndDetail_saysThem() {
    TaskStatus second = PENDING.next(TaskState.PENDING, true, false, null);

    assertEquals("PENDING", PENDING.toString());
    assertEquals("PENDING, attempt 2", second.toString());
    assertEquals("FAILED, why", PENDING.next(TaskState.FAILED, false, false, "why").toString());
    assertEquals("FAILED, attempt 2, why", second.next(TaskState.FAILED, false, true, "why") + "");
  }

  /** So do the details that are the engine's own. */
  @Test
  void toString_ofTasks_saysWhatHasBecomeOfThem() {
    Task<String> repaired = Task.of("repaired", () -> "x");
    repaired.cancel();
    repaired.repairWith(() -> "y");
    Task<String> restored = Task.of("restored", () -> "x");
    restored.restore("y");
    Task<String> behind = Task.of("behind", () -> "x");
    behind.require(repaired);

    assertEquals("PENDING, attempt 2, repaired", TaskNode.of(repaired).status().toString());
    assertEquals("DONE, restored", TaskNode.of(restored).status().toString());
    assertEquals("PENDING, after a change of edges", TaskNode.of(behind).status().toString());
  }
}
