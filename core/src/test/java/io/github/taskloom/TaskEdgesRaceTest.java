package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges that are added while others look. */
@Tag("sized")
@Timeout(120)
class TaskEdgesRaceTest {
  private static final int ROUNDS = Size.of(80, 300);

  /** An edge that was accepted holds: the task does not run before that prerequisite is DONE. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 63, 64, 65})
  void require_racingDispatch_oneOfThemIsRefused(int edgesBefore) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger ran = new AtomicInteger();
      Task<Integer> task = Task.of("task", ran::incrementAndGet);
      for (int i = 0; i < edgesBefore; i++) {
        Task<Integer> done = Task.of(() -> 0);
        done.dispatch();
        task.require(done);
      }
      Task<Integer> late = Task.of("late", () -> 0);
      Callable<Boolean> requiring =
          () -> {
            try {
              task.require(late);
              return true;
            } catch (TaskStateException tooLate) {
              return false;
            }
          };
      Callable<Boolean> dispatching =
          () -> {
            try {
              return task.dispatch() == TaskState.DONE;
            } catch (BlockedException blocked) {
              return false;
            }
          };

      List<Boolean> won = Bounded.together(List.of(requiring, dispatching));

      assertEquals(1, Collections.frequency(won, true), won::toString);
      boolean required = won.getFirst();
      assertEquals(required ? 0 : 1, ran.get());
      assertEquals(required ? TaskState.PENDING : TaskState.DONE, task.state());
      assertEquals(required, task.prerequisites().contains(late));
      assertEquals(required, late.dependents().contains(task));
      assertEquals(edgesBefore + (required ? 1 : 0), task.prerequisites().size());
    }
  }

  /** The same edge said by many at once is one. */
  @Test
  void require_sameByManyThreads_isOneEdge() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Task<Integer> first = Task.of("first", () -> 1);
      Task<Integer> second = Task.of("second", () -> 2);
      Callable<Boolean> requiring =
          () -> {
            second.require(first);
            return true;
          };

      Bounded.together(Collections.nCopies(4, requiring));

      assertEquals(List.of(first), second.prerequisites());
      assertEquals(List.of(second), first.dependents());
    }
  }

  /** Edges that many threads add at once are all there, each thread's in its order. */
  @Test
  void require_differentByManyThreads_noneIsLost() throws Exception {
    for (int round = 0; round < 20; round++) {
      Task<Integer> hub = Task.of("hub", () -> 0);
      Callable<List<Task<?>>> requiring =
          () -> {
            List<Task<?>> mine = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
              Task<Integer> task = Task.of(() -> 0);
              mine.add(task);
              hub.require(task);
              hub.block(Task.of(() -> 0));
            }
            return mine;
          };

      List<List<Task<?>>> added = Bounded.together(Collections.nCopies(4, requiring));

      List<Task<?>> prerequisites = hub.prerequisites();
      assertEquals(400, prerequisites.size());
      assertEquals(400, new HashSet<>(hub.dependents()).size());
      for (List<Task<?>> mine : added) {
        List<Task<?>> inOrder = new ArrayList<>(prerequisites);
        inOrder.retainAll(new HashSet<>(mine));
        assertEquals(mine, inOrder);
      }
    }
  }

  /** Many threads that dispatch one task run it once. */
  @Test
  void dispatch_byManyThreads_runsOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger ran = new AtomicInteger();
      Task<Integer> task = Task.of("task", ran::incrementAndGet);
      Callable<Boolean> dispatching =
          () -> {
            try {
              return task.dispatch() == TaskState.DONE;
            } catch (TaskStateException lost) {
              assertTrue(lost.getMessage().startsWith("task is "), lost.getMessage());
              return false;
            }
          };

      List<Boolean> won = Bounded.together(Collections.nCopies(4, dispatching));

      assertEquals(1, Collections.frequency(won, true));
      assertEquals(1, ran.get());
    }
  }
}
