package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Events that compete for one task that is PENDING. One CAS decides, so exactly one of two that
 * exclude each other is made, and both threads agree on what became of the task.
 *
 * <pre>{@code stress-tests/run --quick EventRaces}</pre>
 */
public final class EventRaces {
  private EventRaces() {}

  /** PENDING: of a dispatch and a cancel one decides, and the function runs at most once. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "The cancel came too late.")
  @Outcome(id = "CANCELLED, CANCELLED, 1", expect = ACCEPTABLE, desc = "Cancelled while it ran.")
  @Outcome(id = "CANCELLED, CANCELLED, 0", expect = ACCEPTABLE, desc = "Cancelled before the call.")
  @Outcome(id = "refused, CANCELLED, 0", expect = ACCEPTABLE, desc = "The dispatch was too late.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class DispatchAgainstCancel {
    /** Plain: only the dispatching actor may run the function, and the arbiter comes after both. */
    private int runs;

    private final Task<Integer> task = Task.of("contended", () -> ++runs);

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

  /** PENDING: of two dispatches one runs the function, the other is refused. */
  @JCStressTest
  @Outcome(id = "DONE, refused, 1", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "refused, DONE, 1", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "It ran twice or never.")
  @State
  public static class DispatchAgainstDispatch {
    private int runs;

    private final Task<Integer> task = Task.of("contended", () -> ++runs);

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

  /** PENDING: a cancel is never lost to a queue event, which it may follow. */
  @JCStressTest
  @Outcome(id = "true, true, CANCELLED", expect = ACCEPTABLE, desc = "Queued, then cancelled.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "Cancelled, so not queued.")
  @Outcome(expect = FORBIDDEN, desc = "The cancel was lost.")
  @State
  public static class QueueAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void queue(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.QUEUE);
    }

    @Actor
    public void cancel(ZZL_Result result) {
      task.cancel();
      result.r2 = task.state() == TaskState.CANCELLED;
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** PENDING: of an error and a cancel exactly one is made. */
  @JCStressTest
  @Outcome(id = "true, false, FAILED", expect = ACCEPTABLE, desc = "The error won.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "The cancel won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither.")
  @State
  public static class ErrorAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

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

  /** PENDING: of an abort and a dispatch one decides. */
  @JCStressTest
  @Outcome(id = "DONE, false, DONE", expect = ACCEPTABLE, desc = "The dispatch won.")
  @Outcome(id = "refused, true, ABORT", expect = ACCEPTABLE, desc = "The abort won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither.")
  @State
  public static class DispatchAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void dispatch(LLL_Result result) {
      result.r1 = Acts.dispatch(task);
    }

    @Actor
    public void abort(LLL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.ABORT);
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
      result.r3 = task.state();
    }
  }

  /** PREPARE: a cancel is remembered however it crosses the event that ends PREPARE. */
  @JCStressTest
  @Outcome(id = "CANCELLED", expect = ACCEPTABLE, desc = "Cancelled in the end.")
  @Outcome(expect = FORBIDDEN, desc = "The cancel was lost.")
  @State
  public static class PreparedAgainstCancel {
    private final Task<?> task = Task.builder("contended", () -> null).prepare().build();

    @Actor
    public void prepared() {
      task.prepared();
    }

    @Actor
    public void cancel() {
      task.cancel();
    }

    @Arbiter
    public void inTheEnd(L_Result result) {
      result.r1 = task.state();
    }
  }
}
