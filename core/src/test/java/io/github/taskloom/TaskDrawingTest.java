package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.DotProgram;
import io.github.taskloom.testing.Svg;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class TaskDrawingTest {
  private final Task<String> first = Task.of("first", () -> "1");
  private final Task<String> second = first.thenCall("second", () -> "2");
  private final Task<String> third = second.thenCall("third", () -> "3");

  private static List<String> lines(String dot) {
    return dot.lines().map(String::strip).toList();
  }

  private static List<String> edges(String dot) {
    return lines(dot).stream().filter(line -> line.contains("->")).toList();
  }

  /**
   * The whole text: ids in the order given, labels of name and state, prerequisite to dependent.
   */
  @Test
  void toDot_tasks_isThisText() {
    first.dispatch();

    assertEquals(
        """
        digraph "tasks" {
          node [shape="box", style="filled"];
          n0 [label="second\\nPENDING", fillcolor="white", fontcolor="black"];
          n1 [label="first\\nDONE", fillcolor="green", fontcolor="black"];
          n1 -> n0;
        }
        """,
        Tasks.toDot(List.of(second, first)));
  }

  /** Two drawings of the same states are the same text, whatever the hashes are. */
  @Test
  void toDot_twice_sameText() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Task<Integer> task = Task.of("t" + i, () -> 0);
      tasks.forEach(task::require);
      tasks.add(task);
    }

    String dot = Tasks.toDot(tasks);

    assertEquals(dot, Tasks.toDot(tasks));
    assertEquals(200 * 199 / 2, edges(dot).size());
    assertTrue(dot.contains("n0 [label=\"t0\\nPENDING\""), dot);
    assertTrue(dot.contains("n199 [label=\"t199\\nPENDING\""), dot);
  }

  /** Each state has its colour and its name. */
  @ParameterizedTest
  @EnumSource
  void toDot_eachState_isNamedAndColoured(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      String dot = Tasks.toDot(List.of(in.task));

      assertTrue(
          dot.contains("label=\"t\\n" + state + "\", fillcolor=\"" + state.colour() + "\""), dot);
    }
  }

  /** Edges to tasks that are not drawn are left out. */
  @Test
  void toDot_someTasks_leavesOutTheOthers() {
    String dot = Tasks.toDot(List.of(first, third));

    assertFalse(dot.contains("second"), dot);
    assertEquals(List.of(), edges(dot));
  }

  /** followBlocking draws what is behind, too, and toDot of a task does so by itself. */
  @Test
  void toDot_followBlocking_drawsTheTransitiveGraph() {
    String dot = Tasks.toDot(List.of(first), Drawing.defaults().followBlocking());

    assertEquals(List.of("n0 -> n1;", "n1 -> n2;"), edges(dot));
    assertTrue(dot.contains("n2 [label=\"third"), dot);
    assertEquals(dot, first.toDot());
    assertFalse(second.toDot().contains("first"));
  }

  /** A diamond is drawn once, its nodes in the order they were met. */
  @Test
  void toDot_diamond_eachNodeOnce() {
    Task<String> other = first.thenCall("other", () -> "o");
    third.require(other);

    String dot = first.toDot();

    assertEquals(List.of("n0 -> n1;", "n0 -> n2;", "n1 -> n3;", "n2 -> n3;"), edges(dot));
    assertEquals(4, lines(dot).stream().filter(line -> line.contains("label=")).count());
  }

  /** A task that is given twice is drawn once. */
  @Test
  void toDot_givenTwice_isDrawnOnce() {
    assertEquals(
        Tasks.toDot(List.of(first, second)), Tasks.toDot(List.of(first, second, first, second)));
  }

  /** Nothing is a drawing, too. */
  @Test
  void toDot_nothing_isEmptyDrawing() {
    assertEquals(List.of(), edges(Tasks.toDot(List.of())));
    assertTrue(Tasks.toDot(List.of()).startsWith("digraph \"tasks\" {"));
  }

  /** Tasks in a circle cannot be made, but drawn. */
  @Test
  void toDot_cycle_isDrawn() {
    first.require(third);

    assertEquals(List.of("n0 -> n1;", "n1 -> n2;", "n2 -> n0;"), edges(first.toDot()));
    assertThrows(CycleException.class, third::make);
  }

  /** The drawing has a name. */
  @Test
  void toDot_named_hasTheName() {
    Drawing drawing = Drawing.defaults().named("my \"graph\"");

    assertTrue(Tasks.toDot(List.of(first), drawing).startsWith("digraph \"my \\\"graph\\\"\" {"));
    assertEquals("tasks", Drawing.defaults().name());
    assertTrue(drawing.followBlocking().followsBlocking());
    assertEquals("my \"graph\"", drawing.followBlocking().name());
    assertThrows(NullPointerException.class, () -> Drawing.defaults().named(null));
  }

  /** The table that a task follows is drawn under its name, with the state that it is in. */
  @Test
  void transitionsToDot_task_drawsTheTableAndItsState() {
    String pending = first.transitionsToDot();
    first.dispatch();

    assertTrue(pending.contains("digraph \"first\""), pending);
    assertEquals(20, edges(pending).size());
    assertNotEquals(pending, first.transitionsToDot());
  }

  /** A chain of many is followed without recursion. */
  @Test
  void toDot_longChain_isDrawn() {
    Task<?> last = first;
    for (int i = 0; i < 50_000; i++) {
      last = last.then(Task.of("link", () -> "value"));
    }

    assertEquals(50_002, edges(first.toDot()).size());
  }

  /** SVG through Graphviz shows names, states and colours. */
  @Test
  void toSvg_tasks_showsNamesAndStates() throws Exception {
    DotProgram.require();
    Task<String> odd = second.thenCall("\"odd\" <b>&amp;\\n\n\uD83D\uDE80", () -> "odd");
    first.dispatch();

    String svg = first.toSvg();

    assertEquals(
        List.of(
            List.of("first", "DONE"),
            List.of("second", "PENDING"),
            List.of("third", "PENDING"),
            List.of("\"odd\" <b>&amp;\\n", "\uD83D\uDE80", "PENDING")),
        Svg.nodes(svg));
    assertTrue(svg.contains("fill=\"green\""), svg);
    assertEquals(1, Svg.nodes(Tasks.toSvg(Collections.singleton(odd))).size());
  }
}
