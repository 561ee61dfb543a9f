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
 * Events without a run that compete for one task that is PENDING; those of a dispatch are in {@link
 * EventRaces}.
 *
 * <pre>{@code stress-tests/run --quick PendingRaces}</pre>
 */
public final class PendingRaces {
  private PendingRaces() {}

  /** PENDING: of two submissions one queues it. */
  @JCStressTest
  @Outcome(id = "true, false, QUEUED", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, QUEUED", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueueAgainstQueue {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void one(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.QUEUE);
    }

    @Actor
    public void other(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.QUEUE);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** PENDING: an abort is not lost to a queue event, which it may follow. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "The queue event, then the abort.")
  @Outcome(
      id = "false, true, ABORT",
      expect = ACCEPTABLE,
      desc = "The abort was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueueAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void queue(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.QUEUE);
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

  /** PENDING: nor is an error. */
  @JCStressTest
  @Outcome(
      id = "true, true, FAILED",
      expect = ACCEPTABLE,
      desc = "The queue event, then the error.")
  @Outcome(
      id = "false, true, FAILED",
      expect = ACCEPTABLE,
      desc = "The error was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class QueueAgainstError {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void queue(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.QUEUE);
    }

    @Actor
    public void error(ZZL_Result result) {
      result.r2 = Acts.tryFire(task, TaskEvent.ERROR);
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = task.state();
    }
  }

  /** PENDING: an abort may follow an error, never the other way round. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "The error, then the abort.")
  @Outcome(
      id = "false, true, ABORT",
      expect = ACCEPTABLE,
      desc = "The abort was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class ErrorAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

    @Actor
    public void error(ZZL_Result result) {
      result.r1 = Acts.tryFire(task, TaskEvent.ERROR);
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

  /** PENDING: an abort may follow a cancel, never the other way round. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "The cancel, then the abort.")
  @Outcome(
      id = "false, true, ABORT",
      expect = ACCEPTABLE,
      desc = "The abort was faster, and ends it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class CancelAgainstAbort {
    private final Task<?> task = Task.of("contended", () -> null);

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

  /** PENDING: of two cancels one is made. */
  @JCStressTest
  @Outcome(id = "true, false, CANCELLED", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class CancelAgainstCancel {
    private final Task<?> task = Task.of("contended", () -> null);

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
