package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CycleException;
import io.github.taskloom.Drawing;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.DotProgram;
import io.github.taskloom.testing.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that no program would give: any text is a name, and a legal label. */
@Timeout(180)
class HostileNamesTest {
  /** Characters of one category in one name. */
  private static final int PER_CATEGORY = 40;

  /** Per category of Unicode characters, as this JDK knows them, some spread over all it has. */
  private static Map<Integer, String> oneNamePerCategory() {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      members
          .computeIfAbsent(Character.getType(character), category -> new ArrayList<>())
          .add(character);
    }
    Map<Integer, String> names = new TreeMap<>();
    members.forEach(
        (category, characters) -> {
          StringBuilder name = new StringBuilder("category " + category + ":");
          int step = Math.max(1, characters.size() / PER_CATEGORY);
          for (int i = 0; i < characters.size(); i += step) {
            name.append('[').appendCodePoint(characters.get(i)).append(']');
          }
          names.put(category, name.append('.').toString());
        });
    return names;
  }

  /** What a reader of the drawing sees: what no XML can hold is replaced, a line break is one. */
  private static List<String> shown(String name, TaskState state) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
              boolean control = c != '\n' && Character.isISOControl(c);
              boolean none = surrogate || control || c == 0xFFFE || c == 0xFFFF;
              shown.appendCodePoint(none ? 0xFFFD : c == 0xA0 ? ' ' : c);
            });
    return List.of((shown + "\n" + state).split("\n", -1));
  }

  /** Every category of Unicode comes back from Graphviz as it went in. */
  @Test
  void toDot_namesOfEveryCategory_areReadBackByGraphviz() throws Exception {
    DotProgram.require();
    Map<Integer, String> names = oneNamePerCategory();
    List<Task<?>> tasks = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (String name : names.values()) {
      Task<?> task = Task.of(name, () -> "x");
      if (!tasks.isEmpty()) {
        task.require(tasks.getLast());
      }
      tasks.add(task);
      expected.add(shown(name, TaskState.DONE));
    }
    assertTrue(names.size() >= 30, () -> "only the categories " + names.keySet());

    Tasks.makeNow(tasks.getLast());
    String drawing = Tasks.toDot(tasks, Drawing.defaults().named(String.join(" ", names.values())));

    assertEquals(expected, Svg.nodes(DotProgram.render("svg", drawing)));
  }

  /** Whatever the name is, the task is made and named in what is thrown about it. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_namesOfEveryCategory_areMadeAndTold(Way way) {
    List<Task<?>> tasks = new ArrayList<>();
    for (String name : oneNamePerCategory().values()) {
      Task<?> task = Task.of(name, () -> "x");
      tasks.add(task);
      tasks.add(task.thenCall(name.repeat(100), () -> "y"));
      assertEquals(name, task.name());
    }
    tasks.add(Task.of("", () -> "z"));

    way.make().now(tasks);

    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** Names are no identities: tasks of one name are different tasks. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_tasksOfOneName_areDifferentTasks(Way way) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(Task.of("same", () -> "x"));
      if (i > 0) {
        tasks.get(i).require(tasks.get(i - 1));
      }
    }

    assertEquals(100, way.make().now(tasks).size());

    Task<?> first = Task.of("same", () -> "x");
    Task<?> second = first.thenCall("same", () -> "y");
    first.require(second);
    CycleException cycle = assertThrows(CycleException.class, () -> way.make().now(second));
    assertTrue(cycle.getMessage().endsWith("same -> same -> same"), cycle.getMessage());
  }
}
