package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dependents their prerequisite may let go of. */
@Timeout(60)
class DroppedTest {
  private final Task<String> root = Task.of("root", () -> "x");

  private static Task<String> failing(String name) {
    return Task.of(
        name,
        () -> {
          throw new IllegalStateException(name);
        });
  }

  private static boolean mayLetGoOf(Task<?> prerequisite, Task<?> dependent) {
    return Dropped.isPastAndNothingOpenBehind(TaskNode.of(prerequisite), TaskNode.of(dependent));
  }

  /** A chain of tasks that are DONE, the first one given. */
  private static Task<String> doneBehind(Task<String> first, int count) {
    Task<String> last = first;
    for (int i = 0; i < count; i++) {
      last = last.then("link " + i, text -> text);
      last.dispatch();
    }
    return last;
  }

  /** What is not settled is needed still. */
  @Test
  void isPast_pendingDependent_isHeld() {
    Task<String> dependent = root.then("dependent", text -> text);
    root.dispatch();

    assertFalse(mayLetGoOf(root, dependent));
  }

  /** What is DONE, or given up, is not asked for again. */
  @Test
  void isPast_doneOrAborted_isLetGoOf() {
    Task<String> done = root.then("done", text -> text);
    Task<String> aborted = root.then("aborted", text -> text);
    root.dispatch();
    done.dispatch();
    aborted.abort();

    assertTrue(mayLetGoOf(root, done));
    assertTrue(mayLetGoOf(root, aborted));
  }

  /** So it is with what has failed or was cancelled by itself: no repair of another reopens it. */
  @Test
  void isPast_failedOrCancelledByItself_isLetGoOf() {
    Task<String> failed = failing("failed");
    failed.require(root);
    Task<String> cancelled = root.then("cancelled", text -> text);
    root.dispatch();
    failed.dispatch();
    cancelled.cancel();

    assertTrue(mayLetGoOf(root, failed));
    assertTrue(mayLetGoOf(root, cancelled));
  }

  /** What its prerequisite has made fail waits to be reopened, also once that is repaired. */
  @Test
  void isPast_failedByIt_isHeldUntilItIsMade() {
    Task<String> broken = failing("broken");
    Task<String> dependent = broken.then("dependent", text -> text);
    dependent.make();
    assertEquals(TaskState.FAILED, dependent.state());

    assertFalse(mayLetGoOf(broken, dependent));
    broken.completeWith("by hand");
    assertFalse(mayLetGoOf(broken, dependent));
    broken.reopenDependents();
    dependent.make();
    assertTrue(mayLetGoOf(broken, dependent));
  }

  /** One that was given up is never repaired, and what it has made fail is past. */
  @Test
  void isPast_failedByOneThatIsGivenUp_isLetGoOf() {
    Task<String> broken = failing("broken");
    Task<String> dependent = broken.then("dependent", text -> text);
    dependent.make();
    broken.abort();

    assertTrue(mayLetGoOf(broken, dependent));
  }

  /** Of two prerequisites that hinder it, the one that is still broken holds it. */
  @Test
  void isPast_failedByTwo_isHeldByTheLastToBeRepaired() {
    Task<String> one = failing("one");
    Task<String> two = failing("two");
    Task<String> dependent = Task.builder("dependent", () -> "x").require(one, two).build();
    dependent.make();
    one.completeWith("by hand");
    one.make();
    assertEquals(TaskState.DONE, one.state());

    assertTrue(mayLetGoOf(one, dependent));
    assertFalse(mayLetGoOf(two, dependent));
  }

  /** What is behind it is found through it while that is not settled, at whatever distance. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void isPast_openBehind_isHeld(int between) {
    Task<String> dependent = root.then("dependent", text -> text);
    root.dispatch();
    dependent.dispatch();
    Task<String> last = doneBehind(dependent, between);
    assertTrue(mayLetGoOf(root, dependent));

    Task<String> open = last.then("open", text -> text);

    assertFalse(mayLetGoOf(root, dependent));
    open.dispatch();
    assertTrue(mayLetGoOf(root, dependent));
  }

  /** Where ways meet each task is looked at once. */
  @Test
  void isPast_settledLatticeBehind_isLetGoOf() {
    Task<String> dependent = root.then("dependent", text -> text);
    root.dispatch();
    dependent.dispatch();
    Task<String> left = dependent;
    Task<String> right = dependent;
    for (int i = 0; i < 60; i++) { // a way for each subset, unless they meet
      Task<String> nextLeft = left.then("left", text -> text);
      Task<String> nextRight = right.then("right", text -> text);
      nextLeft.require(right);
      nextRight.require(left);
      nextLeft.dispatch();
      nextRight.dispatch();
      left = nextLeft;
      right = nextRight;
    }

    assertTrue(mayLetGoOf(root, dependent));
  }

  /** To look for more than ten thousand, itself among them, would cost more than they are worth. */
  @ParameterizedTest
  @ValueSource(ints = {9_999, 10_000})
  void isPast_veryManySettledBehind_isHeldFromTenThousandOn(int count) {
    Task<String> dependent = root.then("dependent", text -> text);
    List<Task<?>> behind = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      behind.add(dependent.then("behind", text -> text));
    }
    root.dispatch();
    dependent.dispatch();
    behind.forEach(Task::dispatch);

    assertEquals(count < 10_000, mayLetGoOf(root, dependent));
  }
}
