package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Events that compete for one task that is QUEUED, as between an executor and a canceller.
 *
 * <pre>{@code stress-tests/run --quick QueuedRaces}</pre>
 */
public final class QueuedRaces {
  private QueuedRaces() {}

  /** QUEUED: of two executor threads one runs the function; the state is the same at both ends. */
  @JCStressTest
  @Outcome(id = "DONE, refused, 1", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "refused, DONE, 1", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "It ran twice or never.")
  @State
  public static class QueuedDispatchAgainstDispatch {
    private int runs;

    private final Task<Integer> task = Task.of("contended", () -> ++runs);

    public QueuedDispatchAgainstDispatch() {
      task.queue();
    }

    @Actor
    public void one(LLI_Result result) {
      result.r1 = Acts.dispatch(task);
    }

    @Actor
    public void other(LLI_Result result) {
      result.r2 = Acts.dispatch(task);
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r3 = runs;
    }
  }

  /** QUEUED: a dispatch against a cancel, as from PENDING. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "The cancel came too late.")
  @Outcome(id = "CANCELLED, CANCELLED, 1", expect = ACCEPTABLE, desc = "Cancelled while it ran.")
  @Outcome(id = "CANCELLED, CANCELLED, 0", expect = ACCEPTABLE, desc = "Cancelled before the call.")
  @Outcome(id = "refused, CANCELLED, 0", expect = ACCEPTABLE, desc = "The dispatch was too late.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueuedDispatchAgainstCancel {
    private int runs;

    private final Task<Integer> task = Task.of("contended", () -> ++runs);

    public QueuedDispatchAgainstCancel() {
      task.queue();
    }

    @Actor
    public void dispatch(LLI_Result result) {
      result.r1 = Acts.dispatch(task);
    }

    @Actor
    public void cancel() {
      task.cancel();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r2 = task.state();
      result.r3 = runs;
    }
  }

  /** QUEUED: of a rejection and a cancel exactly one is made. */
  @JCStressTest
  @Outcome(id = "true, false, FAILED", expect = ACCEPTABLE, desc = "The rejection won.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "The cancel won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither.")
  @State
  public static class QueuedErrorAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

    public QueuedErrorAgainstCancel() {
      task.queue();
    }

    @Actor
    public void error(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.ERROR);
    }

    @Actor
    public void cancel(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.CANCEL);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }
}
