package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtWorkTest {

  private static Runner inside(Runner outer) {
    return new Runner(outer, Thread.currentThread());
  }

  /** One is at work for itself and for all around it, not for what is inside or beside. */
  @Test
  void isWithin_nested_holdsOutwards() {
    Runner outermost = new Runner(null, Thread.currentThread());
    Runner middle = inside(outermost);
    Runner innermost = inside(middle);
    Runner beside = inside(outermost);

    assertTrue(AtWork.isWithin(innermost, innermost));
    assertTrue(AtWork.isWithin(innermost, outermost));
    assertFalse(AtWork.isWithin(outermost, innermost));
    assertFalse(AtWork.isWithin(innermost, beside));
  }

  /** It goes on with the task then, also where that is at a callback and RUNNING no more. */
  @Test
  void isFor_taskOfOneAround_holdsOutwards() {
    TaskNode<?> task = TaskNode.of(Task.of("task", () -> 1));
    TaskNode<?> other = TaskNode.of(Task.of("other", () -> 1));
    Runner outer = new Runner(null, Thread.currentThread());
    Runner inner = inside(outer);
    outer.task(task);

    assertTrue(AtWork.isFor(inner, task));
    assertTrue(AtWork.isFor(outer, task));
    assertFalse(AtWork.isFor(inner, other));
    assertFalse(AtWork.isFor(null, task));
  }

  /** A thread of an executor is held until all that it runs inside of has ended. */
  @Test
  void holdsThreadOf_executorOfOneAround_holdsOutwards() {
    Object executor = new Object();
    Runner outer = Runner.ofExecutor(null, executor);

    assertTrue(AtWork.holdsThreadOf(outer, executor));
    assertTrue(AtWork.holdsThreadOf(inside(outer), executor));
    assertFalse(AtWork.holdsThreadOf(inside(outer), new Object()));
    assertFalse(AtWork.holdsThreadOf(new Runner(null, Thread.currentThread()), executor));
  }

  /** Of tasks that run one inside of the other the innermost is the current one. */
  @Test
  void currentTask_nested_isTheInnermost() throws Exception {
    Task<Object> inner = Task.of("inner", AtWork::currentTask);
    Task<Object> outer =
        Task.of(
            "outer",
            () -> {
              inner.dispatch();
              assertTrue(AtWork.isInside(TaskNode.of(Task.current().orElseThrow())));
              assertFalse(AtWork.isInside(TaskNode.of(inner)));
              return Task.current().orElseThrow();
            });

    outer.dispatch();

    assertSame(inner, inner.get());
    assertSame(outer, outer.get());
    assertNull(AtWork.currentTask());
  }
}
