package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockerTest {

  private static Task<Integer> in(TaskState state) {
    Task<Integer> task =
        Task.of(
            state.name(),
            () -> {
              if (state == TaskState.FAILED) {
                throw new IllegalStateException("on purpose");
              }
              return 1;
            });
    switch (state) {
      case PENDING -> {}
      case CANCELLED -> task.cancel();
      default -> task.dispatch();
    }
    assertEquals(state, task.state());
    return task;
  }

  /** Of prerequisites that hinder a task a failed one counts most, then a cancelled one. */
  @ParameterizedTest
  @CsvSource({
    "DONE DONE, -1",
    "PENDING, 0",
    "DONE PENDING PENDING, 1",
    "PENDING CANCELLED PENDING, 1",
    "CANCELLED PENDING, 0",
    "CANCELLED CANCELLED, 0",
    "PENDING CANCELLED CANCELLED FAILED, 3",
    "FAILED CANCELLED FAILED, 0"
  })
  void among_severalStates_isTheFirstOfTheWorst(String states, int expected) {
    List<Task<?>> prerequisites = new ArrayList<>();
    Task<Integer> task = in(TaskState.PENDING);
    for (String state : states.split(" ", -1)) {
      Task<Integer> prerequisite = in(TaskState.valueOf(state));
      prerequisites.add(prerequisite);
      task.require(prerequisite);
    }

    Blocker blocker = Blocker.among(TaskNode.of(task));

    if (expected < 0) {
      assertNull(blocker);
    } else {
      assertNotNull(blocker);
      assertEquals(prerequisites.get(expected), blocker.task());
    }
  }
}
