package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.policy.Retry;
import org.junit.jupiter.api.Test;

/** Which tasks end without an object for the run: all but those that say how a result ends them. */
class PolicyTest {

  private static TaskBuilder<String> task() {
    return Task.builder("task", () -> "x");
  }

  /** What says nothing has no policy at all. */
  @Test
  void build_withoutOptions_hasNone() {
    assertNull(TaskNode.of(task().build()).policy());
    assertNull(TaskNode.of(Task.builder("task").run(() -> "x")).policy());
    assertNull(TaskNode.of(Task.of("task", () -> "x")).policy());
    assertTrue(Extras.isPlain(TaskNode.of(task().build()), 1));
  }

  /** A rule for attempts is one, and leaves the way to DONE as it is. */
  @Test
  void build_withRetry_staysPlain() {
    TaskNode<String> retried = TaskNode.of(task().retry(Retry.times(2)).build());

    assertNotNull(retried.policy());
    assertTrue(Extras.isPlain(retried, 1));
  }

  /** A test of the result or a hook does not. */
  @Test
  void build_withTestOrHook_isNotPlain() {
    assertFalse(Extras.isPlain(TaskNode.of(task().cancelOnResult(String::isEmpty).build()), 1));
    assertFalse(Extras.isPlain(TaskNode.of(task().cancelOnException().build()), 1));
    assertFalse(Extras.isPlain(TaskNode.of(task().beforeDone(value -> {}).build()), 1));
  }
}
