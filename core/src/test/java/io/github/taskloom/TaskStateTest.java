package io.github.taskloom;

import static io.github.taskloom.TaskState.ABORT;
import static io.github.taskloom.TaskState.CANCELLED;
import static io.github.taskloom.TaskState.DONE;
import static io.github.taskloom.TaskState.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStateTest {

  /** Completed are DONE, FAILED and ABORT. */
  @ParameterizedTest
  @EnumSource
  void isCompleted_eachState_asDocumented(TaskState state) {
    assertEquals(Set.of(DONE, FAILED, ABORT).contains(state), state.isCompleted());
  }

  /** Settled are the completed ones and CANCELLED. */
  @ParameterizedTest
  @EnumSource
  void isSettled_eachState_asDocumented(TaskState state) {
    assertEquals(Set.of(DONE, FAILED, ABORT, CANCELLED).contains(state), state.isSettled());
  }

  /** A task says of itself what its state says. */
  @ParameterizedTest
  @EnumSource
  void isCompletedAndIsSettled_ofTask_areThoseOfItsState(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      assertEquals(state, in.task.state());
      assertEquals(state.isCompleted(), in.task.isCompleted());
      assertEquals(state.isSettled(), in.task.isSettled());
    }
  }

  /** Drawings are coloured by state. */
  @ParameterizedTest
  @EnumSource
  void colour_eachState_asDocumented(TaskState state) {
    String expected =
        switch (state) {
          case RUNNING -> "yellow";
          case DONE -> "green";
          case FAILED -> "red";
          case CANCELLED -> "gray";
          case ABORT -> "darkred";
          case PREPARE, PENDING, QUEUED -> "white";
        };
    assertEquals(expected, state.colour());
  }

  /** Only DONE and ABORT are terminal. */
  @Test
  void terminal_states_areDoneAndAbort() {
    EnumSet<TaskState> terminal = EnumSet.noneOf(TaskState.class);
    for (TaskState state : TaskState.values()) {
      if (BaseTask.TRANSITIONS.isTerminal(state)) {
        terminal.add(state);
      }
    }
    assertEquals(EnumSet.of(DONE, ABORT), terminal);
  }
}
