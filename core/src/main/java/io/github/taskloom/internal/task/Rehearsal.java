package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;

/**
 * A failure and a cancellation before the first task of the user's is declared, so that all classes
 * that it takes to settle one are initialized by then. Where memory has ended their initialization
 * would fail, and Java does not try it again: no later failure of the process could be settled.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void perform() {
    TaskNode<Object> failing = task();
    TaskNode<Object> behind = task();
    behind.require(failing);
    failing.result();
    failing.fail(new Exception("rehearsed"));
    Blocker blocker = Blocker.among(behind);
    if (blocker != null) {
      behind.fail(blocker.asFailure(behind));
    }
    TaskNode<Object> cancelled = task();
    cancelled.result();
    cancelled.cancel("rehearsed");
  }

  private static TaskNode<Object> task() {
    return new TaskNode<>("rehearsed", Object::new, TaskState.PENDING, null);
  }
}
