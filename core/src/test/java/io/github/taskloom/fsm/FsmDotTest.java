package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.DOOR;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.closed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import io.github.taskloom.testing.DotProgram;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class FsmDotTest {

  private static List<String> lines(String dot) {
    return dot.lines().map(String::strip).toList();
  }

  private static boolean isFilled(String dot, Door state) {
    return lines(dot).stream()
        .anyMatch(line -> line.startsWith(state + " [") && line.contains("\"filled\""));
  }

  private static boolean isMarked(String dot, String edge) {
    String line = lines(dot).stream().filter(text -> text.startsWith(edge)).findFirst().orElse("");
    assertTrue(line.contains("label="), () -> "no " + edge + " in " + dot);
    return line.contains("bold");
  }

  /** The table alone: every state and every row, nothing filled, nothing marked. */
  @Test
  void toDot_table_drawsStatesAndRows() {
    String dot = DOOR.toDot();

    assertTrue(dot.startsWith("digraph \"Door\" {\n"), dot);
    assertTrue(dot.contains("CLOSED -> OPEN [label=\"open_it\"]"), dot);
    assertTrue(dot.contains("LOCKED -> CLOSED [label=\"unlock_it\"]"), dot);
    assertEquals(4, lines(dot).stream().filter(line -> line.contains(" -> ")).count());
    assertFalse(dot.contains("filled"), dot);
    assertFalse(dot.contains("bold"), dot);
  }

  /** The present state is filled, and it alone. */
  @Test
  void toDot_machine_fillsThePresentState() {
    Fsm<Door, Act> door = closed();
    assertTrue(isFilled(door.toDot(), CLOSED));

    door.fire(LOCK_IT);

    assertTrue(isFilled(door.toDot(), Door.LOCKED));
    assertFalse(isFilled(door.toDot(), CLOSED));
    assertFalse(isFilled(door.toDot(), Door.OPEN));
  }

  /** The rows that the history has seen travelled are marked. */
  @Test
  void toDot_withHistory_marksTravelledEdges() {
    Fsm<Door, Act> door = closed();
    door.keepHistory(10);
    door.fire(OPEN_IT);
    door.fire(CLOSE_IT);

    String dot = door.toDot();

    assertTrue(isMarked(dot, "CLOSED -> OPEN"));
    assertTrue(isMarked(dot, "OPEN -> CLOSED"));
    assertFalse(isMarked(dot, "CLOSED -> LOCKED"));
    assertFalse(isMarked(dot, "LOCKED -> CLOSED"));
  }

  /** Two drawings of the same machine are the same text. */
  @Test
  void toDot_twice_sameText() {
    Fsm<Door, Act> door = closed();
    door.keepHistory(10);
    door.fire(LOCK_IT);

    assertEquals(door.toDot(), door.toDot());
    assertEquals(door.toDot(), door.transitionsToDot());
  }

  /** Graphviz reads it, with any name of the machine. */
  @Test
  void toDot_anyName_isReadByGraphviz() throws Exception {
    DotProgram.require();
    Fsm<Door, Act> door =
        new Fsm<>(DOOR, CLOSED) {
          @Override
          public String name() {
            return "a \"door\" \\ of <b>wood</b> & \n glass";
          }
        };

    String svg = DotProgram.render("svg", door.toDot());

    assertTrue(svg.contains(">unlock_it<"), svg);
  }

  /** States may be called like words of the DOT language, or have any letter that Java allows. */
  @Test
  void toDot_statesNamedLikeKeywords_areReadByGraphviz() throws Exception {
    DotProgram.require();

    String plain = DotProgram.render("plain", Kind.TABLE.toDot());

    List<String> nodes = plain.lines().filter(line -> line.startsWith("node ")).toList();
    assertEquals(Kind.values().length, nodes.size(), plain);
  }

  @SuppressWarnings("UnicodeInCode") // it is what this is about
  private enum Kind {
    NODE,
    EDGE,
    GRAPH,
    DIGRAPH,
    SUBGRAPH,
    STRICT,
    $,
    ÄRGER;

    static final Transitions<Kind, Kind> TABLE = table();

    private static Transitions<Kind, Kind> table() {
      var rows = Transitions.of(Kind.class, Kind.class);
      for (Kind kind : values()) {
        rows.on(NODE, kind, kind);
      }
      return rows.build();
    }
  }
}
