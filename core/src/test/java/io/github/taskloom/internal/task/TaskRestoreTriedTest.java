package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import org.junit.jupiter.api.Test;

/** A restore by a make, for which it is no fault that the task has begun or settled meanwhile. */
class TaskRestoreTriedTest {
  private final TaskNode<String> task = TaskNode.of(Task.of("t", () -> "run"));

  /** One that is PENDING is DONE then, and the answer says so. */
  @Test
  void tryRestore_pending_isDone() throws Exception {
    assertTrue(TaskRestore.tryRestore(task, "as before"));

    assertEquals(TaskState.DONE, task.state());
    assertEquals("as before", task.get());
    assertNull(task.function());
  }

  /** One that has its value keeps it, and the answer says that. */
  @Test
  void tryRestore_done_keepsItsOwn() throws Exception {
    task.dispatch();

    assertFalse(TaskRestore.tryRestore(task, "as before"));

    assertEquals("run", task.get());
  }

  /** So does one that was cancelled, or is queued. */
  @Test
  void tryRestore_queuedOrCancelled_isAsItWas() {
    task.queue();
    assertFalse(TaskRestore.tryRestore(task, "as before"));
    assertEquals(TaskState.QUEUED, task.state());

    task.cancel();
    assertFalse(TaskRestore.tryRestore(task, "as before"));
    assertEquals(TaskState.CANCELLED, task.state());
  }
}
