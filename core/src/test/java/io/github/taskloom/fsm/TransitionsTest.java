package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.DOOR;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransitionsTest {

  private static Transitions.Builder<Door, Act> rows() {
    return Transitions.of(Door.class, Act.class);
  }

  /** A row is found by state and event, and nothing else is. */
  @Test
  void next_rowOrNone_targetOrNull() {
    assertEquals(OPEN, DOOR.next(CLOSED, OPEN_IT));
    assertEquals(LOCKED, DOOR.next(CLOSED, LOCK_IT));
    assertNull(DOOR.next(CLOSED, CLOSE_IT));
    assertNull(DOOR.next(LOCKED, OPEN_IT));
  }

  /** What is allowed comes in the order of the enum, whatever the order of the rows. */
  @Test
  void allowed_perState_inOrderOfTheEnum() {
    assertEquals(List.of(OPEN_IT, LOCK_IT), List.copyOf(DOOR.allowed(CLOSED)));
    assertEquals(Set.of(CLOSE_IT), DOOR.allowed(OPEN));
    assertEquals(List.of(CLOSED, OPEN, LOCKED), DOOR.states());
  }

  /** A state that no event leaves is terminal. */
  @Test
  void isTerminal_noWayOut_true() {
    Transitions<Door, Act> oneWay =
        rows().on(CLOSED, OPEN_IT, OPEN).on(OPEN, LOCK_IT, LOCKED).build();

    assertTrue(oneWay.isTerminal(LOCKED));
    assertEquals(Set.of(), oneWay.allowed(LOCKED));
    assertFalse(oneWay.isTerminal(OPEN));
  }

  /** A table without rows is a mistake. */
  @Test
  void build_noRows_throwsNamingTheStates() {
    var empty = rows();

    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> empty.build());

    assertTrue(thrown.getMessage().contains("Door"), thrown.getMessage());
  }

  /** States that no path of events reaches are named. */
  @Test
  void build_unreachableState_throwsNamingIt() {
    var rows = rows().on(CLOSED, OPEN_IT, OPEN).on(OPEN, CLOSE_IT, CLOSED);

    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> rows.build());

    assertTrue(thrown.getMessage().contains("Door: [LOCKED]"), thrown.getMessage());
  }

  /** A state that only leads away is not reached by that. */
  @Test
  void build_stateWithRowsButNoWayIn_throwsNamingIt() {
    var rows =
        rows().on(CLOSED, OPEN_IT, OPEN).on(OPEN, CLOSE_IT, CLOSED).on(LOCKED, UNLOCK_IT, CLOSED);

    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> rows.build());

    assertTrue(thrown.getMessage().contains("[LOCKED]"), thrown.getMessage());
  }

  /** Several states may be those to begin in; then the first row's is none by itself. */
  @Test
  void startingAt_severalStates_areReachedFromThere() {
    Transitions<Door, Act> table =
        rows()
            .on(OPEN, CLOSE_IT, CLOSED)
            .on(LOCKED, UNLOCK_IT, CLOSED)
            .startingAt(OPEN)
            .startingAt(LOCKED)
            .build();

    assertEquals(CLOSED, table.next(LOCKED, UNLOCK_IT));
    var onlyLocked =
        rows().on(OPEN, CLOSE_IT, CLOSED).on(LOCKED, UNLOCK_IT, CLOSED).startingAt(LOCKED);
    assertThrows(IllegalArgumentException.class, () -> onlyLocked.build());
  }

  /** Saying the same row twice is harmless. */
  @Test
  void on_sameRowTwice_isOne() {
    Transitions<Door, Act> table =
        rows()
            .on(CLOSED, OPEN_IT, OPEN)
            .on(CLOSED, OPEN_IT, OPEN)
            .on(OPEN, LOCK_IT, LOCKED)
            .build();

    assertEquals(Set.of(OPEN_IT), table.allowed(CLOSED));
  }

  /** An event cannot lead from one state to two. */
  @Test
  void on_sameCellOtherTarget_throwsNamingBoth() {
    var rows = rows().on(CLOSED, OPEN_IT, OPEN);

    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> rows.on(CLOSED, OPEN_IT, LOCKED));

    assertEquals("CLOSED->OPEN_IT leads to OPEN already, not to LOCKED", thrown.getMessage());
  }

  /** Null is no state and no event. */
  @Test
  void nulls_inRows_areRefused() {
    var rows = rows();

    assertThrows(NullPointerException.class, () -> rows.on(null, OPEN_IT, OPEN));
    assertThrows(NullPointerException.class, () -> rows.on(CLOSED, null, OPEN));
    assertThrows(NullPointerException.class, () -> rows.on(CLOSED, OPEN_IT, null));
    assertThrows(NullPointerException.class, () -> rows.startingAt(null));
    assertThrows(NullPointerException.class, () -> rows.newAttemptOn(null));
    assertThrows(NullPointerException.class, () -> Transitions.of(null, Act.class));
    assertThrows(NullPointerException.class, () -> Transitions.of(Door.class, null));
  }

  /** An enum without constants makes no machine. */
  @Test
  void of_emptyEnum_throws() {
    assertThrows(IllegalArgumentException.class, () -> Transitions.of(Nothing.class, Act.class));
    assertThrows(IllegalArgumentException.class, () -> Transitions.of(Door.class, Nothing.class));
  }

  /** A table that was built does not change when its builder goes on. */
  @Test
  void build_builderGoesOn_tableStays() {
    var rows = rows().on(CLOSED, OPEN_IT, OPEN).on(OPEN, LOCK_IT, LOCKED).newAttemptOn(OPEN_IT);
    Transitions<Door, Act> table = rows.build();

    rows.on(LOCKED, UNLOCK_IT, CLOSED).newAttemptOn(LOCK_IT);

    assertTrue(table.isTerminal(LOCKED));
    Fsm<Door, Act> door = new Fsm<>(table, OPEN);
    door.fire(LOCK_IT);
    assertEquals(1, door.status().attempt());
    assertFalse(rows.build().isTerminal(LOCKED));
  }

  /** Constants with bodies have classes of their own, and work as others do. */
  @Test
  void of_constantsWithBodies_work() {
    Transitions<Switch, Press> table =
        Transitions.of(Switch.class, Press.class)
            .on(Switch.OFF, Press.BUTTON, Switch.ON)
            .on(Switch.ON, Press.BUTTON, Switch.OFF)
            .build();
    Fsm<Switch, Press> machine = new Fsm<>(table, Switch.OFF);

    assertEquals(Set.of(Press.BUTTON), table.allowed(Switch.OFF));
    assertEquals(Switch.ON, machine.fire(Press.BUTTON));
    FsmException thrown = assertThrows(FsmException.class, () -> machine.fire(Press.LEVER));
    assertEquals(
        "Switch is ON: event LEVER is not allowed; allowed are [BUTTON]", thrown.getMessage());
  }

  private enum Nothing {}

  private enum Switch {
    OFF {
      @Override
      boolean lit() {
        return false;
      }
    },
    ON {
      @Override
      boolean lit() {
        return true;
      }
    };

    @SuppressWarnings("unused")
    abstract boolean lit();
  }

  private enum Press {
    BUTTON {
      @Override
      public String toString() {
        return "BUTTON";
      }
    },
    LEVER
  }
}
