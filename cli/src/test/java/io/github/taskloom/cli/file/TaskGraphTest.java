package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskGraphTest {
  private static final String DIAMOND =
      """
      tasks:
        base: {run: one}
        left: {needs: base, run: two}
        right: {needs: base, run: three}
        top: {needs: [left, right]}
        alone: {run: four}
      """;

  @TempDir Path folder;

  private TaskGraph graph(String yaml, TaskGraph.Work work) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
    return TaskGraph.of(TaskFileReader.read(file), work);
  }

  private String problem(String yaml) {
    InputException e =
        assertThrows(InputException.class, () -> graph(yaml, (task, script) -> true));
    return e.getMessage().substring((folder.resolve("f.yaml") + ":").length());
  }

  /** Each task with a script gets it done; a task without one is DONE all the same. */
  @Test
  void of_work_isDoneForEachScript() throws IOException {
    List<String> scripts = new CopyOnWriteArrayList<>();
    List<Task<?>> tasks = graph(DIAMOND, (task, script) -> scripts.add(script)).all();

    Tasks.makeNow(tasks.toArray(Task<?>[]::new));

    assertEquals(List.of("four", "one", "three", "two"), scripts.stream().sorted().toList());
    assertTrue(tasks.stream().allMatch(Task::isCompleted));
  }

  /** A need that is not there is told with its place. */
  @Test
  void of_unknownNeed_isRefused() {
    assertEquals(
        "4:13: task 'b' needs 'ftech', which is not there: did you mean 'fetch'?",
        problem("tasks:\n  fetch: {run: x}\n  b:\n    needs: [ftech]\n"));
    assertEquals(
        "2:14: task 'a' needs 'zzzz', which is not there", problem("tasks:\n  a: {needs: zzzz}\n"));
  }

  /** A circle is told as a whole, with the place where its first task asks for the second. */
  @Test
  void of_circle_isRefusedWithItsPath() {
    assertEquals(
        "3:14: tasks need each other in a circle: a -> b -> c -> a",
        problem(
            """
            tasks:
              x: {needs: a}
              a: {needs: b}
              b: {needs: c}
              c: {needs: [y, a]}
              y: {run: y}
            """));
    assertEquals(
        "2:15: tasks need each other in a circle: a -> a", problem("tasks:\n  a: {needs: [a]}\n"));
  }

  /** A very long circle, of very long names, is told by its length and both ends. */
  @Test
  void of_longCircle_isRefusedInALineThatCanBeRead() {
    StringBuilder yaml = new StringBuilder("tasks:\n");
    for (int i = 0; i < 10_000; i++) {
      yaml.append("  t%d: {needs: t%d}\n".formatted(i, (i + 1) % 10_000));
    }
    String name = "n".repeat(500);

    assertEquals(
        "2:15: 10000 tasks need each other in a circle:"
            + " t0 -> t1 -> t2 -> t3 -> (9993 more) -> t9997 -> t9998 -> t9999 -> t0",
        problem(yaml.toString()));
    String problem = problem("tasks:\n  %s: {needs: b}\n  b: {needs: %s}\n".formatted(name, name));
    assertTrue(problem.length() < 300, problem);
  }
}
