package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.CycleException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Size;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Graphs of a million tasks, in the quick size of a hundred thousand: what no recursion and nothing
 * quadratic would survive.
 */
@Tag("sized")
@Timeout(300)
class MillionTest {
  private static final int MILLION = Size.of(100_000, 1_000_000);
  private static final Make EAGER = Make.defaults().order(Order.EAGER);
  private static final Callable<Object> NOTHING = () -> null;

  private static Task<Object> chainBehind(Task<Object> first) {
    Task<Object> last = first;
    for (int i = 1; i < MILLION; i++) {
      last = last.then(Task.of(NOTHING));
    }
    return last;
  }

  private static Task<Object> fanInOf(Task<Object> first) {
    Task<Object> sink = Task.of("sink", NOTHING);
    sink.require(first);
    for (int i = 1; i < MILLION; i++) {
      sink.require(Task.of(NOTHING));
    }
    return sink;
  }

  private static Task<Object> failing() {
    return Task.of(
        "failing",
        () -> {
          throw new IllegalStateException("on purpose");
        });
  }

  private static Throwable root(Task<?> failed) {
    Throwable root = assertInstanceOf(Failed.class, failed.outcome()).cause();
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** A cycle is told whole, in the eager order, too. */
  @Test
  void eager_cycleOfAMillion_isTold() {
    Task<Object> first = Task.of("first", NOTHING);
    Task<Object> last = chainBehind(first);
    first.require(last);

    CycleException cycle = assertThrows(CycleException.class, () -> EAGER.now(last));

    assertEquals(MILLION + 1, cycle.path().size());
    assertSame(TaskState.PENDING, first.state());
  }

  /** A chain through an executor that runs in the caller does not nest. */
  @Test
  void eager_chainOfAMillionThroughTheCaller_isDone() {
    Task<Object> last = chainBehind(Task.of("first", NOTHING));

    EAGER.queue(Runnable::run).now(last);

    assertEquals(TaskState.DONE, last.state());
  }

  /** A failure at the beginning of a chain is that of its end. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_chainOfAMillionBehindAFailure_failsAll(Order order) {
    Task<Object> last = chainBehind(failing());

    Make.defaults().order(order).now(last);

    assertEquals("on purpose", root(last).getMessage());
  }

  /** A failure among a million fails what requires them all, once they have settled. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_fanInOfAMillionWithAFailure_failsTheSink(Order order) {
    Task<Object> sink = fanInOf(failing());

    Make.defaults().order(order).now(sink);

    assertEquals("on purpose", root(sink).getMessage());
    assertEquals(TaskState.DONE, sink.prerequisites().getLast().state());
  }

  /** A task with a million behind it, all of them asked for. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_fanOutOfAMillion_isDone(Order order) {
    Task<Object> root = Task.of("root", NOTHING);
    for (int i = 0; i < MILLION; i++) {
      root.then(Task.of(NOTHING));
    }
    List<Task<?>> leaves = root.dependents();

    List<Task<?>> settled = Make.defaults().order(order).now(leaves);

    assertEquals(MILLION, settled.size());
    assertEquals(TaskState.DONE, leaves.getLast().state());
  }
}
