package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.Retry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table of states and events, the empty ones included. */
@Timeout(30)
class TaskTransitionsTest {
  private static final Map<String, TaskState> TABLE = table();

  private static Map<String, TaskState> table() {
    String rows =
        """
        PREPARE PREPARED PENDING
        PENDING DISPATCH RUNNING
        PENDING QUEUE QUEUED
        PENDING CANCEL CANCELLED
        PENDING ERROR FAILED
        PENDING ABORT ABORT
        PENDING RESTORE DONE
        QUEUED DISPATCH RUNNING
        QUEUED UNQUEUE PENDING
        QUEUED CANCEL CANCELLED
        QUEUED ERROR FAILED
        QUEUED ABORT ABORT
        RUNNING DONE DONE
        RUNNING ERROR FAILED
        RUNNING CANCEL CANCELLED
        RUNNING AGAIN PENDING
        CANCELLED RETRY PENDING
        CANCELLED ABORT ABORT
        FAILED RETRY PENDING
        FAILED ABORT ABORT
        """;
    Map<String, TaskState> table = new HashMap<>();
    for (String row : rows.lines().toList()) {
      int last = row.lastIndexOf(' ');
      table.put(row.substring(0, last), TaskState.valueOf(row.substring(last + 1)));
    }
    return table;
  }

  static List<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (TaskState state : TaskState.values()) {
      for (TaskEvent event : TaskEvent.values()) {
        cells.add(Arguments.of(state, event));
      }
    }
    return cells;
  }

  /** The table is exactly the documented one. */
  @ParameterizedTest
  @MethodSource("cells")
  void next_eachCell_asDocumented(TaskState state, TaskEvent event) {
    assertEquals(TABLE.get(state + " " + event), BaseTask.TRANSITIONS.next(state, event));
  }

  /** A task without a function obeys each cell, and names what is allowed where one is empty. */
  @ParameterizedTest
  @MethodSource("cells")
  void fire_onBaseTask_obeysTheCell(TaskState state, TaskEvent event) {
    Plain task = new Plain(state);
    TaskState to = TABLE.get(state + " " + event);

    if (to != null) {
      assertEquals(to, task.fire(event));
      assertEquals(to, task.state());
    } else {
      FsmException thrown = assertThrows(FsmException.class, () -> task.fire(event));
      assertSame(task, thrown.fsm());
      assertEquals(
          "plain is " + state + ": event " + event + " is not allowed" + allowed(state),
          thrown.getMessage());
      assertEquals(state, task.state());
    }
    assertEquals(to != null, new Plain(state).tryFire(event));
  }

  private static String allowed(TaskState state) {
    String events =
        BaseTask.TRANSITIONS.allowed(state).stream()
            .map(TaskEvent::name)
            .collect(Collectors.joining(", "));
    return events.isEmpty() ? ", nor is any other" : "; allowed are [" + events + "]";
  }

  /**
   * From outside a task obeys the table as well, but that how a run begins and ends is the run's
   * alone, what is taken back from an executor the make's, and a restore needs a value.
   */
  @ParameterizedTest
  @MethodSource("cells")
  void fire_onTaskFromOutside_obeysTheCellButForRuns(TaskState state, TaskEvent event)
      throws Exception {
    TaskState to = TABLE.get(state + " " + event);
    boolean allowed =
        to != null
            && event != TaskEvent.DISPATCH
            && event != TaskEvent.UNQUEUE
            && event != TaskEvent.RESTORE
            && state != TaskState.RUNNING;
    try (TasksIn in = new TasksIn(state);
        TasksIn other = new TasksIn(state)) {
      if (allowed) {
        TaskEvents.fire(TaskNode.of(in.task), event);
        assertEquals(to, in.task.state());
        assertTrue(TaskEvents.tryFire(TaskNode.of(other.task), event));
        assertEquals(to, other.task.state());
      } else {
        FsmException thrown =
            assertThrows(FsmException.class, () -> TaskEvents.fire(TaskNode.of(in.task), event));
        assertTrue(thrown.getMessage().startsWith("t is " + state), thrown.getMessage());
        assertFalse(TaskEvents.tryFire(TaskNode.of(other.task), event));
        assertEquals(state, in.task.state());
        assertEquals(state, other.task.state());
      }
    }
  }

  private static final class Plain extends BaseTask {
    Plain(TaskState state) {
      super("plain", state);
    }
  }

  /** Callbacks learn of the task, and why; nothing of the engine is in reach from there. */
  @Test
  void onTransition_everyWayThroughAMake_showsTheTaskAndNothingInternal() {
    Task<String> flaky =
        Task.<String>builder(
                "flaky",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(2))
            .build();
    flaky.keepHistory(20);

    Make.defaults().queue(Runnable::run).now(flaky);
    flaky.repairWith(() -> "x");
    flaky.dispatch();

    List<TaskEvent> events = new ArrayList<>();
    for (Transition<TaskState, TaskEvent> made : flaky.history()) {
      events.add(made.event());
      assertSame(flaky, made.machine());
      Object detail = made.detail();
      assertTrue(
          detail == null || detail instanceof Throwable || detail instanceof String,
          () -> made + " shows " + detail);
    }
    assertEquals(
        List.of(
            TaskEvent.QUEUE,
            TaskEvent.DISPATCH,
            TaskEvent.AGAIN,
            TaskEvent.QUEUE,
            TaskEvent.DISPATCH,
            TaskEvent.ERROR,
            TaskEvent.RETRY,
            TaskEvent.DISPATCH,
            TaskEvent.DONE),
        events);
  }
}
