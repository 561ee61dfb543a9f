package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a task was cancelled, and who is cancelled with it. */
@Timeout(60)
class CancelReasonTest {
  private final Gate gate = new Gate();

  private static String why(Task<?> task) {
    Outcome.Cancelled<?> cancelled = assertInstanceOf(Outcome.Cancelled.class, task.outcome());
    return cancelled.why().getMessage();
  }

  /** The reason is seen in the outcome, in the status and in the history. */
  @Test
  void cancel_reason_isSeenEverywhere() {
    Task<String> task = Task.builder("task", () -> "x").keepHistory(4).build();

    task.cancel("the user has gone");

    assertEquals("task was cancelled: the user has gone", why(task));
    assertTrue(String.valueOf(TaskNode.of(task).status().detail()).contains("the user has gone"));
    assertTrue(String.valueOf(task.history().getLast().detail()).contains("the user has gone"));
  }

  /** So it is for one that runs. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void cancel_running_keepsTheReason(Order order) throws Exception {
    Task<Object> task =
        Task.of(
            "task",
            () -> {
              gate.pass();
              return "not reached";
            });
    FutureTask<?> make = Bounded.background(() -> Make.defaults().order(order).now(task));
    gate.awaitEntered();

    task.cancel("enough");

    make.get(20, TimeUnit.SECONDS);
    assertEquals("task was cancelled: enough", why(task));
  }

  /** A make that is interrupted says so in what it cancels. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_interrupted_isTheReason(Order order) throws Exception {
    Task<Object> task =
        Task.of(
            "task",
            () -> {
              gate.pass();
              return "not reached";
            });
    Thread maker = Thread.ofPlatform().daemon().start(() -> Make.defaults().order(order).now(task));
    gate.awaitEntered();

    maker.interrupt();

    Bounded.join(maker);
    assertEquals("task was cancelled: its make was interrupted", why(task));
  }

  /** A make that fails fast says because of whom. */
  @Test
  void failFastCancelling_namesTheFailure() {
    Task<Object> failing =
        Task.of(
            "failing",
            () -> {
              gate.awaitEntered();
              throw new IllegalStateException("on purpose");
            });
    Task<Object> task =
        Task.of(
            "task",
            () -> {
              gate.pass();
              return "not reached";
            });

    Make.defaults().failFastCancelling().now(failing, task);

    assertEquals("task was cancelled: its make fails fast, and failing is FAILED", why(task));
  }

  /** With all that depends on it; others go on. */
  @Test
  void cancelWithDependents_cancelsDownstream() {
    Task<String> a = Task.of("a", () -> "x");
    Task<String> b = a.then("b", value -> value);
    Task<String> c = b.then("c", value -> value);
    Task<String> other = Task.of("other", () -> "x");
    c.require(other);

    assertEquals(List.of(a, b, c), Tasks.cancelWithDependents(a, "not wanted"));

    assertEquals("a was cancelled: not wanted", why(a));
    assertEquals("c was cancelled: not wanted (with a)", why(c));
    assertEquals(TaskState.PENDING, other.state());
  }

  /** With all that only it needs; what others need as well goes on. */
  @Test
  void cancelWithPrerequisites_cancelsWhatNobodyElseNeeds() {
    Task<String> shared = Task.of("shared", () -> "x");
    Task<String> own = shared.then("own", value -> value);
    Task<String> deeper = Task.of("deeper", () -> "x");
    own.require(deeper);
    Task<String> task = own.then("task", value -> value);
    Task<String> other = shared.then("other", value -> value);

    assertEquals(List.of(task, own, deeper), Tasks.cancelWithPrerequisites(task, "not wanted"));

    assertEquals(TaskState.PENDING, shared.state());
    other.make();
    assertEquals(TaskState.DONE, other.state());
  }

  /** What only dropped tasks need is dropped, whichever way it is met. */
  @Test
  void cancelWithPrerequisites_diamond_isWhollyDropped() {
    Task<String> root = Task.of("root", () -> "x");
    Task<String> left = root.then("left", value -> value);
    Task<String> right = root.then("right", value -> value);
    Task<String> task = Task.of("task", left, right, (a, b) -> a + b);

    assertEquals(4, Tasks.cancelWithPrerequisites(task, "not wanted").size());
    assertEquals(TaskState.CANCELLED, root.state());
  }
}
