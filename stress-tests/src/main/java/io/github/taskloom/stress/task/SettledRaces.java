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
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Events without a run that compete for one task that is CANCELLED, FAILED or QUEUED.
 *
 * <pre>{@code stress-tests/run --quick SettledRaces}</pre>
 */
public final class SettledRaces {
  private SettledRaces() {}

  /** CANCELLED: of two retries one opens the next attempt. */
  @JCStressTest
  @Outcome(id = "true, false, PENDING", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, PENDING", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class CancelledRetryAgainstRetry {
    private final Task<?> task = Task.of("contended", () -> null);

    public CancelledRetryAgainstRetry() {
      task.cancel();
    }

    @Actor
    public void one(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.RETRY);
    }

    @Actor
    public void other(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.RETRY);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** CANCELLED: an abort is not lost to a retry, which it may follow. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "The retry, then the abort.")
  @Outcome(
      id = "false, true, ABORT",
      expect = ACCEPTABLE,
      desc = "The abort was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class CancelledRetryAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    public CancelledRetryAgainstAbort() {
      task.cancel();
    }

    @Actor
    public void retry(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.RETRY);
    }

    @Actor
    public void abort(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.ABORT);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** CANCELLED: a cancel that comes after a retry cancels the next attempt. */
  @JCStressTest
  @Outcome(
      id = "true, true, CANCELLED",
      expect = ACCEPTABLE,
      desc = "Retried, and cancelled again.")
  @Outcome(
      id = "true, false, PENDING",
      expect = ACCEPTABLE,
      desc = "Cancelled already, then retried.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class CancelledRetryAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

    public CancelledRetryAgainstCancel() {
      task.cancel();
    }

    @Actor
    public void retry(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.RETRY);
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

  /** FAILED: of two aborts one is made. */
  @JCStressTest
  @Outcome(id = "true, false, ABORT", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, ABORT", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class AbortAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    public AbortAgainstAbort() {
      task.fail(new IllegalStateException("on purpose"));
    }

    @Actor
    public void one(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.ABORT);
    }

    @Actor
    public void other(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.ABORT);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** QUEUED: an abort may follow a cancel, never the other way round. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "The cancel, then the abort.")
  @Outcome(
      id = "false, true, ABORT",
      expect = ACCEPTABLE,
      desc = "The abort was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueuedCancelAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    public QueuedCancelAgainstAbort() {
      task.queue();
    }

    @Actor
    public void cancel(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.CANCEL);
    }

    @Actor
    public void abort(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.ABORT);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** QUEUED: of two cancels one is made. */
  @JCStressTest
  @Outcome(id = "true, false, CANCELLED", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueuedCancelAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

    public QueuedCancelAgainstCancel() {
      task.queue();
    }

    @Actor
    public void one(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.CANCEL);
    }

    @Actor
    public void other(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.CANCEL);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }
}
