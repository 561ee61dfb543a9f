package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that end badly, for real, inside a make. */
@Timeout(60)
class FunctionThrowsTest {
  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  private static CancelledException why(Task<?> cancelled) {
    return assertInstanceOf(Cancelled.class, cancelled.outcome()).why();
  }

  /** Makes a task between neighbours that may share its thread, and a task behind it. */
  private static <T> Task<T> madeAmongNeighbours(Way way, Callable<T> function) {
    List<Task<?>> all = new ArrayList<>();
    List<Task<?>> neighbours = new ArrayList<>();
    Task<T> bad = Task.of("bad", function);
    for (int i = 0; i < 20; i++) {
      neighbours.add(Task.of("neighbour", () -> Thread.currentThread().isInterrupted()));
    }
    all.addAll(neighbours.subList(0, 10));
    all.add(bad);
    all.addAll(neighbours.subList(10, 20));
    Task<?> behind = bad.thenCall("behind", () -> "x");
    all.add(behind);

    assertEquals(all.size(), way.make().now(all).size());

    neighbours.forEach(neighbour -> assertEquals(new Done<>(false), neighbour.outcome()));
    assertTrue(behind.isSettled());
    return bad;
  }

  private static int depth(int level) {
    return level < 0 ? 0 : 1 + depth(level + 1);
  }

  /** A stack that overflows in fact fails the task; what ran on that thread goes on. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionOverflowsTheStack_failsThatTaskAlone(Way way) {
    Task<?> bad = madeAmongNeighbours(way, () -> depth(0));

    assertInstanceOf(StackOverflowError.class, cause(bad));
  }

  /** Memory that the machine refuses fails the task; what ran on that thread goes on. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionIsRefusedMemory_failsThatTaskAlone(Way way) {
    Task<?> bad = madeAmongNeighbours(way, () -> new byte[Integer.MAX_VALUE].length);

    assertInstanceOf(OutOfMemoryError.class, cause(bad));
  }

  /** An interrupt that no cancel has brought is a failure, and ends with its function. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"LAYERED", "EAGER", "THREAD_PER_TASK", "EAGER_THREAD_PER_TASK"})
  void make_functionInterruptsItself_failsWithTheInterruptedException(Way way) {
    Task<?> bad =
        madeAmongNeighbours(
            way,
            () -> {
              Thread.currentThread().interrupt();
              TimeUnit.DAYS.sleep(1);
              return "not reached";
            });

    assertInstanceOf(InterruptedException.class, cause(bad));
  }

  /** One exception thrown by many tasks fails each with it, and it stays as it was. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_sameExceptionFromManyTasks_failsEachAndLeavesItAlone(Way way) {
    IllegalStateException shared = new IllegalStateException("shared");
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Task<String> failing =
          Task.of(
              "failing",
              () -> {
                throw shared;
              });
      tasks.add(failing);
      tasks.add(failing.thenCall("behind", () -> "x"));
    }

    way.make().now(tasks);

    for (int i = 0; i < tasks.size(); i += 2) {
      assertSame(shared, cause(tasks.get(i)));
      PrerequisiteException blocked =
          assertInstanceOf(PrerequisiteException.class, cause(tasks.get(i + 1)));
      assertSame(shared, blocked.getCause());
      assertSame(tasks.get(i), blocked.prerequisite());
    }
    assertNull(shared.getCause());
    assertEquals(0, shared.getSuppressed().length);
  }

  /** Another task's CancelledException that a function lets through cancels its own task. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_cancelledExceptionOfAnotherTask_cancelsThatTaskAndThoseBehind(Way way) {
    Task<String> other = Task.of("other", () -> "x");
    other.cancel();
    Task<String> asking = Task.of("asking", other::get);
    Task<?> behind = asking.thenCall("behind", () -> "y");

    way.make().now(behind);

    assertEquals(TaskState.CANCELLED, asking.state());
    assertSame(other, why(asking).task());
    assertEquals(TaskState.CANCELLED, behind.state());
    assertSame(asking, why(behind).blocker());
    assertThrows(CancelledException.class, asking::get);
  }
}
