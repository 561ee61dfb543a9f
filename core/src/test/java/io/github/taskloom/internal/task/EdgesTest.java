package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the edges at one end of a task grow and shrink, and when they are worth a sweep. */
@Timeout(60)
class EdgesTest {
  private final TaskNode<Integer> owner = task();
  private final List<TaskNode<?>> added = new ArrayList<>();

  private static TaskNode<Integer> task() {
    return TaskNode.of(Task.of(() -> 1));
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      added.add(task());
      assertTrue(Edges.add(TaskNode.DEPENDENTS, owner, added.getLast()));
    }
  }

  private void remove(int from, int to) {
    List<TaskNode<?>> removed = added.subList(from, to);
    removed.forEach(task -> Edges.remove(TaskNode.DEPENDENTS, owner, task));
    removed.clear();
  }

  private List<TaskNode<?>> held() {
    return List.of(owner.dependentNodes());
  }

  private boolean isSweepDue() {
    return owner.holdsManyDependents();
  }

  private void sweepAllBut(List<TaskNode<?>> left) {
    Edges.sweep(TaskNode.DEPENDENTS, owner, task -> !left.contains(task), task -> {});
  }

  /** One that is there already is said to be, and stands where it stood. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 40})
  void add_again_isNoneMore(int count) {
    add(count);

    for (TaskNode<?> there : added) {
      assertFalse(Edges.add(TaskNode.DEPENDENTS, owner, there));
    }

    assertEquals(added, held());
  }

  /** A sweep is due where an array is full, and then where as many again have come. */
  @Test
  void isSweepDue_whileItGrows_atEightAndFromSixteenOn() {
    List<Integer> due = new ArrayList<>();
    for (int count = 0; count < 20; count++) {
      if (isSweepDue()) {
        due.add(count);
      }
      add(1);
    }

    assertEquals(List.of(8, 16, 17, 18, 19), due);
  }

  /** After a sweep the next is due once there are twice as many as that one has left. */
  @Test
  void isSweepDue_afterASweep_atTwiceOfWhatIsLeft() {
    add(20);
    List<TaskNode<?>> left = new ArrayList<>(added.subList(8, 20));
    sweepAllBut(left);
    assertFalse(isSweepDue());

    add(11);
    assertFalse(isSweepDue());
    add(1);

    assertTrue(isSweepDue());
  }

  /** One that has left next to none is followed by one at sixteen again. */
  @Test
  void isSweepDue_afterASweepOfAlmostAll_atSixteen() {
    add(20);
    sweepAllBut(List.of(added.getFirst()));
    assertFalse(isSweepDue());

    add(14);
    assertFalse(isSweepDue());
    add(1);

    assertTrue(isSweepDue());
  }

  /** Whichever are taken back, the others stay, in their order. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 9, 100})
  void remove_most_leavesTheOthers(int count) {
    add(count);

    remove(0, count / 2);
    remove(count / 4, added.size() - 1);

    assertEquals(added, held());
    added.forEach(task -> assertTrue(Edges.has(TaskNode.DEPENDENTS.getVolatile(owner), task)));
  }

  /** What comes after all were taken back is there alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 100})
  void remove_all_leavesRoomForMore(int count) {
    add(count);
    remove(0, count);
    assertEquals(List.of(), held());

    add(3);

    assertEquals(added, held());
  }
}
