package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one stay of a task in a queue knows: whether it is over, what it waits for, its place. */
@Timeout(60)
class StayTest {
  private final TaskNode<?> task = task("task");
  private final TaskNode<?> one = task("one");
  private final TaskNode<?> other = task("other");
  private final Stay stay = new Stay(0, task);

  private static TaskNode<?> task(String name) {
    return TaskNode.of(Task.of(name, () -> name));
  }

  private static TaskNode<?>[] of(TaskNode<?>... tasks) {
    return tasks;
  }

  /** A stay is ended once: the thread that comes second has not got the task. */
  @Test
  void take_secondTime_isFalse() {
    assertFalse(stay.isTaken());

    assertTrue(stay.take());
    assertTrue(stay.isTaken());

    assertFalse(stay.take());
    assertTrue(stay.isTaken());
  }

  /** The same edges are no others, be it the same array or another one with the same in it. */
  @Test
  void hasOther_sameEdges_isFalse() {
    TaskNode<?>[] found = of(one, other);
    stay.prerequisites(found);

    assertFalse(stay.hasOther(found));
    assertFalse(stay.hasOther(of(one, other)));
  }

  /** An edge more, an edge less, and one in the place of another that was taken back. */
  @Test
  void hasOther_edgesChanged_isTrue() {
    stay.prerequisites(of(one));

    assertTrue(stay.hasOther(of(one, other)));
    assertTrue(stay.hasOther(of()));
    assertTrue(stay.hasOther(of(other)));
  }

  /** Before the first look, and of a task without edges: none is no other than none. */
  @Test
  void hasOther_noneBeforeAndNow_isFalse() {
    assertFalse(stay.hasOther(of()));
    assertTrue(stay.hasOther(of(one)));

    stay.prerequisites(of());
    assertFalse(stay.hasOther(of()));
  }

  /** With a guard only that may free the task; without one whatever changes may. */
  @Test
  void mayBeFreedBy_goesByTheGuard() {
    assertNull(stay.guard());
    assertTrue(stay.mayBeFreedBy(one));
    assertTrue(stay.mayBeFreedBy(other));

    stay.guard(one);
    assertSame(one, stay.guard());
    assertTrue(stay.mayBeFreedBy(one));
    assertFalse(stay.mayBeFreedBy(other));

    stay.guard(null);
    assertTrue(stay.mayBeFreedBy(other));
  }

  /** Two stays of one task are two, in the order of their adding. */
  @Test
  void compareTo_isTheOrderOfAdding() {
    Stay second = new Stay(1, task);
    NavigableSet<Stay> inOrder = new ConcurrentSkipListSet<>(List.of(second, stay));

    assertNotEquals(stay, second);
    assertEquals(List.of(stay, second), List.copyOf(inOrder));
    assertTrue(inOrder.contains(stay));
  }
}
