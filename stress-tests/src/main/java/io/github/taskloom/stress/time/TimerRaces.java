package io.github.taskloom.stress.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.time.Timer;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A timer that is taken back while it is queued, or while it is due.
 *
 * <pre>{@code stress-tests/run --quick TimerRaces}</pre>
 */
public final class TimerRaces {
  private TimerRaces() {}

  /** What is taken back while it is queued does not stay there. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "Its place in the queue is given up.")
  @Outcome(expect = FORBIDDEN, desc = "It is held until it is due.")
  @State
  public static class CancelAgainstQueued {
    private final Timer timer = new Timer(0, () -> {});
    private final CompletableFuture<Object> place = new CompletableFuture<>();

    @Actor
    public void cancel() {
      timer.cancel();
    }

    @Actor
    public void queue() {
      timer.queuedAs(place);
    }

    @Arbiter
    public void inTheEnd(Z_Result result) {
      result.r1 = place.isCancelled();
    }
  }

  /** What is due while it is taken back runs once, or not at all, and whole. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "Taken back.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Run.")
  @Outcome(expect = FORBIDDEN, desc = "Run twice.")
  @State
  public static class CancelAgainstRun {
    private int runs; // by the thread of the timers alone
    private final Timer timer = new Timer(0, () -> runs++);

    @Actor
    public void cancel() {
      timer.cancel();
    }

    @Actor
    public void run() {
      timer.run();
      timer.run();
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = runs;
    }
  }
}
