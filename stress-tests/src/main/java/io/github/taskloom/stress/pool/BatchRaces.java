package io.github.taskloom.stress.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.pool.Batch;
import io.github.taskloom.internal.pool.ReadyQueue;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What one thread has made ready, and others take: no number twice, none lost, none taken for
 * another.
 *
 * <pre>{@code stress-tests/run --quick BatchRaces}</pre>
 */
public final class BatchRaces {
  private BatchRaces() {}

  /** The place of a number is written again while another thread takes that number. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The other was faster.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Its own thread was faster.")
  @Outcome(expect = FORBIDDEN, desc = "A number twice, or one from a later round.")
  @State
  public static class TakeAgainstNextRound {
    private final Batch batch = new Batch();

    public TakeAgainstNextRound() {
      for (int number = 0; number < Batch.FIRST; number++) {
        batch.offer(number);
      }
    }

    @Actor
    public void other(II_Result result) {
      result.r1 = batch.take();
    }

    @Actor
    public void own(II_Result result) {
      result.r2 = batch.take();
      batch.offer(Batch.FIRST);
    }
  }

  /** A full ring is replaced while another thread takes from it. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "In their order.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, lost, or from a ring that is not filled yet.")
  @State
  public static class TakeAgainstGrow {
    private final Batch batch = new Batch();

    public TakeAgainstGrow() {
      for (int number = 1; number <= Batch.FIRST; number++) {
        batch.offer(number);
      }
    }

    @Actor
    public void other(II_Result result) {
      result.r1 = batch.take();
    }

    @Actor
    public void own() {
      batch.offer(Batch.FIRST + 1);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = batch.take();
    }
  }

  /** A number that is added while another thread looks is taken once. */
  @JCStressTest
  @Outcome(id = "7, -1", expect = ACCEPTABLE, desc = "By the other.")
  @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "It came too early.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, lost, or half written.")
  @State
  public static class TakeAgainstOffer {
    private final Batch batch = new Batch();

    @Actor
    public void own() {
      batch.offer(7);
    }

    @Actor
    public void other(II_Result result) {
      result.r1 = batch.take();
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = batch.take();
    }
  }

  /** What a thread leaves behind as it goes is claimed once. */
  @JCStressTest
  @Outcome(id = "7, -1", expect = ACCEPTABLE, desc = "Before it went.")
  @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "After.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or lost.")
  @State
  public static class ClaimAgainstLeave {
    private final ReadyQueue ready = new ReadyQueue(1);
    private final Batch batch = Objects.requireNonNull(ready.enter());

    public ClaimAgainstLeave() {
      batch.offer(7);
    }

    @Actor
    public void own() {
      ready.leave(batch);
    }

    @Actor
    public void other(II_Result result) {
      result.r1 = ready.tryClaim(null);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = ready.tryClaim(null);
    }
  }

  /** A thread that falls asleep is woken by what another adds to its own batch. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Asleep beside work.")
  @State
  public static class SleepAgainstAdd {
    private final ReadyQueue ready = new ReadyQueue(1);
    private final Batch batch = Objects.requireNonNull(ready.enter());

    @Actor
    public void claim() {
      ready.claim(false);
    }

    @Signal
    public void add() {
      batch.offer(0);
      ready.added();
    }
  }

  /** So it is by what another leaves behind. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Asleep beside work.")
  @State
  public static class SleepAgainstLeave {
    private final ReadyQueue ready = new ReadyQueue(2);
    private final Batch batch = Objects.requireNonNull(ready.enter());

    public SleepAgainstLeave() {
      batch.offer(0);
      batch.offer(1);
    }

    @Actor
    public void claim() {
      ready.claim(false);
      ready.claim(false);
    }

    @Signal
    public void leave() {
      ready.leave(batch);
    }
  }
}
