package io.github.taskloom.stress.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.pool.ReadyQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What becomes ready while it is worked off: no number twice, none lost, no thread asleep while
 * there is one.
 *
 * <pre>{@code stress-tests/run --quick ReadyQueueRaces}</pre>
 */
public final class ReadyQueueRaces {
  private ReadyQueueRaces() {}

  /** Two numbers that are ready go to two workers. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "A number twice, or one lost.")
  @State
  public static class ReadyClaimAgainstClaim {
    private final ReadyQueue ready = new ReadyQueue(2);

    public ReadyClaimAgainstClaim() {
      ready.offerFirst(0);
      ready.offerFirst(1);
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = ready.claim(false);
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = ready.claim(false);
    }
  }

  /** Two numbers that become ready at once can both be claimed. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first was faster.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second was faster.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class OfferAgainstOffer {
    private final ReadyQueue ready = new ReadyQueue(2);

    @Actor
    public void one() {
      ready.offer(0);
    }

    @Actor
    public void other() {
      ready.offer(1);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = ready.claim(false);
      result.r2 = ready.claim(false);
    }
  }

  /** A thread that waits for something ready is woken by it, at whatever step it falls asleep. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Asleep beside work.")
  @State
  public static class ClaimAgainstOffer {
    private final ReadyQueue ready = new ReadyQueue(1);

    @Actor
    public void claim() {
      ready.claim(false);
    }

    @Signal
    public void offer() {
      ready.offer(0);
    }
  }

  /** A thread that waits is woken by the end of the last number. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Asleep after the end.")
  @State
  public static class ClaimAgainstFinish {
    private final ReadyQueue ready = new ReadyQueue(1);

    public ClaimAgainstFinish() {
      ready.offerFirst(0);
      ready.claim(false);
    }

    @Actor
    public void claim() {
      ready.claim(false);
    }

    @Signal
    public void finish() {
      ready.finish(1);
    }
  }

  /** The thread that could bring extra workers is woken when there is something for them. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "No thread comes.")
  @State
  public static class AttendantAgainstOffer {
    private final ReadyQueue ready = new ReadyQueue(1);

    @Actor
    public void attend() {
      while (ready.left() == 0) {
        ready.parkUntilLeft();
      }
    }

    @Signal
    public void offer() {
      ready.offer(0);
    }
  }

  /**
   * A thread that falls asleep beside an offer is woken by it. In termination mode jcstress lets a
   * millisecond pass between the two; here the offer comes at every moment of falling asleep, and a
   * thread that is not woken is a timeout of the whole test.
   */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "Claimed.")
  @Outcome(expect = FORBIDDEN, desc = "Gone without it.")
  @State
  public static class SleepAgainstOffer {
    private final ReadyQueue ready = new ReadyQueue(1);

    @Actor
    public void claim(I_Result result) {
      result.r1 = ready.claim(false);
    }

    @Actor
    public void offer() {
      letOthersLook();
      ready.offer(0);
    }
  }

  /** So it is beside the end of the last number. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing will come.")
  @Outcome(expect = FORBIDDEN, desc = "A number from nowhere.")
  @State
  public static class SleepAgainstFinish {
    private final ReadyQueue ready = new ReadyQueue(1);

    public SleepAgainstFinish() {
      ready.offerFirst(0);
      ready.claim(false);
    }

    @Actor
    public void claim(I_Result result) {
      result.r1 = ready.claim(false);
    }

    @Actor
    public void finish() {
      letOthersLook();
      ready.finish(1);
    }
  }

  /** So it is for the thread that could bring extra workers. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Woken, and there is something.")
  @Outcome(expect = FORBIDDEN, desc = "Woken for nothing.")
  @State
  public static class AttendAgainstOffer {
    private final ReadyQueue ready = new ReadyQueue(1);

    @Actor
    public void attend(I_Result result) {
      while (ready.left() == 0) {
        ready.parkUntilLeft();
      }
      result.r1 = ready.left();
    }

    @Actor
    public void offer() {
      ready.offer(0);
    }
  }

  /** One number is claimed before work is closed, or not at all; no thread sleeps on. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing will come.")
  @Outcome(expect = FORBIDDEN, desc = "A number from nowhere.")
  @State
  public static class SleepAgainstClose {
    private final ReadyQueue ready = new ReadyQueue(1);

    @Actor
    public void claim(I_Result result) {
      result.r1 = ready.claim(false);
    }

    @Actor
    public void close() {
      letOthersLook();
      ready.close();
    }
  }

  private static int turn;

  /**
   * A thread looks a few hundred times before it sleeps: this waits for about as long, each time a
   * little longer or shorter.
   */
  private static void letOthersLook() {
    int looks = turn++ * 7 & 1023; // two threads may get the same: no matter
    for (int look = 0; look < looks; look++) {
      Thread.onSpinWait();
    }
  }
}
