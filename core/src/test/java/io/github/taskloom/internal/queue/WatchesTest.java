package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.BetweenAttempts;
import io.github.taskloom.internal.task.CallbackCount;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.TaskNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue is told what may free its tasks, by one callback on each, and of nothing afterwards. */
@Timeout(60)
class WatchesTest {

  /** The state that a task has come to, and who waits for it, as text. */
  private final List<String> told = new CopyOnWriteArrayList<>();

  private final Watches watches =
      new Watches(
          (watched, to, waiting) ->
              told.add(
                  to
                      + StreamSupport.stream(waiting.spliterator(), false)
                          .map(stay -> " " + stay.task().name())
                          .collect(Collectors.joining())));

  private final TaskNode<?> watched = task("watched");
  private final Stay first = new Stay(0, task("first"));
  private final Stay second = new Stay(1, task("second"));
  private final Ownership make = new Ownership();

  private static TaskNode<?> task(String name) {
    return TaskNode.of(Task.of(name, () -> name));
  }

  /** All that wait for a task are told by one callback, in the order of their adding. */
  @Test
  void add_several_haveOneCallback() {
    watches.add(watched, second);
    watches.add(watched, first);
    watches.add(watched, first);
    assertEquals(1, CallbackCount.of(watched));

    watched.dispatch();

    assertEquals(List.of("DONE first second"), told);
  }

  /** One that is queued or begins to run frees nothing yet; what it comes to is told. */
  @Test
  void changed_onItsWay_isNotTold() {
    watches.add(watched, first);

    watched.queue();
    assertEquals(List.of(), told);

    watched.cancel();
    watched.retry();
    watched.abort();
    assertEquals(List.of("CANCELLED first", "PENDING first", "ABORT first"), told);
  }

  /** Between two attempts a task is on its way, until its make gives it up: that is told, once. */
  @Test
  void changed_betweenAttempts_isToldWhenTheMakeGivesUp() {
    watches.add(watched, first);

    BetweenAttempts.begin(watched, make);
    assertEquals(List.of(), told);

    make.giveUp();
    assertEquals(List.of("PENDING first"), told);
  }

  /** An attempt whose make had stopped before: no make goes on with the task, and that is told. */
  @Test
  void changed_againByAMakeThatHasGivenUp_isTold() {
    watches.add(watched, first);
    make.giveUp();

    BetweenAttempts.begin(watched, make);

    assertEquals(List.of("PENDING first"), told);
  }

  /** What is between two attempts already is followed as well, for all that wait, once. */
  @Test
  void add_betweenAttempts_isToldOnceWhenTheMakeGivesUp() {
    BetweenAttempts.begin(watched, make);
    watches.add(watched, first);
    watches.add(watched, second);

    make.giveUp();

    assertEquals(List.of("PENDING first second"), told);
  }

  /** One make after another has the task: that each gives it up is told. */
  @Test
  void add_afterAnotherMakeHasTakenOver_isToldOfBoth() {
    Ownership other = new Ownership();
    BetweenAttempts.begin(watched, make);
    watches.add(watched, first);
    BetweenAttempts.takeOver(watched, other);
    watches.add(watched, first);

    other.giveUp();
    assertEquals(List.of("PENDING first"), told);
    make.giveUp();
    assertEquals(List.of("PENDING first", "PENDING first"), told);
  }

  /** Those that still wait are told; of the one that does not any more nothing is held. */
  @Test
  void remove_oneOfTwo_tellsTheOther() {
    watches.add(watched, first);
    watches.add(watched, second);

    watches.remove(watched, first);
    watched.cancel();

    assertEquals(List.of("CANCELLED second"), told);
    assertEquals(1, CallbackCount.of(watched));
  }

  /** When the last one goes the task has no callback any more, in whatever order they go. */
  @Test
  void remove_eachInTurn_leavesNothing() {
    watches.add(watched, first);
    watches.add(watched, second);

    watches.remove(watched, second);
    assertEquals(1, CallbackCount.of(watched));
    watches.remove(watched, first);
    assertEquals(0, CallbackCount.of(watched));

    watched.dispatch();
    assertEquals(List.of(), told);
  }

  /** The makes that were followed are told of no more, either. */
  @Test
  void remove_betweenAttempts_isNotToldWhenTheMakeGivesUp() {
    BetweenAttempts.begin(watched, make);
    watches.add(watched, first);

    watches.remove(watched, first);
    make.giveUp();

    assertEquals(0, CallbackCount.of(watched));
    assertEquals(List.of(), told);
  }

  /** What was not watched, or is not any more, is removed without an effect on others. */
  @Test
  void remove_notThere_doesNothing() {
    watches.remove(watched, first);
    watches.add(watched, second);
    watches.remove(watched, first);

    watched.dispatch();

    assertEquals(List.of("DONE second"), told);
  }

  /** Watched again after the last one has gone, a task is told of again. */
  @Test
  void add_afterTheLastHasGone_watchesAnew() {
    watches.add(watched, first);
    watches.remove(watched, first);

    watches.add(watched, second);
    watched.dispatch();

    assertEquals(List.of("DONE second"), told);
  }
}
