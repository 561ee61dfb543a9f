package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.DOOR;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;
import static io.github.taskloom.fsm.Doors.closed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FsmTest {

  /** An allowed event leads to the state that the table says, and fire returns it. */
  @Test
  void fire_allowedEvent_returnsTheNewState() {
    Fsm<Door, Act> door = closed();

    assertEquals(OPEN, door.fire(OPEN_IT));
    assertEquals(OPEN, door.state());
    assertEquals(CLOSED, door.fire(CLOSE_IT));
    assertEquals(LOCKED, door.fire(LOCK_IT));
  }

  /** The exception names the machine, the state, the event and what would be allowed. */
  @Test
  void fire_forbiddenEvent_throwsNamingAllOfIt() {
    Fsm<Door, Act> door = closed();

    FsmException thrown = assertThrows(FsmException.class, () -> door.fire(UNLOCK_IT));

    assertEquals(
        "Door is CLOSED: event UNLOCK_IT is not allowed; allowed are [OPEN_IT, LOCK_IT]",
        thrown.getMessage());
    assertSame(door, thrown.fsm());
  }

  /** A refused event changes nothing: neither the state nor the status object. */
  @Test
  void fire_forbiddenEvent_leavesTheMachineAsItWas() {
    Fsm<Door, Act> door = closed();
    door.fire(LOCK_IT, "at night");
    Status<Door> before = door.status();

    assertThrows(FsmException.class, () -> door.fire(OPEN_IT, "by day"));

    assertSame(before, door.status());
  }

  /** Where no event is allowed at all, the message says so. */
  @Test
  void fire_inTerminalState_saysThatNothingIsAllowed() {
    Fsm<Fate, Event> fate = new Fsm<>(Fate.TABLE, Fate.OVER);

    FsmException thrown = assertThrows(FsmException.class, () -> fate.fire(Event.END));

    assertEquals("Fate is OVER: event END is not allowed, nor is any other", thrown.getMessage());
  }

  /** tryFire says whether this very call made the transition. */
  @Test
  void tryFire_allowedThenForbidden_trueThenFalse() {
    Fsm<Door, Act> door = closed();

    assertTrue(door.tryFire(LOCK_IT));
    assertFalse(door.tryFire(LOCK_IT));
    assertEquals(LOCKED, door.state());
  }

  /** The detail belongs to the state that its event led to, and goes with it. */
  @Test
  void fire_withDetail_isShownUntilTheNextTransition() {
    Fsm<Door, Act> door = closed();

    door.fire(LOCK_IT, "night");
    assertEquals("night", door.status().detail());
    assertTrue(door.tryFire(UNLOCK_IT, "morning"));
    assertEquals("morning", door.status().detail());
    door.fire(OPEN_IT);
    assertNull(door.status().detail());
  }

  /** A machine begins in its first attempt, with nothing said and nothing counted. */
  @Test
  void status_ofNewMachine_isFirstAttemptWithoutDetail() {
    Status<Door> status = closed().status();

    assertEquals(CLOSED, status.state());
    assertTrue(status.isSet());
    assertEquals(1, status.attempt());
    assertEquals(0, status.sequence());
    assertNull(status.detail());
    assertEquals("CLOSED", status.toString());
  }

  /** Events declared so open a new attempt, the others stay in theirs. */
  @Test
  void attempt_eventThatOpensOne_rises() {
    Fsm<Door, Act> door = closed();

    door.fire(LOCK_IT);
    assertEquals(1, door.status().attempt());
    door.fire(UNLOCK_IT);
    assertEquals(2, door.status().attempt());
    door.fire(LOCK_IT, "again");
    assertEquals(2, door.status().attempt());
    assertEquals("LOCKED, attempt 2, again", door.status().toString());
  }

  /** Machines of one table do not know each other. */
  @Test
  void machines_ofOneTable_areIndependent() {
    Fsm<Door, Act> front = closed();
    Fsm<Door, Act> back = closed();

    front.fire(LOCK_IT);

    assertEquals(CLOSED, back.state());
    assertSame(DOOR, front.transitions());
    assertSame(DOOR, back.transitions());
  }

  /** A subclass that has no state yet says so, and refuses every event. */
  @Test
  void noStateYet_anyUse_throwsSayingWhatToDo() {
    LateDoor door = new LateDoor();

    IllegalStateException asked = assertThrows(IllegalStateException.class, door::state);
    assertTrue(asked.getMessage().contains("initialState"), asked.getMessage());
    assertThrows(IllegalStateException.class, () -> door.fire(OPEN_IT));
    assertThrows(IllegalStateException.class, () -> door.tryFire(OPEN_IT));
    assertFalse(door.status().isSet());
    assertEquals("(not set)", door.status().toString());
    assertTrue(door.toDot().contains("CLOSED"));
  }

  /** The first state is given once; it is no transition. */
  @Test
  void initialState_onceThenTwice_isSetThenRefused() {
    LateDoor door = new LateDoor();
    door.keepHistory(10);

    door.load(OPEN);

    assertEquals(OPEN, door.state());
    assertEquals(0, door.history().size());
    FsmException thrown = assertThrows(FsmException.class, () -> door.load(LOCKED));
    assertEquals("late door is OPEN already", thrown.getMessage());
    assertEquals(CLOSED, door.fire(CLOSE_IT));
  }

  /** What a subclass forbids is refused, is not named as allowed, and its advice is passed on. */
  @Test
  void allows_narrowedBySubclass_isObeyed() {
    LateDoor door = new LateDoor();
    door.load(CLOSED);

    assertFalse(door.tryFire(LOCK_IT));
    FsmException thrown = assertThrows(FsmException.class, () -> door.fire(LOCK_IT));

    assertEquals(
        "late door is CLOSED: event LOCK_IT is not allowed; allowed are [OPEN_IT]",
        thrown.getMessage());
  }

  /** Null is accepted nowhere but as a detail. */
  @Test
  void nulls_everywhere_areRefused() {
    Fsm<Door, Act> door = closed();

    assertThrows(NullPointerException.class, () -> door.fire(null));
    assertThrows(NullPointerException.class, () -> door.tryFire(null));
    assertThrows(NullPointerException.class, () -> door.onTransition(null));
    assertThrows(NullPointerException.class, () -> door.onEnter(null, transition -> {}));
    assertThrows(NullPointerException.class, () -> door.onEnter(OPEN, null));
    assertThrows(NullPointerException.class, () -> new Fsm<>(DOOR, null));
    assertThrows(NullPointerException.class, () -> new Fsm<Door, Act>(null, OPEN));
    assertThrows(NullPointerException.class, () -> new LateDoor().load(null));
    assertEquals(CLOSED, door.state());
  }

  /** A door that is told its state later, and cannot be locked. */
  private static final class LateDoor extends Fsm<Door, Act> {
    LateDoor() {
      super(DOOR);
    }

    void load(Door state) {
      initialState(state);
    }

    @Override
    public String name() {
      return "late door";
    }

    @Override
    protected boolean allows(Status<Door> from, Act event) {
      return event != LOCK_IT && super.allows(from, event);
    }
  }

  /** A machine that ends. */
  private enum Fate {
    GOING,
    OVER;

    static final Transitions<Fate, Event> TABLE =
        Transitions.of(Fate.class, Event.class).on(GOING, Event.END, OVER).build();
  }

  private enum Event {
    END
  }
}
