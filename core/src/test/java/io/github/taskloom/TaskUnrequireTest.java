package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges that are taken back. */
@Timeout(120)
class TaskUnrequireTest {
  private final Task<String> first = Task.of("first", () -> "1");
  private final Task<String> second = first.thenCall("second", () -> "2");

  /** Neither end sees it any more, and nothing blocks. */
  @Test
  void unrequire_edge_isGoneAtBothEnds() {
    second.unrequire(first);

    assertEquals(List.of(), second.prerequisites());
    assertEquals(List.of(), first.dependents());
    assertEquals(TaskState.DONE, second.dispatch());
    assertEquals(TaskState.PENDING, first.state());
  }

  /** What it does not require it need not be rid of. */
  @Test
  void unrequire_noEdge_changesNothing() {
    first.unrequire(second);
    second.unrequire(second);

    assertEquals(List.of(first), second.prerequisites());
    assertEquals(List.of(second), first.dependents());
  }

  /** Null is no task. */
  @Test
  void unrequire_null_isRefused() {
    assertThrows(NullPointerException.class, () -> second.unrequire(null));
  }

  /** The others stay, in their order, and it can be added again, at the end. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 9, 10, 100})
  void unrequire_oneOfMany_othersStayInOrder(int count) {
    List<Task<?>> before = new ArrayList<>();
    Task<String> last = Task.of("last", () -> "x");
    Task<String> root = Task.of("root", () -> "x");
    for (int i = 0; i < count; i++) {
      before.add(root.thenCall("before " + i, () -> "x"));
      last.require(before.getLast());
    }
    Task<?> middle = before.remove(count / 2);

    last.unrequire(middle);
    middle.unrequire(root);

    assertEquals(before, last.prerequisites());
    assertEquals(before, root.dependents());
    last.require(middle);
    before.add(middle);
    assertEquals(before, last.prerequisites());
    assertEquals(List.of(last), middle.dependents());
  }

  /** Edges are taken back from a task that is PREPARE or PENDING, and from no other. */
  @ParameterizedTest
  @EnumSource
  void unrequire_inEachState_onlyPrepareAndPending(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      if (state == TaskState.PREPARE || state == TaskState.PENDING) {
        in.task.require(first);
        in.task.unrequire(first);
        assertEquals(List.of(), in.task.prerequisites());
        assertEquals(List.of(second), first.dependents());
      } else {
        TaskStateException thrown =
            assertThrows(TaskStateException.class, () -> in.task.unrequire(first));
        assertEquals(
            "t is "
                + state
                + ": it cannot be rid of first any more; edges are taken back while PREPARE or"
                + " PENDING",
            thrown.getMessage());
        assertSame(in.task, thrown.task());
      }
    }
  }

  /** The rule goes with the edge: one that is added again is an ordinary one. */
  @Test
  void unrequire_edgeUnderRule_ruleIsGone() {
    Task<String> ruled = Task.of("ruled", () -> "x");
    ruled.require(first, EdgeRule.FAILED);

    ruled.unrequire(first);
    ruled.require(first);

    ruled.make();
    assertEquals(TaskState.DONE, ruled.state());
  }

  /** A thread that has looked at the prerequisites before cannot settle or dispatch by them. */
  @Test
  void unrequire_afterAnotherHasLooked_thatLosesItsCas() {
    TaskStatus looked = TaskNode.of(second).status();

    second.unrequire(first);

    assertNotSame(looked, TaskNode.of(second).status());
    assertNotSame(
        looked,
        TaskNode.of(second).move(looked, TaskEvent.ERROR, new TaskException(second, "old")));
    assertEquals(TaskState.PENDING, second.state());
  }

  /** One that its prerequisite would fail is made once that is taken back. */
  @Test
  void unrequire_failedPrerequisite_taskIsMade() {
    Task<String> failed =
        Task.of(
            "failed",
            () -> {
              throw new IllegalStateException("x");
            });
    failed.make();
    second.require(failed);

    second.unrequire(failed);

    second.make();
    assertEquals(TaskState.DONE, second.state());
  }

  /** Threads that add and take back the same edge leave both ends in agreement. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 40})
  void unrequire_whileOthersRequire_bothEndsAgree(int othersBehind) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < othersBehind; i++) {
      first.thenCall("other " + i, () -> "x");
    }
    for (int round = 0; round < 100; round++) {
      List<Callable<Boolean>> bodies = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        long own = random.nextLong();
        bodies.add(
            () -> {
              Random mine = new Random(own);
              for (int i = 0; i < 20; i++) {
                if (mine.nextBoolean()) {
                  second.require(first);
                } else {
                  second.unrequire(first);
                }
              }
              return true;
            });
      }

      Bounded.together(bodies);

      boolean required = second.prerequisites().contains(first);
      long held = first.dependents().stream().filter(task -> task == second).count();
      assertEquals(required ? 1 : 0, held, "seed " + seed + ", round " + round);
      assertTrue(second.prerequisites().size() <= 1, "seed " + seed + ", round " + round);
    }
  }
}
