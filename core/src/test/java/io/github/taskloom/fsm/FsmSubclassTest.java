package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.DOOR;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes between the look at a status and its CAS, and what a subclass allows. */
@Timeout(60)
class FsmSubclassTest {
  private final ContestedDoor door = new ContestedDoor();

  /** An event that comes just before the CAS wins; the other one is refused by where it led. */
  @Test
  void fire_beatenByAnotherEvent_isRefusedByTheNewState() {
    door.beatenBy = LOCK_IT;

    FsmException thrown = assertThrows(FsmException.class, () -> door.fire(OPEN_IT));

    assertEquals(
        "Door is LOCKED: event OPEN_IT is not allowed; allowed are [UNLOCK_IT]",
        thrown.getMessage());
    assertEquals(LOCKED, door.state());
  }

  /** The same for who only tries. */
  @Test
  void tryFire_beatenByAnotherEvent_isFalse() {
    door.beatenBy = LOCK_IT;

    assertFalse(door.tryFire(OPEN_IT));
    assertEquals(LOCKED, door.state());
  }

  /** Who lost its CAS tries again where the event is allowed still; its callbacks come once. */
  @Test
  void fire_beatenButStillAllowed_isMadeFromTheNewStatus() {
    door.beatenBy = LOCK_IT;
    door.thenBy = UNLOCK_IT;
    int[] told = new int[1];
    door.onEnter(OPEN, transition -> told[0]++);

    assertEquals(OPEN, door.fire(OPEN_IT));

    assertEquals(2, door.status().attempt(), "made from the status that beat it");
    assertEquals(1, told[0]);
  }

  /** A table's new attempts are its own. */
  @Test
  void newAttemptOn_ofATableBuiltHere_opensOne() {
    Fsm<Door, Act> other =
        new Fsm<>(
            Transitions.of(Door.class, Act.class)
                .on(CLOSED, OPEN_IT, OPEN)
                .on(OPEN, LOCK_IT, LOCKED)
                .newAttemptOn(OPEN_IT)
                .build(),
            CLOSED);

    other.fire(OPEN_IT);

    assertEquals(2, other.status().attempt());
  }

  /** A subclass that allows more than its table is refused all the same. */
  @Test
  void fire_allowedBeyondTheTable_isRefused() {
    Fsm<Door, Act> careless =
        new Fsm<>(DOOR, CLOSED) {
          @Override
          protected boolean allows(Status<Door> from, Act event) {
            return true;
          }
        };

    assertThrows(FsmException.class, () -> careless.fire(UNLOCK_IT));

    assertEquals(CLOSED, careless.state());
  }

  /** A door at which others are faster. */
  private static final class ContestedDoor extends Fsm<Door, Act> {
    private @Nullable Act beatenBy;
    private @Nullable Act thenBy;

    ContestedDoor() {
      super(DOOR, CLOSED);
    }

    @Override
    public String name() {
      return "Door";
    }

    @Override
    protected boolean allows(Status<Door> from, Act event) {
      Act faster = beatenBy;
      Act next = thenBy;
      beatenBy = null;
      thenBy = null;
      if (faster != null) {
        fire(faster);
      }
      if (next != null) {
        fire(next);
      }
      return super.allows(from, event);
    }
  }
}
