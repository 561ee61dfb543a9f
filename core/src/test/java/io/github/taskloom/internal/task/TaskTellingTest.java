package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits until the callbacks of a task that has settled have ended. */
@Timeout(60)
class TaskTellingTest {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Gate atCallback = new Gate();
  private final TaskNode<Integer> task = TaskNode.of(Task.of("t", () -> 1));

  private Thread dispatchUpToTheCallback() throws InterruptedException {
    task.onEnter(
        TaskState.DONE,
        transition -> {
          atCallback.passUninterrupted();
          told.add("callback");
        });
    Thread teller = Thread.ofVirtual().start(task::dispatch);
    atCallback.awaitEntered();
    return teller;
  }

  /** Each is told once, after the last callback, in the order in which they came. */
  @Test
  void whenTold_callbackGoesOn_runsAfterIt() throws Exception {
    Thread teller = dispatchUpToTheCallback();
    assertEquals(TaskState.DONE, task.state());
    assertFalse(TaskTelling.isTold(task, null));

    for (String waiter : List.of("first", "second")) {
      Registration unused = TaskTelling.whenTold(task, () -> told.add(waiter));
    }
    assertEquals(List.of(), told);
    atCallback.open();
    Bounded.join(teller);

    assertEquals(List.of("callback", "first", "second"), told);
    assertTrue(TaskTelling.isTold(task, null));
  }

  /** One that was taken back is not told, and the others are. */
  @Test
  void whenTold_takenBack_isNotTold() throws Exception {
    Thread teller = dispatchUpToTheCallback();
    List<Registration> registered = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      registered.add(TaskTelling.whenTold(task, () -> told.add("waiter " + number)));
    }

    registered.get(1).close();
    registered.get(1).close();
    atCallback.open();
    Bounded.join(teller);

    assertEquals(List.of("callback", "waiter 0", "waiter 2"), told);
  }

  /** A callback may settle its task anew: what waits does so until the outer one has ended, too. */
  @Test
  void whenTold_callbackSettlesItAnew_runsAfterBoth() throws Exception {
    TaskNode<Integer> failing = TaskNode.of(Task.of("failing", () -> Integer.parseInt("x")));
    failing.onEnter(TaskState.DONE, transition -> told.add("inner"));
    failing.onEnter(
        TaskState.FAILED,
        transition -> {
          failing.completeWith(2);
          atCallback.passUninterrupted();
          told.add("outer");
        });
    Thread teller = Thread.ofVirtual().start(failing::dispatch);
    atCallback.awaitEntered();

    assertEquals(TaskState.DONE, failing.state());
    assertFalse(TaskTelling.isTold(failing, null));
    Registration unused = TaskTelling.whenTold(failing, () -> told.add("waiter"));
    assertEquals(List.of("inner"), told);
    atCallback.open();
    Bounded.join(teller);

    assertEquals(List.of("inner", "outer", "waiter"), told);
    assertTrue(TaskTelling.isTold(failing, null));
  }

  /** Where no thread is at the callbacks, it is told at once, and there is nothing to take back. */
  @Test
  void whenTold_noCallbackGoesOn_runsAtOnce() {
    task.dispatch();

    TaskTelling.whenTold(task, () -> told.add("at once")).close();

    assertEquals(List.of("at once"), told);
  }

  /** A task that has callbacks which have ended is as one that has none. */
  @Test
  void whenTold_callbacksHaveEnded_runsAtOnce() throws Exception {
    Thread teller = dispatchUpToTheCallback();
    atCallback.open();
    Bounded.join(teller);

    TaskTelling.whenTold(task, () -> told.add("at once")).close();

    assertEquals(List.of("callback", "at once"), told);
  }
}
