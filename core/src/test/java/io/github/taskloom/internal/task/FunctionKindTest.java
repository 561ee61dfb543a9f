package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskFunction;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FunctionKindTest {
  private static final long QUICK = FunctionKind.QUICK - 1;
  private static final long LONG = FunctionKind.QUICK;

  private static void ran(Object function, long nanos, int times) {
    for (int i = 0; i < times; i++) {
      FunctionKind.ran(function, nanos);
    }
  }

  private static boolean isQuick(Callable<Integer> function) {
    return FunctionKind.isQuick(TaskNode.of(Task.of("task", function)));
  }

  /** Eight quick runs, not seven. */
  @Test
  void ran_quickly_isQuickFromTheEighthOn() {
    Callable<Integer> function = () -> 1;
    assertFalse(isQuick(function));

    ran(function, QUICK, FunctionKind.QUICK_FROM - 1);
    assertFalse(isQuick(function));
    ran(function, QUICK, 1);
    assertTrue(isQuick(function));
  }

  /** One long run among many quick ones changes nothing; two do, and quick ones make up for it. */
  @Test
  void ran_longNowAndThen_staysQuick() {
    Callable<Integer> function = () -> 2;
    ran(function, QUICK, 1_000);

    ran(function, LONG, 1);
    assertTrue(isQuick(function));
    ran(function, LONG, 1);
    assertFalse(isQuick(function));
    ran(function, QUICK, FunctionKind.QUICK_FROM);
    assertTrue(isQuick(function));
  }

  /** However long it was slow, sixteen quick runs are enough. */
  @Test
  void ran_longOften_isForgotten() {
    Callable<Integer> function = () -> 3;
    ran(function, LONG, 1_000);

    ran(function, QUICK, FunctionKind.QUICK_FROM - FunctionKind.LEAST - 1);
    assertFalse(isQuick(function));
    ran(function, QUICK, 1);
    assertTrue(isQuick(function));
  }

  /** Where a thread is stuck in it at once. */
  @Test
  void stuck_isSlowAtOnce() {
    Callable<Integer> function = () -> 4;
    ran(function, QUICK, 1_000);

    FunctionKind.stuck(function);

    assertFalse(isQuick(function));
    ran(function, QUICK, FunctionKind.QUICK_FROM - FunctionKind.LEAST - 1);
    assertFalse(isQuick(function));
  }

  /** What counts is the user's own function, under inputs and repairs, too. */
  @Test
  void userFunction_underInputsAndRepairs_isTheUsersOwn() {
    Task<Integer> input = Task.of("input", () -> 1);
    TaskFunction<Integer, Integer> function = number -> number + 1;
    TaskNode<Integer> typed = TaskNode.of(input.then("typed", function));
    assertSame(function, TaskRepair.userFunction(typed));

    AtomicReference<Object> seen = new AtomicReference<>();
    Callable<Integer> repair =
        () -> {
          seen.set(TaskRepair.userFunction(typed));
          return 5;
        };
    typed.fail(new IllegalStateException("on purpose"));
    typed.repairWith(repair);
    typed.run();
    assertSame(repair, seen.get());
    assertNull(TaskRepair.userFunction(typed));
  }
}
