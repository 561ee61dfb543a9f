package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status of a task that is PENDING changes with each of its edges, and in nothing else. */
class EdgeRevisionTest {
  private static final TaskStatus PENDING = TaskStatus.plain(TaskState.PENDING);

  private static TaskNode<Integer> task() {
    return TaskNode.of(Task.of(() -> 1));
  }

  /** No task comes back to a status that it had, however many edges it gets. */
  @Test
  void require_many_neverTheSameStatus() {
    TaskNode<Integer> task = task();
    Set<TaskStatus> seen = new HashSet<>(); // equal by identity
    seen.add(task.status());
    for (int i = 0; i < 200; i++) {
      task.require(task());
      assertTrue(seen.add(task.status()), "edge " + i);
      assertEquals(TaskState.PENDING, task.state());
      assertEquals(1, task.attempt());
    }
  }

  /** Up to the 64th edge tasks that are alike share them, and have none of their own. */
  @Test
  void after_upToTheSixtyFourth_isShared() {
    TaskStatus one = PENDING;
    TaskStatus another = PENDING;
    for (int i = 0; i < 64; i++) {
      one = EdgeRevision.after(one);
      another = EdgeRevision.after(another);
      assertSame(one, another, "edge " + i);
    }

    assertNotSame(EdgeRevision.after(one), EdgeRevision.after(another));
  }

  /** One that has a detail keeps it: a repair is not lost by an edge. */
  @Test
  void require_afterARepair_keepsTheRepair() throws Exception {
    Task<String> task = Task.of("t", () -> "first");
    TaskNode<String> node = TaskNode.of(task);
    task.cancel();
    task.repairWith(() -> "repaired");
    TaskStatus before = node.status();

    task.require(task());

    assertNotSame(before, node.status());
    assertSame(before.detail(), node.status().detail());
    assertEquals(2, task.attempt());
  }

  /** So does one of the first attempt. */
  @Test
  void after_otherDetail_isKept() {
    TaskStatus taken = TaskStatus.plain(TaskState.PENDING, "taken back");

    assertEquals("taken back", EdgeRevision.after(taken).detail());
    assertNotSame(taken, EdgeRevision.after(taken));
  }

  /** A later attempt stays one, and so does the number of an observed transition. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void after_laterAttemptOrObserved_keepsItsNumbers(boolean opensAttempt) {
    TaskStatus before = PENDING.next(TaskState.PENDING, opensAttempt, !opensAttempt, null);

    TaskStatus after = EdgeRevision.after(before);

    assertNotSame(before, after);
    assertEquals(before.attempt(), after.attempt());
    assertEquals(before.sequence(), after.sequence());
    assertNull(after.detail());
  }
}
