package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TaskNameTest {

  /** A name is what was given, whatever it is, and need not be unique. */
  @Test
  void name_given_isKept() {
    for (String name : List.of("fetch", "", " \n\"\\", "\uD83D\uDE80", "fetch")) {
      assertEquals(name, Task.of(name, () -> 1).name());
    }
    assertThrows(NullPointerException.class, () -> Task.of(null, () -> 1));
  }

  /** A derived name has a number of its own and stays. */
  @Test
  void name_derived_isStableAndUnique() {
    Task<Integer> first = Task.of(() -> 1);
    Task<Integer> second = first.then(Task.of(() -> 2));

    String name = first.name();

    assertTrue(name.matches("task-\\d+"), name);
    assertNotEquals(name, second.name());
    first.dispatch();
    assertEquals(name, first.name());
    assertEquals("Task[" + name + ", DONE]", first.toString());
  }

  /** Threads that ask at once are told the same. */
  @Test
  void name_derivedByManyThreads_isOne() throws Exception {
    for (int round = 0; round < 200; round++) {
      Task<Integer> task = Task.of(() -> 1);
      Callable<String> asking = task::name;

      List<String> names = Bounded.together(Collections.nCopies(4, asking));

      assertEquals(1, new HashSet<>(names).size(), names::toString);
      assertEquals(names.getFirst(), task.name());
    }
  }

  /** Messages call a task by its derived name, too. */
  @Test
  void message_ofUnnamedTask_usesTheDerivedName() {
    Task<Integer> first = Task.of(() -> 1);
    Task<Integer> second = first.then(Task.of(() -> 2));

    BlockedException thrown = assertThrows(BlockedException.class, second::dispatch);

    assertEquals(
        second.name() + " is blocked by " + first.name() + ", which is PENDING",
        thrown.getMessage());
  }

  /** toString shows the state and never waits. */
  @Test
  void toString_ofRunningTask_showsTheState() throws Exception {
    try (TasksIn running = new TasksIn(TaskState.RUNNING)) {
      assertEquals("Task[t, RUNNING]", running.task.toString());
    }
  }
}
