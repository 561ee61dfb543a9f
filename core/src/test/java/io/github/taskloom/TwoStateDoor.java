package io.github.taskloom;

import static io.github.taskloom.TwoStateDoor.Act.CLOSE_IT;
import static io.github.taskloom.TwoStateDoor.Act.OPEN_IT;
import static io.github.taskloom.TwoStateDoor.Door.CLOSED;
import static io.github.taskloom.TwoStateDoor.Door.OPEN;

import io.github.taskloom.fsm.Transitions;

/** The example of Transitions, whose door cannot be locked; see {@link JavadocExamplesTest}. */
final class TwoStateDoor {
  static final Transitions<Door, Act> DOOR =
      Transitions.of(Door.class, Act.class)
          .on(CLOSED, OPEN_IT, OPEN)
          .on(OPEN, CLOSE_IT, CLOSED)
          .build();

  enum Door {
    CLOSED,
    OPEN
  }

  enum Act {
    OPEN_IT,
    CLOSE_IT
  }

  private TwoStateDoor() {}
}
