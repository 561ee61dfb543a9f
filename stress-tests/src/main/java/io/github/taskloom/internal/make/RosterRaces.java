package io.github.taskloom.internal.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.task.Runner;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Threads that come and go while somebody stops a make.
 *
 * <pre>{@code stress-tests/run --quick RosterRaces}</pre>
 */
public final class RosterRaces {
  private RosterRaces() {}

  private static Runner added(Roster roster) {
    Runner runner = new Runner(null, Thread.currentThread());
    roster.add(runner);
    return runner;
  }

  private static int size(Roster roster) {
    List<Runner> present = new ArrayList<>();
    roster.forEach(present::add);
    return present.size();
  }

  /** A thread that comes finds the make stopped, or is found by who stopped it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It came first, and is found.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It came late, and sees the stop.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both.")
  @Outcome(expect = FORBIDDEN, desc = "It goes on, and nobody cancels what it runs.")
  @State
  public static class AddAgainstStop {
    private final Roster roster = new Roster();
    private volatile int stopped;

    @Actor
    public void come(II_Result result) {
      added(roster);
      result.r1 = stopped;
    }

    @Actor
    public void stop(II_Result result) {
      stopped = 1;
      result.r2 = size(roster);
    }
  }

  /** Of two threads that come at once on top of one that has left, both are found. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Both, and the one that was there.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost.")
  @State
  public static class AddAgainstAdd {
    private final Roster roster = new Roster();

    public AddAgainstAdd() {
      added(roster);
      added(roster).leave();
    }

    @Actor
    public void one() {
      added(roster);
    }

    @Actor
    public void other() {
      added(roster);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = size(roster);
    }
  }

  /** Who stays is found, whoever leaves on top and whoever comes there meanwhile. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "The one that stays, and the one that came.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost, or one that has left is still there.")
  @State
  public static class LeaveAgainstAdd {
    private final Roster roster = new Roster();
    private final Runner leaving;

    public LeaveAgainstAdd() {
      added(roster);
      leaving = added(roster);
    }

    @Actor
    public void leave() {
      leaving.leave();
    }

    @Actor
    public void come() {
      added(roster);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = size(roster);
    }
  }
}
