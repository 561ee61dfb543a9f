package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that pulls in dependents hands out each task once, and then it is not left. */
@Timeout(300)
class TaskQueueOnceTest {

  private static Task<String> task(String name) {
    return Task.of(name, () -> name);
  }

  private static List<Task<?>> chain(int length) {
    List<Task<?>> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Task<String> next = task("t" + i);
      if (i > 0) {
        next.require(chain.getLast());
      }
      chain.add(next);
    }
    return chain;
  }

  private static List<Task<?>> all(Iterable<Task<?>> run) {
    List<Task<?>> tasks = new ArrayList<>();
    run.forEach(tasks::add);
    return tasks;
  }

  /** A dependent that comes before its prerequisite is not pulled in behind that again. */
  @Test
  void run_dependentSettledBefore_isHandedOutOnce() {
    Task<String> first = task("first");
    Task<String> second = task("second");
    second.require(first, EdgeRule.COMPLETED);
    second.run();
    TaskQueue queue = TaskQueue.of(first, second).runDependentTasks();

    assertEquals(List.of(second, first), all(queue.run()));
    assertEquals(List.of(), queue.left());
  }

  /** What was taken before its prerequisite ends is not pulled in behind it. */
  @Test
  void run_dependentTakenBefore_isNotPulledIn() {
    Task<String> first = task("first");
    Task<String> second = task("second");
    TaskQueue queue = TaskQueue.of(second, first).runDependentTasks();
    assertEquals(Optional.of(second), queue.get());
    second.require(first);

    assertEquals(List.of(first), all(queue.run()));
    assertEquals(List.of(), queue.left());
    assertEquals(TaskState.PENDING, second.state());
  }

  /** What is added anew after it was handed out is handed out anew. */
  @Test
  void add_afterHandingOut_isAnotherStay() {
    for (boolean pulling : List.of(false, true)) {
      Task<String> task = task("task");
      TaskQueue queue = TaskQueue.of(task);
      if (pulling) {
        queue = queue.runDependentTasks();
      }
      assertEquals(List.of(task), all(queue.run()));
      assertEquals(Optional.empty(), queue.get());

      queue.add(task);
      queue.add(task);

      assertEquals(1, queue.left().size());
      assertEquals(Optional.of(task), queue.get());
      assertEquals(Optional.empty(), queue.get());
    }
  }

  /** Two threads run one queue of a chain: in each round each task comes to one of them, once. */
  @Tag("sized")
  @Test
  void run_chainByTwoWorkers_handsOutEachTaskOnce() throws Exception {
    for (int round = 0; round < Size.of(300, 2_000); round++) {
      List<Task<?>> chain = chain(20);
      Task<?>[] given = (round % 2 == 0 ? chain : chain.subList(0, 1)).toArray(Task<?>[]::new);
      TaskQueue queue = TaskQueue.of(given).runDependentTasks();
      List<Task<?>> handedOut = Collections.synchronizedList(new ArrayList<>());
      Callable<Boolean> worker =
          () -> {
            for (Task<?> task : queue.run()) {
              handedOut.add(task);
            }
            return true;
          };

      Bounded.together(List.of(worker, worker));

      String what = "round " + round + " of " + Arrays.toString(given) + ": " + handedOut;
      assertEquals(20, handedOut.size(), what);
      assertEquals(new HashSet<>(chain), new HashSet<>(handedOut), what);
      assertTrue(queue.left().isEmpty(), what);
    }
  }
}
