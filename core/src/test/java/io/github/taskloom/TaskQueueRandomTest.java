package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random events on random graphs with all rules of edges: after each, a queue hands out a task
 * exactly if one of those that it holds is completed, or PENDING and not blocked; and a dispatch of
 * that is not refused.
 */
@Tag("sized")
@Timeout(600)
class TaskQueueRandomTest {
  private static final int GRAPHS = Size.of(200, 6_000);
  private static final int TASKS = 7;
  private static final List<EdgeRule> RULES = List.of(EdgeRule.values());

  private final Random random;

  TaskQueueRandomTest() {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("TaskQueueRandomTest: -Dtaskloom.seed=" + seed);
    random = new Random(seed);
  }

  private List<Task<?>> graph() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Task<?> task = Task.of("t" + i, () -> null);
      for (Task<?> earlier : tasks) {
        if (random.nextInt(3) == 0) {
          task.require(earlier, rule());
        }
      }
      tasks.add(task);
    }
    return tasks;
  }

  private EdgeRule rule() {
    return RULES.get(random.nextInt(RULES.size()));
  }

  /** Does something to a task, if it can be done. */
  private void disturb(List<Task<?>> tasks) {
    int number = random.nextInt(tasks.size());
    Task<?> task = tasks.get(number);
    switch (random.nextInt(10)) {
      case 0 -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.QUEUE);
      case 1 -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.ERROR);
      case 2 -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.ABORT);
      case 3, 4 -> task.cancel();
      case 5, 6 -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.RETRY);
      case 7, 8 -> {
        if (!task.isSettled()) {
          task.run();
        }
      }
      default -> {
        if (number > 0 && task.state() == TaskState.PENDING) {
          task.require(tasks.get(random.nextInt(number)), rule());
        }
      }
    }
  }

  private static boolean canBeTaken(Task<?> task) {
    return task.isCompleted() || (task.state() == TaskState.PENDING && !task.isBlocked());
  }

  /** What get hands out is what can be taken, whatever has happened before. */
  @Test
  void get_afterRandomEvents_handsOutExactlyWhatCanBeTaken() {
    for (int round = 0; round < GRAPHS; round++) {
      List<Task<?>> tasks = graph();
      List<Task<?>> held = new ArrayList<>(tasks);
      held.removeIf(task -> random.nextInt(3) == 0);
      TaskQueue queue = TaskQueue.of(held.toArray(Task<?>[]::new));
      for (int step = 0; step < 25; step++) {
        disturb(tasks);
        String what = "round " + round + ", step " + step + ": " + tasks + ", held " + held;
        boolean any = held.stream().anyMatch(TaskQueueRandomTest::canBeTaken);
        if (random.nextInt(3) == 0 || !any) {
          Optional<Task<?>> taken = queue.get();
          assertEquals(any, taken.isPresent(), what);
          taken.ifPresent(task -> assertTrue(canBeTaken(task) && held.remove(task), what));
        }
        for (Task<?> task : tasks) {
          if (task.state() == TaskState.PENDING && task.isBlocked()) {
            BlockedException refused = assertThrows(BlockedException.class, task::dispatch, what);
            assertEquals(task.blockers().getFirst(), refused.blocker(), what);
          }
        }
      }
    }
  }

  /** A run ends, whatever happened before it and happens beside it, and leaves what it must. */
  @Test
  void run_besideRandomEvents_endsAndLeavesNothingThatIsReady() throws Exception {
    for (int round = 0; round < GRAPHS; round++) {
      List<Task<?>> tasks = graph();
      TaskQueue plain = TaskQueue.of(tasks.toArray(Task<?>[]::new));
      TaskQueue queue = random.nextBoolean() ? plain : plain.runDependentTasks();
      for (int step = random.nextInt(6); step > 0; step--) {
        disturb(tasks);
      }
      List<Task<?>> handedOut = new ArrayList<>();
      Callable<Boolean> run =
          () -> {
            queue.run().forEach(handedOut::add);
            return true;
          };
      Callable<Boolean> beside =
          () -> {
            for (int step = 0; step < 10; step++) {
              TaskEvents.tryFire(
                  TaskNode.of(tasks.get(step % TASKS)),
                  step < 5 ? TaskEvent.CANCEL : TaskEvent.RETRY);
            }
            // Those that are QUEUED, too.
            tasks.forEach(task -> TaskEvents.tryFire(TaskNode.of(task), TaskEvent.CANCEL));
            return true;
          };

      Bounded.together(List.of(run, beside));
      queue.run().forEach(handedOut::add); // what was retried too late for the first one

      String what = "round " + round + ": " + tasks + ", handed out " + handedOut;
      Set<Task<?>> once = new LinkedHashSet<>(handedOut);
      assertEquals(once.size(), handedOut.size(), what);
      for (Leftover left : queue.left()) {
        assertFalse(canBeTaken(left.task()), what);
        assertTrue(once.add(left.task()), () -> "handed out and left: " + what);
      }
      assertEquals(TASKS, once.size(), what);
    }
  }
}
