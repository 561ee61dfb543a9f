package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.BetweenAttempts;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.TaskNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that one make after another has between two attempts: no event tells of the next one. */
@Timeout(60)
class QueuedTasksAttemptsTest {
  private final Changes changes = new Changes();
  private final QueuedTasks queued = new QueuedTasks(false, changes);
  private final TaskNode<?> flaky = task("flaky");
  private final Ownership make = new Ownership();
  private final Ownership other = new Ownership();

  private static TaskNode<?> task(String name) {
    return TaskNode.of(Task.of(name, () -> name));
  }

  private Stay added(TaskNode<?> task) {
    queued.add(task);
    return queued.present().last();
  }

  /** Given up by its make, the task can be handed out, and the runs are woken for that. */
  @Test
  void add_makeGivesUpThen_handsItOut() {
    BetweenAttempts.begin(flaky, make);
    queued.add(flaky);
    assertNull(queued.poll());
    long before = changes.count();

    make.giveUp();

    assertTrue(changes.count() > before);
    assertSame(flaky, queued.poll());
  }

  /** Before a run waits for a task it sees to it that the queue learns of its present make. */
  @Test
  void follow_anotherMakeHasIt_learnsWhenThatGivesUp() {
    BetweenAttempts.begin(flaky, make);
    Stay stay = added(flaky);
    BetweenAttempts.takeOver(flaky, other);

    queued.follow(stay);
    other.giveUp();

    assertSame(flaky, queued.poll());
  }

  /** And of the present make of what it requires: what waits for that is looked at, and woken. */
  @Test
  void follow_anotherMakeHasThePrerequisite_learnsWhenThatGivesUp() {
    TaskNode<?> dependent = task("dependent");
    dependent.require(flaky);
    BetweenAttempts.begin(flaky, make);
    Stay stay = added(dependent);
    BetweenAttempts.takeOver(flaky, other);
    queued.follow(stay);
    long before = changes.count();

    other.giveUp();

    assertTrue(changes.count() > before);
  }

  /** What is not between two attempts has no make to be followed. */
  @Test
  void follow_noMakeHasIt_isToldNothing() {
    TaskNode<?> dependent = task("dependent");
    dependent.require(flaky);
    Stay stay = added(dependent);
    long before = changes.count();

    queued.follow(stay);
    make.giveUp();

    assertEquals(before, changes.count());
    assertNull(queued.poll());
  }

  /** The make that had the task gives it up after another one has it: that one is followed. */
  @Test
  void changed_givenUpAfterAnotherHasIt_learnsWhenThatGivesUp() {
    BetweenAttempts.begin(flaky, make);
    queued.add(flaky);
    BetweenAttempts.takeOver(flaky, other);

    make.giveUp();
    assertNull(queued.poll());

    other.giveUp();
    assertSame(flaky, queued.poll());
  }

  /**
   * A make takes a candidate that was given up: it is none any more until that gives it up, too.
   */
  @Test
  void poll_takenOverWhileACandidate_waitsForThatMake() {
    BetweenAttempts.begin(flaky, make);
    queued.add(flaky);
    make.giveUp();
    BetweenAttempts.takeOver(flaky, other);

    assertNull(queued.poll());

    other.giveUp();
    assertSame(flaky, queued.poll());
  }
}
