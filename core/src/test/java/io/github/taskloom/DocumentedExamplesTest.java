package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of cs.taskqueue's document, with the same visible outcome. */
@Timeout(30)
class DocumentedExamplesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Task<?> printing(String name) {
    return Task.run(name, () -> out.println(name));
  }

  /** make of two tracked tasks: three lines for each. */
  @Test
  void make_trackedTasks_printsThreeLinesEach() {
    Task<Object> t1 = tracked("t1");
    Task<Object> t2 = t1.then(tracked("t2"));

    List<Task<?>> made;
    try (var tasks = Tasks.make(t2)) {
      made = tasks.toList();
    }

    assertEquals(
        List.of(
            "t1 PENDING->dispatch->RUNNING",
            "doing t1",
            "t1 RUNNING->done->DONE",
            "t2 PENDING->dispatch->RUNNING",
            "doing t2",
            "t2 RUNNING->done->DONE"),
        lines());
    assertEquals(List.of(t2), made);
    assertEquals("[Task[t2, DONE]]", made.toString());
  }

  private Task<Object> tracked(String name) {
    return Task.builder(
            name,
            () -> {
              out.println("doing " + name);
              return null;
            })
        .track(out)
        .build();
  }

  /** A chain of actions: the leaf is blocked until it is made, which makes the root first. */
  @Test
  void then_chain_leafIsBlockedUntilMade() {
    Task<Integer> root = Task.of("t_root", () -> 0);
    Task<Integer> leaf = root.then(Task.of(() -> 1)).then(Task.of(() -> 2));
    assertFalse(root.isCompleted());
    assertFalse(leaf.isCompleted());
    assertThrows(BlockedException.class, leaf::dispatch);

    assertTrue(leaf.make());

    assertTrue(root.isCompleted());
    assertTrue(leaf.isCompleted());
  }

  /** A task in the background, and another that runs as soon as that one completes. */
  @Test
  void bgAndNotify_secondTask_runsAfterTheFirst() throws Exception {
    Gate sleeping = new Gate();
    Task<String> task1 =
        Task.of(
            "task1",
            () -> {
              sleeping.pass();
              out.println("task1 slept");
              return "rested";
            });
    Thread thread = task1.bg();
    Task<?> task2 = Task.run("task2", () -> out.println("task2 sleeps"));
    // prevent task2 from running until task1 completes
    task2.require(task1);
    // run task2 immediately after task1 completes
    task1.result().notify(result -> task2.bg());
    sleeping.awaitEntered();
    assertThrows(BlockedException.class, task2::dispatch);
    assertEquals(List.of(), lines());

    sleeping.open();

    task2.join();
    Bounded.join(thread);
    assertEquals(List.of("task1 slept", "task2 sleeps"), lines());
    assertEquals(TaskState.DONE, task2.state());
  }

  /** The more immediate semantics: a result or an exception that cancels, to be repaired. */
  @Test
  void cancelOnExceptionAndOnResult_thenRepair_goOn() throws Exception {
    Task<String> task1 =
        Task.<String>builder(
                "task1",
                () -> {
                  throw new IllegalStateException("woken");
                })
            .cancelOnException()
            .cancelOnResult(String::isEmpty)
            .build();
    Thread thread = task1.bg();
    Task<Integer> task2 = task1.then("task2", text -> text.length());
    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, task1.state());

    task1.repairWith(() -> "");
    assertEquals(TaskState.CANCELLED, task1.dispatch());
    assertThrows(BlockedException.class, task2::dispatch);
    task1.result().notify(result -> out.println("still cancelled"));
    task1.repairWith(() -> "rested");
    task1.result().notify(result -> task2.dispatch());
    Bounded.join(task1.bg());

    assertEquals(List.of("still cancelled"), lines());
    assertEquals(6, task2.get());
  }

  /** Example 1 of the queue: two dependent tasks are put in it and run. */
  @Test
  void queue_twoDependentTasks_runsBoth() {
    Task<?> t1 = printing("t1");
    Task<?> t2 = t1.then(printing("t2"));
    TaskQueue queue = TaskQueue.of(t1, t2);

    for (Task<?> task : queue.run()) {
      assertEquals(TaskState.DONE, task.state());
    }

    assertEquals(List.of("t1", "t2"), lines());
  }

  /** Example 2: only the tasks that were put in it are run. */
  @Test
  void queue_oneTask_runsThatAlone() {
    Task<?> t1 = printing("t1");
    Task<?> t2 = t1.then(printing("t2"));
    TaskQueue queue = TaskQueue.of(t1);

    queue.run().forEach(task -> assertEquals(t1, task));

    assertEquals(List.of("t1"), lines());
    assertEquals(TaskState.PENDING, t2.state());
  }

  /** Example 3: the queue pulls in the dependents of what is completed. */
  @Test
  void queue_runDependentTasks_runsThoseBehindAsWell() {
    Task<?> t1 = printing("t1");
    t1.then(printing("t2"));
    TaskQueue queue = TaskQueue.of(t1).runDependentTasks();

    queue.run().forEach(task -> assertEquals(TaskState.DONE, task.state()));

    assertEquals(List.of("t1", "t2"), lines());
  }
}
