package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads that change a few edges of the same task at once, each those of its own. */
@Timeout(120)
class EdgesRaceTest {
  private static final int ROUNDS = 3_000;
  private static final int EACH = 4; // so that both together still are a few

  private final AtomicInteger arrived = new AtomicInteger();
  private final List<TaskNode<?>> owners = new ArrayList<>();
  private final List<List<TaskNode<?>>> others = List.of(new ArrayList<>(), new ArrayList<>());

  /** What a thread does to a task with an edge of its own. */
  private interface Change {
    void make(TaskNode<?> owner, TaskNode<?> other);
  }

  private static TaskNode<?> task() {
    return TaskNode.of(Task.of(() -> 1));
  }

  @BeforeEach
  void tasks() {
    for (int i = 0; i < ROUNDS; i++) {
      owners.add(task());
    }
    for (List<TaskNode<?>> mine : others) {
      for (int i = 0; i < EACH; i++) {
        mine.add(task());
      }
    }
  }

  /** Goes on at the same moment as the other thread. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  private void meet(int round) {
    arrived.incrementAndGet();
    while (arrived.get() < 2 * (round + 1)) {
      Thread.yield();
    }
  }

  private Callable<Boolean> changing(List<TaskNode<?>> mine, Change change) {
    return () -> {
      for (int round = 0; round < ROUNDS; round++) {
        meet(round);
        for (TaskNode<?> other : mine) {
          change.make(owners.get(round), other);
        }
      }
      return true;
    };
  }

  private void together(Change change) throws Exception {
    arrived.set(0);
    Bounded.together(
        List.of(changing(others.getFirst(), change), changing(others.getLast(), change)));
  }

  private static List<TaskNode<?>> held(TaskNode<?> owner) {
    return List.of(owner.dependentNodes());
  }

  /** None that is added is lost, and those of each thread are in its order. */
  @Test
  void add_byTwoThreads_allAreThere() throws Exception {
    together((owner, other) -> Edges.add(TaskNode.DEPENDENTS, owner, other));

    for (TaskNode<?> owner : owners) {
      assertEquals(2 * EACH, held(owner).size());
      for (List<TaskNode<?>> mine : others) {
        List<TaskNode<?>> inOrder = new ArrayList<>(held(owner));
        inOrder.retainAll(new HashSet<>(mine));
        assertEquals(mine, inOrder);
      }
    }
  }

  /** None that is taken back stays. */
  @Test
  void remove_byTwoThreads_allAreGone() throws Exception {
    for (TaskNode<?> owner : owners) {
      others.forEach(mine -> mine.forEach(other -> Edges.add(TaskNode.DEPENDENTS, owner, other)));
    }

    together((owner, other) -> Edges.remove(TaskNode.DEPENDENTS, owner, other));

    for (TaskNode<?> owner : owners) {
      assertEquals(List.of(), held(owner));
    }
  }
}
