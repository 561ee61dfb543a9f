package io.github.taskloom.internal.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.scope.Scope;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * What lanes claim of a layer, and how they come and leave: no number twice, none lost, and an
 * owner that ends when its lanes have left.
 *
 * <pre>{@code stress-tests/run --quick LaneRaces}</pre>
 */
public final class LaneRaces {
  private LaneRaces() {}

  /** Two lanes claim the two numbers of a layer, and nothing is left. */
  @JCStressTest
  @Outcome(id = "0, 1, -1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "1, 0, -1", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "A number twice, or one lost.")
  @State
  public static class ClaimAgainstClaim {
    private final Claims claims = new Claims(0, 2);

    @Actor
    public void one(III_Result result) {
      result.r1 = claims.claim(true);
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = claims.claim(true);
    }

    @Arbiter
    public void inTheEnd(III_Result result) {
      result.r3 = claims.claim(true);
    }
  }

  /** The last number of a layer goes to one lane. */
  @JCStressTest
  @Outcome(id = "5, -1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "-1, 5", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or to nobody.")
  @State
  public static class LastClaimAgainstLastClaim {
    private final Claims claims = new Claims(5, 6);

    @Actor
    public void one(II_Result result) {
      result.r1 = claims.claim(true);
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = claims.claim(true);
    }
  }

  /** A layer that is closed gives out nothing afterwards. */
  @JCStressTest
  @Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "Claimed before it was closed.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Claimed after it.")
  @Outcome(expect = FORBIDDEN, desc = "Something after the end.")
  @State
  public static class ClaimAgainstClose {
    private final Claims claims = new Claims(0, 10);

    @Actor
    public void claim(II_Result result) {
      result.r1 = claims.claim(true);
    }

    @Actor
    public void close() {
      claims.close();
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = claims.claim(true);
    }
  }

  /** A shift that has ended cannot be staffed, and one that is staffed does not end. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Staffed, left, then ended.")
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Ended before the watcher came.")
  @Outcome(expect = FORBIDDEN, desc = "Staffed after its end.")
  @State
  public static class StaffAgainstEnd {
    private final Shift shift = new Shift(new Idle(), new Claims(0, 1), 2, false);
    private volatile @Nullable Thread owner;

    @Actor
    public void watcher(ZZ_Result result) {
      result.r1 = shift.join(1) > 0;
      if (result.r1) {
        shift.leave(1, begun(() -> owner));
      }
    }

    @Actor
    public void owner(ZZ_Result result) {
      owner = Thread.currentThread();
      shift.end();
      result.r2 = shift.join(1) > 0;
    }
  }

  /** The owner's last look against the watcher's: it ends when the lanes have left. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "The owner sleeps for ever.")
  @State
  public static class EndAgainstLeave {
    private final Shift shift = new Shift(new Idle(), new Claims(0, 1), 2, false);
    private volatile @Nullable Thread owner;

    public EndAgainstLeave() {
      shift.join(1);
    }

    @Actor
    public void end() {
      owner = Thread.currentThread();
      shift.end();
    }

    @Signal
    public void leave() {
      Thread waiting = begun(() -> owner);
      aboutWhenItSleeps();
      shift.leave(1, waiting);
    }
  }

  /** A helper that falls asleep is woken by a call, and works off what is there by then. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken, or not asleep yet.")
  @Outcome(expect = FORBIDDEN, desc = "It sleeps beside a shift that it was called for.")
  @State
  public static class HelperAgainstCall {
    private volatile @Nullable Shift present;
    private final Helper helper = new Helper(() -> present);

    /** The first piece that it does is the end of it. */
    private final class Ends extends Idle {
      @Override
      public void work(Hand hand) {
        helper.end();
      }
    }

    @Actor
    public void help() {
      helper.run();
    }

    @Signal
    public void call() {
      aboutWhenItSleeps();
      present = new Shift(new Ends(), new Claims(0, 1), 2, false);
      helper.call();
    }
  }

  /** Who waits for others looks for 50 us before it sleeps; the race is to be about that moment. */
  private static void aboutWhenItSleeps() {
    long wait = 45_000 + ThreadLocalRandom.current().nextLong(10_000);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < wait) {
      Thread.onSpinWait();
    }
  }

  /** The last thread leaves while its owner is interrupted out of the scope's own wait. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken, or nothing to wait for.")
  @Outcome(expect = FORBIDDEN, desc = "The owner sleeps for ever.")
  @State
  public static class InterruptedJoinAgainstLast {
    private volatile @Nullable Runnable forked;

    @Actor
    public void owner() {
      ThreadEach.run(
          new Idle(), new Claims(0, 1), Integer.MAX_VALUE, name -> new InterruptedScope());
    }

    @Signal
    public void last() {
      begun(() -> forked).run();
    }

    /** Whose wait ends at once by an interrupt; what is forked is run by the signal. */
    private final class InterruptedScope implements Scope {
      @Override
      public void fork(Runnable body) {
        forked = body;
      }

      @Override
      public void join() throws InterruptedException {
        throw new InterruptedException();
      }

      @Override
      public void close() {}
    }
  }

  /** A watcher knows its owner from the start; here the owner has to say first who it is. */
  private static <T> T begun(Supplier<@Nullable T> owner) {
    T known = owner.get();
    while (known == null) {
      Thread.onSpinWait();
      known = owner.get();
    }
    return known;
  }

  /** Nothing is done here: the shift's states alone count. */
  static class Idle implements Job {
    @Override
    public String name() {
      return "stress test";
    }

    @Override
    public void work(Hand hand) {}

    @Override
    public void workAlone(int number) {}
  }
}
