package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who listens to the run state of a task that is cancelled with others. */
@Timeout(60)
class CancellationTest {
  private final Gate gate = new Gate();
  private final List<Object> told = Collections.synchronizedList(new ArrayList<>());

  /** A function that only listens to its run state ends, too; by then the others are cancelled. */
  @Test
  void withDependents_running_tellsItsRunState() throws Exception {
    Task<String> root =
        Task.of(
            "root",
            () -> {
              gate.passUninterrupted();
              return "too late";
            });
    Task<String> behind = root.then("behind", text -> text);
    root.runState()
        .onCancel(
            () -> {
              told.add(behind.state());
              gate.open();
            });
    Thread running = root.bg();
    gate.awaitEntered();

    assertEquals(List.of(root, behind), Tasks.cancelWithDependents(root, "enough"));

    Bounded.join(running);
    assertEquals(List.of(TaskState.CANCELLED), told);
    assertEquals(TaskState.CANCELLED, root.state());
  }

  /** So does a prerequisite that only the cancelled task needs. */
  @Test
  void withPrerequisites_runningPrerequisite_tellsItsRunState() throws Exception {
    Task<String> needed =
        Task.of(
            "needed",
            () -> {
              gate.passUninterrupted();
              return "too late";
            });
    Task<String> goal = needed.then("goal", text -> text);
    needed
        .runState()
        .onCancel(
            () -> {
              told.add(goal.state());
              gate.open();
            });
    Thread running = needed.bg();
    gate.awaitEntered();

    assertEquals(List.of(goal, needed), Tasks.cancelWithPrerequisites(goal, "enough"));

    Bounded.join(running);
    assertEquals(List.of(TaskState.CANCELLED), told);
    assertEquals(TaskState.CANCELLED, needed.state());
  }
}
