package io.github.taskloom.lincheck.fsm;

import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Act.CLOSE_IT;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Act.LOCK_IT;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Act.OPEN_IT;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Act.UNLOCK_IT;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Door.CLOSED;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Door.LOCKED;
import static io.github.taskloom.lincheck.fsm.FsmLinearizabilityTest.Door.OPEN;

import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.fsm.Transitions;
import io.github.taskloom.lincheck.Strategy;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events fired at once: the state, and what the loser is told, are those of some sequence. */
@Tag("sized")
public class FsmLinearizabilityTest {

  /** The states. */
  public enum Door {
    CLOSED,
    OPEN,
    LOCKED
  }

  /** The events; to unlock opens a new attempt. */
  public enum Act {
    OPEN_IT,
    CLOSE_IT,
    LOCK_IT,
    UNLOCK_IT
  }

  /** Lincheck has a generator of enum constants, but Java takes it for no generator at all. */
  private static final List<Act> ACTS = List.of(Act.values());

  private static final Transitions<Door, Act> DOOR =
      Transitions.of(Door.class, Act.class)
          .on(CLOSED, OPEN_IT, OPEN)
          .on(OPEN, CLOSE_IT, CLOSED)
          .on(CLOSED, LOCK_IT, LOCKED)
          .on(LOCKED, UNLOCK_IT, CLOSED)
          .newAttemptOn(UNLOCK_IT)
          .build();

  /** What is done to a door. */
  public interface Machine {

    boolean tryFire(Act act);

    /** The state that the event led to, or the one that refused it. */
    String fire(Act act);

    /** The state and the attempt. */
    String look();
  }

  /** The operations, of whichever door. */
  public abstract static class Operations {
    private final Machine door;

    protected Operations(Machine door) {
      this.door = door;
    }

    @Operation
    public boolean tryFire(@Param(gen = IntGen.class, conf = "0:3") int act) {
      return door.tryFire(ACTS.get(act));
    }

    @Operation
    public String fire(@Param(gen = IntGen.class, conf = "0:3") int act) {
      return door.fire(ACTS.get(act));
    }

    @Operation
    public String look() {
      return door.look();
    }
  }

  /** Those of the real machine. */
  public static class OfFsm extends Operations {
    public OfFsm() {
      super(new Real(new Fsm<>(DOOR, CLOSED)));
    }
  }

  private record Real(Fsm<Door, Act> fsm) implements Machine {

    @Override
    public boolean tryFire(Act act) {
      return fsm.tryFire(act);
    }

    @Override
    public String fire(Act act) {
      try {
        return fsm.fire(act).name();
      } catch (FsmException refused) {
        return refused.getMessage().substring(0, refused.getMessage().indexOf(':'));
      }
    }

    @Override
    public String look() {
      Status<Door> status = fsm.status();
      return status.state() + " in attempt " + status.attempt();
    }
  }

  /** Those of a door for one thread, with a table of its own. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Machine {
    private Door state = CLOSED;
    private int attempt = 1;

    @Override
    public boolean tryFire(Act act) {
      Door to =
          switch (act) {
            case OPEN_IT -> state == CLOSED ? OPEN : null;
            case CLOSE_IT -> state == OPEN ? CLOSED : null;
            case LOCK_IT -> state == CLOSED ? LOCKED : null;
            case UNLOCK_IT -> state == LOCKED ? CLOSED : null;
          };
      if (to == null) {
        return false;
      }
      state = to;
      attempt += act == UNLOCK_IT ? 1 : 0;
      return true;
    }

    @Override
    public String fire(Act act) {
      return tryFire(act) ? state.name() : "Door is " + state;
    }

    @Override
    public String look() {
      return state + " in attempt " + attempt;
    }
  }

  /** Those of a machine that looks first and writes then, with no CAS between. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Machine {
    private record Look(Door state, int attempt) {}

    private volatile Look status = new Look(CLOSED, 1);

    @Override
    public boolean tryFire(Act act) {
      Look now = status;
      Door to = DOOR.next(now.state(), act);
      if (to == null) {
        return false;
      }
      status = new Look(to, now.attempt() + (act == UNLOCK_IT ? 1 : 0));
      return true;
    }

    @Override
    public String fire(Act act) {
      Door before = status.state();
      return tryFire(act) ? DOOR.next(before, act) + "" : "Door is " + before;
    }

    @Override
    public String look() {
      Look now = status;
      return now.state() + " in attempt " + now.attempt();
    }
  }

  /** The machine does what a door for one thread does in some order of the same events. */
  @ParameterizedTest
  @EnumSource
  void fsm_eventsAtOnce_areLinearizable(Strategy strategy) {
    strategy.check(OfFsm.class, Model.class);
  }

  /** Without the CAS the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
