package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * The interrupt of a cancelled task reaches its function or none: not the task after it on the same
 * thread, and not that thread.
 *
 * <pre>{@code stress-tests/run --quick InterruptRaces}</pre>
 */
public final class InterruptRaces {
  private InterruptRaces() {}

  /** A task that runs on the same thread after a cancelled one is not interrupted. */
  @JCStressTest
  @Outcome(
      id = "(DONE|CANCELLED|refused), false, false",
      expect = ACCEPTABLE,
      desc = "B is untouched.")
  @Outcome(expect = FORBIDDEN, desc = "The interrupt of A has reached B or the thread.")
  @State
  public static class CancelAgainstTheNextTask {
    private boolean interrupted;

    /** Ends as soon as it is asked to, which is just before the interrupt is sent. */
    private final Task<?> first = Task.of("A", this::untilAsked);

    private final Task<?> second =
        Task.of("B", () -> interrupted = Thread.currentThread().isInterrupted());

    private boolean untilAsked() {
      for (int look = 0; look < 10_000 && !first.runState().isCancelled(); look++) {
        Thread.onSpinWait();
      }
      return true;
    }

    @Actor
    public void runBoth(LLL_Result result) {
      result.r1 = Acts.dispatch(first);
      second.dispatch();
      result.r2 = interrupted;
      result.r3 = Thread.interrupted();
    }

    @Actor
    public void cancel() {
      first.cancel();
    }
  }

  /** So it is on the thread of a make. */
  @JCStressTest
  @Outcome(id = "(DONE|CANCELLED), DONE, false", expect = ACCEPTABLE, desc = "B is untouched.")
  @Outcome(expect = FORBIDDEN, desc = "The interrupt of A has reached B.")
  @State
  public static class CancelInMakeAgainstTheNextTask {
    private volatile boolean interrupted;

    private final Task<?> first = Task.of("A", () -> null);
    private final Task<?> second =
        Task.of("B", () -> interrupted = Thread.currentThread().isInterrupted());

    @Actor
    public void make(LLL_Result result) {
      Make.defaults().parallelism(1).now(List.of(first, second));
      result.r1 = first.state();
      result.r2 = second.state();
      result.r3 = interrupted;
    }

    @Actor
    public void cancel() {
      first.cancel();
    }
  }
}
