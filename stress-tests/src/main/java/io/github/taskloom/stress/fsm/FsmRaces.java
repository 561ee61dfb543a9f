package io.github.taskloom.stress.fsm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.fsm.Transitions;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * The state machine alone: events, sequence numbers and history.
 *
 * <pre>{@code stress-tests/run --quick FsmRaces}</pre>
 */
public final class FsmRaces {
  private FsmRaces() {}

  /** A lamp. */
  enum Lamp {
    OFF,
    RED,
    GREEN
  }

  /** What can be done with it. */
  enum Act {
    TO_RED,
    TO_GREEN,
    NEXT
  }

  private static final Transitions<Lamp, Act> LAMP =
      Transitions.of(Lamp.class, Act.class)
          .on(Lamp.OFF, Act.TO_RED, Lamp.RED)
          .on(Lamp.OFF, Act.TO_GREEN, Lamp.GREEN)
          .on(Lamp.OFF, Act.NEXT, Lamp.RED)
          .on(Lamp.RED, Act.NEXT, Lamp.GREEN)
          .on(Lamp.GREEN, Act.NEXT, Lamp.OFF)
          .build();

  /** Of two events that exclude each other one is made. */
  @JCStressTest
  @Outcome(id = "true, false, RED", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, GREEN", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither.")
  @State
  public static class FireAgainstFire {
    private final Fsm<Lamp, Act> lamp = new Fsm<>(LAMP, Lamp.OFF);

    @Actor
    public void red(ZZL_Result result) {
      result.r1 = lamp.tryFire(Act.TO_RED);
    }

    @Actor
    public void green(ZZL_Result result) {
      result.r2 = lamp.tryFire(Act.TO_GREEN);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = lamp.state();
    }
  }

  /** Two events that follow each other are both made, from the state that the other led to. */
  @JCStressTest
  @Outcome(id = "RED, GREEN", expect = ACCEPTABLE, desc = "The first, then the second.")
  @Outcome(id = "GREEN, RED", expect = ACCEPTABLE, desc = "The second, then the first.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class NextAgainstNext {
    private final Fsm<Lamp, Act> lamp = new Fsm<>(LAMP, Lamp.OFF);

    @Actor
    public void one(LL_Result result) {
      result.r1 = lamp.fire(Act.NEXT);
    }

    @Actor
    public void other(LL_Result result) {
      result.r2 = lamp.fire(Act.NEXT);
    }
  }

  /** A history that two threads add to holds both, each with a number of its own. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both, numbered.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost, or a number given twice.")
  @State
  public static class HistoryAgainstHistory {
    private final Fsm<Lamp, Act> lamp = new Fsm<>(LAMP, Lamp.OFF);

    public HistoryAgainstHistory() {
      lamp.keepHistory(4);
    }

    @Actor
    public void one() {
      lamp.fire(Act.NEXT);
    }

    @Actor
    public void other() {
      lamp.fire(Act.NEXT);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      List<Transition<Lamp, Act>> history = lamp.history();
      result.r1 = history.size();
      result.r2 = (int) history.stream().mapToLong(Transition::sequence).distinct().count();
    }
  }

  /** A reader of a history that is added to meanwhile sees whole records, the last ones only. */
  @JCStressTest
  @Outcome(id = "[012], 1", expect = ACCEPTABLE, desc = "Whole records, never more than it keeps.")
  @Outcome(expect = FORBIDDEN, desc = "A torn record, or too many.")
  @State
  public static class HistoryAgainstReader {
    private final Fsm<Lamp, Act> lamp = new Fsm<>(LAMP, Lamp.OFF);

    public HistoryAgainstReader() {
      lamp.keepHistory(2);
    }

    @Actor
    public void fire() {
      lamp.fire(Act.NEXT);
      lamp.fire(Act.NEXT);
      lamp.fire(Act.NEXT);
    }

    @Actor
    public void read(II_Result result) {
      List<Transition<Lamp, Act>> history = lamp.history();
      result.r1 = history.size();
      result.r2 =
          history.stream()
                  .allMatch(
                      one -> LAMP.next(one.from(), one.event()) == one.to() && one.sequence() > 0)
              ? 1
              : 0;
    }
  }
}
