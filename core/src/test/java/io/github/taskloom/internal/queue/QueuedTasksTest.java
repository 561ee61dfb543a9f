package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.BetweenAttempts;
import io.github.taskloom.internal.task.CallbackCount;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a queue holds: whom it watches, what it hands out, and that it then lets go of it all. */
@Timeout(60)
class QueuedTasksTest {
  private final Changes changes = new Changes();
  private final QueuedTasks queued = new QueuedTasks(false, changes);
  private final TaskNode<?> task = task("task");
  private final TaskNode<?> prerequisite = task("prerequisite");

  private static TaskNode<?> task(String name) {
    return TaskNode.of(Task.of(name, () -> name));
  }

  private Stay added(TaskNode<?> added) {
    queued.add(added);
    return queued.present().last();
  }

  /** The runs that wait learn of a task that was added, be it ready or not. */
  @Test
  void add_wakesTheRuns() {
    task.require(prerequisite);
    long before = changes.count();

    queued.add(task);
    assertEquals(before + 1, changes.count());

    queued.add(task);
    assertEquals(before + 1, changes.count());
  }

  /** A task that was handed out is not watched any more, nor is what it requires. */
  @Test
  void poll_lastOfAll_leavesNoCallbacks() {
    TaskNode<?> failed = task("failed");
    failed.fail(new IllegalStateException("on purpose"));
    task.require(prerequisite);
    task.require(failed, EdgeRule.COMPLETED);
    queued.add(task);
    assertEquals(1, CallbackCount.of(task));
    assertEquals(1, CallbackCount.of(prerequisite));
    assertEquals(1, CallbackCount.of(failed));
    prerequisite.dispatch();

    assertSame(task, queued.poll());

    assertEquals(0, CallbackCount.of(task));
    assertEquals(0, CallbackCount.of(prerequisite));
    assertEquals(0, CallbackCount.of(failed));
    assertEquals(List.of(), queued.tasks());
  }

  /** An edge that was taken back before: the next change there drops what was left of it. */
  @Test
  void changed_edgeTakenBackAndTaskTaken_dropsTheCallback() {
    task.require(prerequisite);
    queued.add(task);
    task.unrequire(prerequisite);
    queued.examineUnguarded();
    assertSame(task, queued.poll());
    long before = changes.count();

    prerequisite.dispatch();

    assertEquals(0, CallbackCount.of(prerequisite));
    assertEquals(before, changes.count());
  }

  /** A look at a task that another thread has taken meanwhile leaves nothing behind. */
  @Test
  void follow_takenMeanwhile_watchesNothing() {
    Stay stay = added(task);
    assertSame(task, queued.poll());
    BetweenAttempts.begin(task, new Ownership());

    queued.follow(stay);

    assertEquals(0, CallbackCount.of(task));
  }

  /** Candidates that are there twice, and two threads: each task comes to one of them, once. */
  @Test
  void poll_byTwoThreads_handsOutEachOnce() throws Exception {
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      queued.examine(added(task("t" + i)));
    }
    Callable<List<TaskNode<?>>> taker =
        () -> {
          List<TaskNode<?>> taken = new ArrayList<>();
          for (TaskNode<?> next = queued.poll(); next != null; next = queued.poll()) {
            taken.add(next);
          }
          return taken;
        };

    List<TaskNode<?>> all = new ArrayList<>();
    Bounded.together(List.of(taker, taker)).forEach(all::addAll);

    assertEquals(count, all.size());
    assertEquals(count, new HashSet<>(all).size());
  }

  /** A candidate keeps its place: to look at it once more makes no second one of it. */
  @Test
  void examineUnguarded_candidate_isLeftAlone() {
    Stay stay = added(task);
    assertSame(task, stay.guard());

    assertFalse(queued.examineUnguarded(stay));
  }

  /** One that is blocked by what it still requires is left to the change of that. */
  @Test
  void examineUnguarded_blockedByWhatItRequires_isLeftAlone() {
    task.require(prerequisite);
    Stay stay = added(task);
    assertSame(prerequisite, stay.guard());

    assertFalse(queued.examineUnguarded(stay));
    assertNull(queued.poll());
  }

  /** A prerequisite that was taken back does not free it by an event: the look does. */
  @Test
  void examineUnguarded_prerequisiteTakenBack_makesACandidate() {
    task.require(prerequisite);
    Stay stay = added(task);
    task.unrequire(prerequisite);
    assertNull(queued.poll());

    assertTrue(queued.examineUnguarded(stay));

    assertSame(task, queued.poll());
  }

  /**
   * The same where all have settled in vain, and the rule of an edge is changed to one it meets.
   */
  @Test
  void examineUnguarded_ruleChanged_makesACandidate() {
    prerequisite.fail(new IllegalStateException("on purpose"));
    task.require(prerequisite);
    Stay stay = added(task);
    assertNull(stay.guard());
    task.require(prerequisite, EdgeRule.COMPLETED);

    assertTrue(queued.examineUnguarded(stay));

    assertSame(task, queued.poll());
  }

  /** What has the edges that it had is not looked at again before a run waits for it. */
  @Test
  void refresh_sameEdges_keepsTheGuard() {
    task.require(prerequisite);
    Stay stay = added(task);
    assertFalse(stay.hasOther(task.required()));
    stay.guard(null); // as any look would not leave it

    queued.refresh(stay);

    assertNull(stay.guard());
  }

  /** An edge that came while the task is in the queue is watched from the next look on. */
  @Test
  void refresh_edgeAdded_watchesIt() {
    Stay stay = added(task);
    task.require(prerequisite);
    assertEquals(0, CallbackCount.of(prerequisite));

    queued.refresh(stay);

    assertSame(prerequisite, stay.guard());
    assertEquals(1, CallbackCount.of(prerequisite));
  }
}
