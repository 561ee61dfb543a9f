package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;

/** The machine that the tests of this package run: a door. */
final class Doors {
  static final Transitions<Door, Act> DOOR =
      Transitions.of(Door.class, Act.class)
          .on(CLOSED, OPEN_IT, OPEN)
          .on(OPEN, CLOSE_IT, CLOSED)
          .on(CLOSED, LOCK_IT, LOCKED)
          .on(LOCKED, UNLOCK_IT, CLOSED)
          .newAttemptOn(UNLOCK_IT)
          .build();

  /** The states. */
  enum Door {
    CLOSED,
    OPEN,
    LOCKED
  }

  /** The events. */
  enum Act {
    OPEN_IT,
    CLOSE_IT,
    LOCK_IT,
    UNLOCK_IT
  }

  private Doors() {}

  static Fsm<Door, Act> closed() {
    return new Fsm<>(DOOR, CLOSED);
  }
}
