package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.EdgeRule;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A prerequisite that settles while others are open frees nothing. The runs are woken if it may end
 * the hope that they wait for, and left asleep if it does not: of many that settle as they should
 * each would be a look in vain.
 */
@Timeout(60)
class QueuedTasksHopeTest {
  private final Changes changes = new Changes();
  private final QueuedTasks queued = new QueuedTasks(false, changes);
  private final TaskNode<?> task = task("task");
  private final TaskNode<?> one = task("one");
  private final TaskNode<?> two = task("two");

  private static TaskNode<?> task(String name) {
    return TaskNode.of(Task.of(name, () -> name));
  }

  private static void failed(TaskNode<?> task) {
    task.fail(new IllegalStateException("on purpose"));
  }

  private Stay added() {
    queued.add(task);
    return queued.present().last();
  }

  /** The open prerequisite that the task does not wait for at present. */
  private TaskNode<?> notGuard(Stay stay) {
    return stay.guard() == one ? two : one;
  }

  /** Whether the runs are woken by what an action changes. */
  private boolean wakes(Runnable action) {
    long before = changes.count();
    action.run();
    return changes.count() != before;
  }

  /** One of several settles as its edge wants it: the rest is waited for as before. */
  @Test
  void changed_besideTheGuardAndMet_wakesNoRun() {
    task.require(one);
    task.require(two);
    Stay stay = added();
    TaskNode<?> other = notGuard(stay);

    assertFalse(wakes(other::dispatch));
    assertNotSame(other, stay.guard());
  }

  /** One of several fails that had to be DONE: nothing is left to hope for. */
  @Test
  void changed_besideTheGuardAndNotMet_wakesTheRuns() {
    task.require(one);
    task.require(two);
    Stay stay = added();

    assertTrue(wakes(() -> failed(notGuard(stay))));
  }

  /** It may fail where its end alone was wanted. */
  @Test
  void changed_besideTheGuardAndMetByAFailure_wakesNoRun() {
    task.require(one, EdgeRule.COMPLETED);
    task.require(two, EdgeRule.COMPLETED);
    Stay stay = added();

    assertFalse(wakes(() -> failed(notGuard(stay))));
  }

  /** An alternative may fail as long as the one that is waited for is another one. */
  @Test
  void changed_alternativeBesideAnotherFails_wakesNoRun() {
    task.require(one, EdgeRule.ANY_DONE);
    task.require(two, EdgeRule.ANY_DONE);
    Stay stay = added();

    assertFalse(wakes(() -> failed(notGuard(stay))));
    assertEquals(1, queued.tasks().size());
  }

  /** What is no alternative may not fail, though an alternative is waited for. */
  @Test
  void changed_failsBesideAnOpenAlternative_wakesTheRuns() {
    task.require(one, EdgeRule.ANY_DONE);
    task.require(two);
    Stay stay = added();
    assertSame(one, stay.guard());

    assertTrue(wakes(() -> failed(two)));
  }

  /** The last alternative fails while what is waited for is none: nothing is left to hope for. */
  @Test
  void changed_lastAlternativeFailsBesideAnotherGuard_wakesTheRuns() {
    failed(one);
    task.require(one, EdgeRule.ANY_DONE);
    task.require(two);
    Stay stay = added();
    assertSame(two, stay.guard());

    assertTrue(wakes(one::retry));
    assertTrue(wakes(() -> failed(one)));
  }

  /** An alternative that is to run again is open anew: there may be hope where was none. */
  @Test
  void changed_alternativeRetried_wakesTheRuns() {
    failed(one);
    task.require(one, EdgeRule.ANY_DONE);
    task.require(two, EdgeRule.ANY_DONE);
    Stay stay = added();
    assertSame(two, stay.guard());

    assertTrue(wakes(one::retry));
  }

  /** The one that is waited for settles: the next one is, or the task can be handed out. */
  @Test
  void changed_guard_looksAtTheTaskAgain() {
    task.require(one);
    task.require(two);
    Stay stay = added();
    TaskNode<?> last = notGuard(stay);

    assertTrue(wakes(() -> guard(stay).dispatch()));
    assertSame(last, stay.guard());
    assertNull(queued.poll());

    assertTrue(wakes(last::dispatch));
    assertSame(task, queued.poll());
  }

  private static TaskNode<?> guard(Stay stay) {
    return Objects.requireNonNull(stay.guard());
  }
}
