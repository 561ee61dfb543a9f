package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import org.junit.jupiter.api.Test;

/** The fields of a task that no other test of this room looks at. */
class TaskNodeTest {

  /** A name is there once it was given or asked for, and the same from then on. */
  @Test
  void nameIfAny_askedForOnce_isKept() {
    TaskNode<Integer> named = TaskNode.of(Task.of("fetch", () -> 1));
    TaskNode<Integer> unnamed = TaskNode.of(Task.of(() -> 1));

    assertEquals("fetch", named.nameIfAny());
    assertNull(unnamed.nameIfAny());
    String derived = unnamed.name();
    assertEquals(derived, unnamed.nameIfAny());
  }

  /** The number of the walk that set it last. */
  @Test
  void mark_set_isThere() {
    TaskNode<Integer> task = TaskNode.of(Task.of(() -> 1));

    task.mark(17);

    assertEquals(17, task.mark());
  }

  /** So that few dependents cost no look at what is past. */
  @Test
  void holdsManyDependents_few_isFalse() {
    TaskNode<Integer> task = TaskNode.of(Task.of(() -> 1));
    task.then(Task.of(() -> 2));
    assertFalse(task.holdsManyDependents());

    for (int i = 0; i < 1_024; i++) {
      task.then(Task.of(() -> 2));
    }

    assertTrue(task.holdsManyDependents());
  }
}
