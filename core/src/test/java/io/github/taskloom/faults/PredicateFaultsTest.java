package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.testing.Gate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test of cancelOnResult, misbehaving inside a make. */
@Timeout(60)
class PredicateFaultsTest {

  private static Task<String> tested(Predicate<String> test) {
    return Task.builder("tested", () -> "x").cancelOnException().cancelOnResult(test).build();
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  private static boolean isDeep(String value) {
    return value.isEmpty() || !isDeep(value);
  }

  /** An error of the test fails the task with it, and those behind; the make goes on. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_predicateThrowsAnError_failsTheTaskAndThoseBehind(Way way) {
    AssertionError broken = new AssertionError("on purpose");
    Task<String> task =
        tested(
            value -> {
              throw broken;
            });
    Task<String> deep = tested(PredicateFaultsTest::isDeep);
    Task<String> next = task.then("next", value -> value);

    way.make().now(task, deep, next);

    assertSame(broken, cause(task));
    assertInstanceOf(StackOverflowError.class, cause(deep));
    assertSame(broken, cause(next).getCause());
  }

  /** A test that makes its own task is told so, and the task fails with that. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_predicateMakesItsTask_failsTheTask(Way way) {
    Task<String> task = tested(value -> Task.current().orElseThrow().make());

    way.make().now(task);

    assertInstanceOf(TaskStateException.class, cause(task));
  }

  /** A cancel that meets a test that waits interrupts it, and cancels the task. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void cancel_whilePredicateBlocks_isCancelled(Way way) throws Exception {
    Gate gate = new Gate();
    Task<String> task =
        tested(
            value -> {
              try {
                gate.pass();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return false;
            });
    MakerThread maker = MakerThread.start(way.make(), task);
    gate.awaitEntered();

    task.cancel();

    maker.awaitEnd();
    assertEquals(TaskState.CANCELLED, task.state());
  }
}
