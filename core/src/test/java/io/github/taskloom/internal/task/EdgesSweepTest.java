package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep of edges takes out, what it leaves, and whom it tells of. */
@Timeout(60)
class EdgesSweepTest {
  private final TaskNode<Integer> owner = task();
  private final List<TaskNode<?>> there = new ArrayList<>();
  private final List<TaskNode<?>> removed = new ArrayList<>();

  private static TaskNode<Integer> task() {
    return TaskNode.of(Task.of(() -> 1));
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      there.add(task());
      Edges.add(TaskNode.DEPENDENTS, owner, there.getLast());
    }
  }

  private List<TaskNode<?>> everySecond(int first) {
    List<TaskNode<?>> some = new ArrayList<>();
    for (int i = first; i < there.size(); i += 2) {
      some.add(there.get(i));
    }
    return some;
  }

  private void sweep(Predicate<TaskNode<?>> past) {
    Edges.sweep(TaskNode.DEPENDENTS, owner, past, removed::add);
  }

  private List<TaskNode<?>> held() {
    return List.of(owner.dependentNodes());
  }

  private Object field() {
    return TaskNode.DEPENDENTS.getVolatile(owner);
  }

  /** Those that are past go, and are told of, each once; the others stay, in their order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 10, 100})
  void sweep_everySecondIsPast_theseGo(int count) {
    add(count);
    List<TaskNode<?>> past = everySecond(0);

    sweep(past::contains);

    assertEquals(everySecond(1), held());
    assertEquals(past, removed);
    for (TaskNode<?> gone : past) {
      Edges.add(TaskNode.DEPENDENTS, owner, gone);
    }
    assertEquals(count, held().size()); // none is taken for one that is there still
  }

  /** Where all are past nothing is held, not even room for them. */
  @Test
  void sweep_allOfAFewArePast_leavesNothing() {
    add(8);

    sweep(task -> true);

    assertEquals(there, removed);
    assertNull(field());
  }

  /** Without edges there is nothing to ask. */
  @Test
  void sweep_noEdges_asksNothing() {
    sweep(
        task -> {
          throw new AssertionError("asked");
        });

    assertEquals(List.of(), removed);
    assertNull(field());
  }

  /** A sweep that finds nothing writes nothing: it is in no other thread's way. */
  @Test
  void sweep_noneOfAFewIsPast_writesNothing() {
    add(5);
    Object before = field();

    sweep(task -> false);

    assertSame(before, field());
    assertEquals(List.of(), removed);
  }

  /** Where another changes a few edges meanwhile, all stay, and none is told of. */
  @Test
  void sweep_fewChangeMeanwhile_removesNone() {
    add(3);
    List<TaskNode<?>> before = List.copyOf(there);

    sweep(
        task -> {
          if (there.size() == 3) {
            add(1);
          }
          return before.contains(task);
        });

    assertEquals(there, held());
    assertEquals(List.of(), removed);
  }

  /** One of many that another takes back while it is looked at is that one's to tell of. */
  @Test
  void sweep_takenBackMeanwhile_isNotToldOf() {
    add(20);

    sweep(
        task -> {
          if (task == there.get(5)) {
            Edges.remove(TaskNode.DEPENDENTS, owner, task);
          }
          return task == there.get(5) || task == there.get(7);
        });

    assertEquals(List.of(there.get(7)), removed);
    assertEquals(18, held().size());
  }

  /** Many are swept by one at a time: another, which comes meanwhile, does not look at any. */
  @Test
  void sweep_whileAnotherIsAtIt_leavesItToThat() {
    add(20);
    List<TaskNode<?>> asked = new ArrayList<>();

    sweep(
        task -> {
          sweep(asked::add);
          return true;
        });

    assertEquals(List.of(), asked);
    assertEquals(there, removed);
    assertEquals(List.of(), held());
  }

  /** One that is broken off does not keep the next from its work. */
  @Test
  void sweep_afterOneThatThrew_goesOn() {
    add(20);
    IllegalStateException broken = new IllegalStateException("broken");
    Predicate<TaskNode<?>> throwing =
        task -> {
          if (task == there.get(10)) {
            throw broken;
          }
          return true;
        };
    assertSame(broken, assertThrows(IllegalStateException.class, () -> sweep(throwing)));
    assertEquals(there.subList(10, 20), held());

    sweep(task -> true);

    assertEquals(List.of(), held());
    assertEquals(there, removed);
    assertNotNull(field());
  }
}
