package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TaskEdgesTest {
  private final Task<String> first = Task.of("first", () -> "1");
  private final Task<String> second = Task.of("second", () -> "2");

  /** Both ends see the edge. */
  @Test
  void require_other_bothEndsSeeIt() {
    second.require(first);

    assertEquals(List.of(first), second.prerequisites());
    assertEquals(List.of(second), first.dependents());
    assertEquals(List.of(second), first.blocking());
    assertEquals(List.of(), first.prerequisites());
    assertEquals(List.of(), second.dependents());
  }

  /** block is require seen from the other end. */
  @Test
  void block_other_isTheConverseOfRequire() {
    first.block(second);

    assertEquals(List.of(first), second.prerequisites());
    assertEquals(List.of(second), first.dependents());
  }

  /** then with a task puts that behind this, and returns it. */
  @Test
  void then_task_returnsItBehindThis() {
    assertSame(second, first.then(second));

    assertEquals(List.of(first), second.prerequisites());
    assertEquals(List.of(second), first.dependents());
  }

  /** The same edge twice is one, whichever way it is said. */
  @Test
  void require_twice_isOneEdge() {
    second.require(first);
    second.require(first);
    first.block(second);
    first.then(second);

    assertEquals(List.of(first), second.prerequisites());
    assertEquals(List.of(second), first.dependents());
  }

  /** A task never requires itself. */
  @Test
  void require_itself_isRefused() {
    assertEquals(
        "first cannot require itself",
        assertThrows(IllegalArgumentException.class, () -> first.require(first)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> first.block(first));
    assertThrows(IllegalArgumentException.class, () -> first.then(first));
    assertEquals(List.of(), first.prerequisites());
    assertEquals(List.of(), first.dependents());
  }

  /** Edges are added to a task that is PREPARE or PENDING, and to no other. */
  @ParameterizedTest
  @EnumSource
  void require_inEachState_onlyPrepareAndPending(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      if (state == TaskState.PREPARE || state == TaskState.PENDING) {
        in.task.require(first);
        assertEquals(List.of(first), in.task.prerequisites());
      } else {
        TaskStateException thrown =
            assertThrows(TaskStateException.class, () -> in.task.require(first));
        assertEquals(
            "t is "
                + state
                + ": it cannot require first any more; edges are added while PREPARE or PENDING",
            thrown.getMessage());
        assertSame(in.task, thrown.task());
        assertThrows(TaskStateException.class, () -> first.block(in.task));
        assertThrows(TaskStateException.class, () -> first.then(in.task));
        assertEquals(List.of(), in.task.prerequisites());
        assertEquals(List.of(), first.dependents());
      }
    }
  }

  /** What a prerequisite's state is does not matter to the edge. */
  @ParameterizedTest
  @EnumSource
  void require_prerequisiteInEachState_isAdded(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      first.require(in.task);

      assertEquals(List.of(in.task), first.prerequisites());
      assertEquals(List.of(first), in.task.dependents());
    }
  }

  /** However many the edges are, their order stays at both ends, and each is there once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 66, 130, 5_000})
  void require_many_orderIsKept(int count) {
    Task<Integer> before = Task.of("before", () -> 0);
    Task<Integer> after = Task.of("after", () -> 0);
    List<Task<?>> between = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Task<Integer> task = Task.of("between " + i, () -> 0);
      between.add(task);
      before.then(task);
      task.block(after);
      after.require(between.get(i / 2)); // again: it is there already
    }

    assertEquals(between, before.dependents());
    assertEquals(between, after.prerequisites());
    assertEquals(between, after.blockers());
  }

  /** Each of many edges blocks by itself. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 64, 65, 66, 100})
  void dispatch_lastOfManyEdgesOpen_isBlocked(int count) {
    Task<Integer> after = Task.of("after", () -> 0);
    for (int i = 0; i < count - 1; i++) {
      Task<Integer> done = Task.of("done " + i, () -> 0);
      done.dispatch();
      after.require(done);
    }
    after.require(first);

    BlockedException thrown = assertThrows(BlockedException.class, after::dispatch);

    assertSame(first, thrown.blocker());
    first.dispatch();
    assertEquals(TaskState.DONE, after.dispatch());
  }

  /** The builder's prerequisites come in its order. */
  @Test
  void builder_require_keepsTheOrder() {
    Task<String> third =
        Task.builder("third", () -> "3").require(second, first).require(second).build();

    assertEquals(List.of(second, first), third.prerequisites());
    assertEquals(List.of(third), first.dependents());
  }

  /** What was asked for is a snapshot. */
  @Test
  void prerequisites_edgeAddedLater_snapshotStays() {
    second.require(first);
    List<Task<?>> snapshot = second.prerequisites();

    second.require(Task.of("third", () -> "3"));

    assertEquals(List.of(first), snapshot);
    assertThrows(UnsupportedOperationException.class, () -> snapshot.add(second));
    assertTrue(second.prerequisites().size() == 2);
  }

  /** Null is no task. */
  @Test
  void require_null_isRefused() {
    assertThrows(NullPointerException.class, () -> first.require(null));
    assertThrows(NullPointerException.class, () -> first.block(null));
    assertThrows(NullPointerException.class, () -> first.then((Task<String>) null));
    assertEquals(List.of(), first.prerequisites());
    assertEquals(TaskState.DONE, first.dispatch());
  }

  /** So it is with more edges than stand in an array, and one that is added again is no new one. */
  @Test
  void require_manyEachTwice_bothEndsSeeEachOnce() {
    List<Task<?>> many = new ArrayList<>();
    Task<Integer> last = Task.of("last", () -> 0);
    for (int i = 0; i < 40; i++) {
      Task<?> task = Task.of("task " + i, () -> 0);
      many.add(task);
      last.require(task);
      last.require(task);
    }

    last.require(many.getFirst());

    assertEquals(many, last.prerequisites());
    for (Task<?> task : many) {
      assertEquals(List.of(last), task.dependents());
    }
  }

  /**
   * A rule that came too late changes nothing: the next attempt is judged by the one that holds.
   */
  @Test
  void require_ruleWhenSettled_leavesTheRule() {
    Task<?> failing = Task.of("failing", () -> Integer.parseInt("x"));
    Task<Integer> behind = Task.of("behind", () -> 1);
    behind.require(failing);
    Make.defaults().now(behind);
    assertEquals(TaskState.FAILED, behind.state());

    TaskStateException refused =
        assertThrows(TaskStateException.class, () -> behind.require(failing, EdgeRule.COMPLETED));

    assertTrue(refused.getMessage().contains("it cannot require failing any more"));
    behind.retry();
    Make.defaults().now(behind);
    assertEquals(TaskState.FAILED, behind.state());
  }

  /** An edge that is there already is refused when it is too late for edges, as any other is. */
  @Test
  void require_edgeThatIsThereWhenSettled_isRefused() {
    Task<?> first = Task.run("first", () -> {});
    Task<Integer> behind = Task.of("behind", () -> 1);
    behind.require(first);
    Make.defaults().now(behind);

    assertThrows(TaskStateException.class, () -> behind.require(first));
  }

  /** The last rule that was given holds, also where it is the usual one. */
  @Test
  void require_usualRuleAfterAnother_holds() {
    Task<?> failing = Task.of("failing", () -> Integer.parseInt("x"));
    Task<Integer> behind = Task.of("behind", () -> 1);
    behind.require(failing, EdgeRule.COMPLETED);
    behind.require(failing, EdgeRule.DONE);

    Make.defaults().now(behind);

    assertEquals(TaskState.FAILED, behind.state());
  }
}
