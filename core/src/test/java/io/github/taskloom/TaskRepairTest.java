package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class TaskRepairTest {

  private static Task<String> failed() {
    Task<String> task =
        Task.of(
            "t",
            () -> {
              throw new IOException("no network");
            });
    task.dispatch();
    return task;
  }

  /** A value that is given by hand is the result, whatever cancelOnResult thinks of it. */
  @Test
  void repair_valueUnderCancelOnResult_isDone() throws Exception {
    Task<String> task = Task.builder("task", () -> "stale").cancelOnResult("stale"::equals).build();
    assertEquals(TaskState.CANCELLED, task.dispatch());

    task.completeWith("stale");

    assertEquals(TaskState.DONE, task.state());
    assertEquals("stale", task.get());
  }

  /** A new function makes the task PENDING, and is the one that runs. */
  @Test
  void repair_function_runsWithTheNextDispatch() throws Exception {
    Task<String> task = failed();
    Result<String> old = task.result();

    task.repairWith(() -> "from the mirror");

    assertEquals(TaskState.PENDING, task.state());
    assertEquals(2, task.attempt());
    assertEquals(TaskState.DONE, task.dispatch());
    assertEquals("from the mirror", task.get());
    assertInstanceOf(Failed.class, old.outcome());
  }

  /** A value makes the task DONE at once. */
  @Test
  void repair_value_isDone() throws Exception {
    Task<String> task = failed();

    task.completeWith("by hand");

    assertEquals(TaskState.DONE, task.state());
    assertEquals("by hand", task.get());
    assertEquals(2, task.result().attempt());
  }

  /** Also where a prerequisite blocks: the value needs none. */
  @Test
  void repair_valueOfBlockedTask_isDone() throws Exception {
    Task<String> root = failed();
    Task<String> next = root.then("next", text -> text + "!");
    next.make();
    assertEquals(TaskState.FAILED, next.state());

    next.completeWith("by hand");

    assertEquals(new Done<>("by hand"), next.outcome());
    assertEquals(TaskState.FAILED, root.state());
  }

  /** FAILED and CANCELLED can be repaired, nothing else; the message names the state. */
  @ParameterizedTest
  @EnumSource
  void repair_inEachState_onlyFailedAndCancelled(TaskState state) throws Exception {
    Callable<String> function = () -> "repaired";
    try (TasksIn first = new TasksIn(state);
        TasksIn second = new TasksIn(state)) {
      if (state == TaskState.FAILED || state == TaskState.CANCELLED) {
        first.task.repairWith(function);
        second.task.completeWith("by hand");
        assertEquals(TaskState.PENDING, first.task.state());
        assertEquals(TaskState.DONE, second.task.state());
      } else {
        String message = "t is " + state + ": only a FAILED or CANCELLED task can be repaired";
        assertEquals(
            message,
            assertThrows(TaskStateException.class, () -> first.task.repairWith(function))
                .getMessage());
        assertEquals(
            message,
            assertThrows(TaskStateException.class, () -> second.task.completeWith("by hand"))
                .getMessage());
        assertEquals(state, first.task.state());
        assertEquals(state, second.task.state());
      }
    }
  }

  /** A repair survives a cancel before its first run. */
  @Test
  void repair_cancelledBeforeItRan_isKept() throws Exception {
    Task<String> task = failed();
    task.repairWith(() -> "repaired");

    task.cancel();
    assertEquals(TaskState.CANCELLED, task.state());
    task.retry();
    task.dispatch();

    assertEquals("repaired", task.get());
    assertEquals(3, task.attempt());
  }

  /** It survives new edges, the queue and an error from outside as well. */
  @Test
  void repair_thenEdgesQueueAndError_isKept() throws Exception {
    Task<String> task = failed();
    task.repairWith(() -> "repaired");

    Task<String> first = Task.of("first", () -> "1");
    task.require(first);
    first.dispatch();
    task.queue();
    task.fail(new IllegalStateException("rejected"));
    task.retry();
    task.dispatch();

    assertEquals("repaired", task.get());
  }

  /** Of two repairs the later one counts, and a failing one can be repaired again. */
  @Test
  void repair_again_theLastCounts() throws Exception {
    Task<String> task = failed();
    task.repairWith(
        () -> {
          throw new IOException("no mirror either");
        });
    assertEquals(TaskState.FAILED, task.dispatch());

    task.repairWith(() -> "second");
    task.cancel();
    task.repairWith(() -> "third");
    task.dispatch();

    assertEquals("third", task.get());
  }

  /** A repaired function may be cancelled and run by make as the first one. */
  @Test
  void repair_function_isMade() throws Exception {
    Task<String> task = failed();
    Task<Integer> length = task.then("length", text -> text.length());

    task.repairWith(() -> "four");
    length.make();

    assertEquals(4, length.get());
  }

  /** The repaired function sees its task as the current one. */
  @Test
  void repair_function_seesItsTask() throws Exception {
    Task<String> task = failed();

    task.repairWith(() -> Task.current().orElseThrow().name());
    task.dispatch();

    assertEquals("t", task.get());
  }

  /** Who waits for the new attempt is told of the value. */
  @Test
  void repair_value_isToldOnce() {
    Task<String> task = failed();
    List<String> told = new ArrayList<>();
    task.onTransition(made -> told.add(made.toString()));

    task.completeWith("by hand");

    assertEquals(
        List.of(
            "t FAILED->retry->PENDING", "t PENDING->dispatch->RUNNING", "t RUNNING->done->DONE"),
        told);
  }

  /** A repair that races others of them leaves one, and whatever ran was a repair. */
  @Tag("sized")
  @Test
  void repair_racingDispatch_neverRunsTheOldFunction() throws Exception {
    for (int round = 0; round < Size.of(100, 500); round++) {
      Task<String> task = failed();
      Callable<Boolean> repairing =
          () -> {
            task.repairWith(() -> "repaired");
            return true;
          };
      Callable<Boolean> dispatching =
          () -> {
            while (true) {
              try {
                return task.dispatch() == TaskState.DONE;
              } catch (TaskStateException notYet) {
                Thread.onSpinWait();
              }
            }
          };

      assertEquals(List.of(true, true), Bounded.together(List.of(repairing, dispatching)));

      assertEquals("repaired", task.get());
    }
  }

  /** Without a function there is nothing to repair with. */
  @Test
  void repair_nullFunction_isRefused() {
    Task<String> task = failed();

    assertThrows(NullPointerException.class, () -> task.repairWith((Callable<String>) null));

    assertEquals(TaskState.FAILED, task.state());
  }
}
