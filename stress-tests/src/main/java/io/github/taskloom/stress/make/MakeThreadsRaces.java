package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.make.MakeThreads;
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
 * Threads that come and go while a canceller stops their make.
 *
 * <pre>{@code stress-tests/run --quick MakeThreadsRaces}</pre>
 */
public final class MakeThreadsRaces {
  private MakeThreadsRaces() {}

  private static Runner added(MakeThreads threads) {
    Runner runner = new Runner(null, Thread.currentThread());
    threads.add(runner);
    return runner;
  }

  private static int size(MakeThreads threads) {
    List<Runner> present = new ArrayList<>();
    threads.forEach(present::add);
    return present.size();
  }

  /** A thread that comes finds the make stopped, or is found by the canceller. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It came first, and is found.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It came late, and sees the stop.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both.")
  @Outcome(expect = FORBIDDEN, desc = "It goes on, and what it runs is not cancelled.")
  @State
  public static class AddAgainstStop {
    private final MakeThreads threads = new MakeThreads();
    private volatile int stopped;

    @Actor
    public void come(II_Result result) {
      added(threads);
      result.r1 = stopped;
    }

    @Actor
    public void stop(II_Result result) {
      stopped = 1;
      result.r2 = size(threads);
    }
  }

  /** Of two threads that come at once on top of one that has left, both are found. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Both, and the one that was there.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost.")
  @State
  public static class AddAgainstAdd {
    private final MakeThreads threads = new MakeThreads();

    public AddAgainstAdd() {
      added(threads);
      added(threads).leave();
    }

    @Actor
    public void one() {
      added(threads);
    }

    @Actor
    public void other() {
      added(threads);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = size(threads);
    }
  }

  /** A thread that stays is found while one on top leaves and another comes there. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "The one that stays, and the one that came.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost, or one that has left is still there.")
  @State
  public static class LeaveAgainstAdd {
    private final MakeThreads threads = new MakeThreads();
    private final Runner leaving;

    public LeaveAgainstAdd() {
      added(threads);
      leaving = added(threads);
    }

    @Actor
    public void leave() {
      leaving.leave();
    }

    @Actor
    public void come() {
      added(threads);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = size(threads);
    }
  }
}
