package io.github.taskloom.stress.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.pool.Helper;
import io.github.taskloom.internal.pool.Job;
import io.github.taskloom.internal.pool.PoolPart;
import io.github.taskloom.internal.pool.RangeSource;
import io.github.taskloom.internal.pool.ThreadEach;
import io.github.taskloom.internal.pool.Worker;
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
 * What workers claim of a layer, and how extra ones come and leave: no number twice, none lost, and
 * an owner that ends when those beside it have left.
 *
 * <pre>{@code stress-tests/run --quick ExtraWorkerRaces}</pre>
 */
public final class ExtraWorkerRaces {
  private ExtraWorkerRaces() {}

  /** Two workers claim the two numbers of a layer, and nothing is left. */
  @JCStressTest
  @Outcome(id = "0, 1, -1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "1, 0, -1", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "A number twice, or one lost.")
  @State
  public static class ClaimAgainstClaim {
    private final RangeSource range = new RangeSource(0, 2);

    @Actor
    public void one(III_Result result) {
      result.r1 = range.claim(true);
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = range.claim(true);
    }

    @Arbiter
    public void inTheEnd(III_Result result) {
      result.r3 = range.claim(true);
    }
  }

  /** The last number of a layer goes to one worker. */
  @JCStressTest
  @Outcome(id = "5, -1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "-1, 5", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or to none.")
  @State
  public static class LastClaimAgainstLastClaim {
    private final RangeSource range = new RangeSource(5, 6);

    @Actor
    public void one(II_Result result) {
      result.r1 = range.claim(true);
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = range.claim(true);
    }
  }

  /** A layer that is closed gives out nothing afterwards. */
  @JCStressTest
  @Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "Claimed before it was closed.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Claimed after it.")
  @Outcome(expect = FORBIDDEN, desc = "Something after the end.")
  @State
  public static class ClaimAgainstClose {
    private final RangeSource range = new RangeSource(0, 10);

    @Actor
    public void claim(II_Result result) {
      result.r1 = range.claim(true);
    }

    @Actor
    public void close() {
      range.close();
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = range.claim(true);
    }
  }

  /** A part that has ended cannot be joined, and one that is joined does not end. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Joined, left, then ended.")
  @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Ended before the other came.")
  @Outcome(expect = FORBIDDEN, desc = "Joined after its end.")
  @State
  public static class JoinAgainstEnd {
    private final PoolPart part = new PoolPart(new Idle(), new RangeSource(0, 1), 2, false);
    private volatile @Nullable Thread owner;

    @Actor
    public void other(ZZ_Result result) {
      result.r1 = part.join(1) > 0;
      if (result.r1) {
        part.leave(1, begun(() -> owner));
      }
    }

    @Actor
    public void owner(ZZ_Result result) {
      owner = Thread.currentThread();
      part.end();
      result.r2 = part.join(1) > 0;
    }
  }

  /** The owner's last look against the leave of the last other: it ends when all have left. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "The owner sleeps for ever.")
  @State
  public static class EndAgainstLeave {
    private final PoolPart part = new PoolPart(new Idle(), new RangeSource(0, 1), 2, false);
    private volatile @Nullable Thread owner;

    public EndAgainstLeave() {
      part.join(1);
    }

    @Actor
    public void end() {
      owner = Thread.currentThread();
      part.end();
    }

    @Signal
    public void leave() {
      Thread waiting = begun(() -> owner);
      aboutWhenItSleeps();
      part.leave(1, waiting);
    }
  }

  /** A helper that falls asleep is woken by a call, and works off what is there by then. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken, or not asleep yet.")
  @Outcome(expect = FORBIDDEN, desc = "It sleeps beside a part that it was called for.")
  @State
  public static class HelperAgainstCall {
    private volatile @Nullable PoolPart present;
    private final Helper helper = new Helper(() -> present);

    /** The first piece that it does is the end of it. */
    private final class Ends extends Idle {
      @Override
      public void work(Worker worker) {
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
      present = new PoolPart(new Ends(), new RangeSource(0, 1), 2, false);
      helper.call();
    }
  }

  /**
   * A thread that waits for others looks for 50 us before it sleeps; the race is to be about that
   * moment.
   */
  private static void aboutWhenItSleeps() {
    long wait = 45_000 + ThreadLocalRandom.current().nextLong(10_000);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < wait) {
      Thread.onSpinWait();
    }
  }

  /** The last thread leaves while the opener is interrupted out of the scope's own wait. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken, or nothing to wait for.")
  @Outcome(expect = FORBIDDEN, desc = "The opener sleeps for ever.")
  @State
  public static class InterruptedJoinAgainstLast {
    private volatile @Nullable Runnable forked;

    @Actor
    public void opener() {
      ThreadEach.run(
          new Idle(), new RangeSource(0, 1), Integer.MAX_VALUE, name -> new InterruptedScope());
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

  /**
   * A thread that joins knows its owner from the start; here the owner has to say first which it
   * is.
   */
  private static <T> T begun(Supplier<@Nullable T> owner) {
    T known = owner.get();
    while (known == null) {
      Thread.onSpinWait();
      known = owner.get();
    }
    return known;
  }

  /** Nothing is done here: the part's states alone count. */
  static class Idle implements Job {
    @Override
    public String name() {
      return "stress test";
    }

    @Override
    public void work(Worker worker) {}

    @Override
    public void workAlone(int number) {}
  }
}
