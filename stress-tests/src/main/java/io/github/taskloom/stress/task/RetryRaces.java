package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskStateException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Events that compete for one task that has FAILED: the next attempt is opened once.
 *
 * <pre>{@code stress-tests/run --quick RetryRaces}</pre>
 */
public final class RetryRaces {
  private RetryRaces() {}

  private static Task<Integer> failed(int[] runs) {
    Task<Integer> task = Task.of("failed", () -> ++runs[0]);
    task.fail(new IllegalStateException("on purpose"));
    return task;
  }

  /** FAILED: of two retries one opens the next attempt, and there is one attempt more, not two. */
  @JCStressTest
  @Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Two attempts or none.")
  @State
  public static class RetryAgainstRetry {
    private final Task<?> task = failed(new int[1]);

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
      result.r3 = task.attempt();
    }
  }

  /** FAILED: an abort is not lost to a retry, which it may follow. */
  @JCStressTest
  @Outcome(id = "true, true, ABORT", expect = ACCEPTABLE, desc = "Retried, then aborted.")
  @Outcome(id = "false, true, ABORT", expect = ACCEPTABLE, desc = "Aborted, so not retried.")
  @Outcome(expect = FORBIDDEN, desc = "The abort was lost.")
  @State
  public static class RetryAgainstAbort {
    private final Task<?> task = failed(new int[1]);

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

  /** FAILED: a dispatch that races the retry runs the function in the new attempt or not at all. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "Dispatched after the retry.")
  @Outcome(id = "refused, PENDING, 0", expect = ACCEPTABLE, desc = "Dispatched before it.")
  @Outcome(expect = FORBIDDEN, desc = "Anything else.")
  @State
  public static class RetryAgainstDispatch {
    private final int[] runs = new int[1];
    private final Task<Integer> task = failed(runs);

    @Actor
    public void retry() {
      task.retry();
    }

    @Actor
    public void dispatch(LLI_Result result) {
      result.r1 = Acts.dispatch(task);
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r2 = task.state();
      result.r3 = runs[0];
    }
  }

  /** FAILED: of two repairs one counts; its function is the one that runs. */
  @JCStressTest
  @Outcome(id = "done, refused, 1", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "refused, done, 2", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "The function is not that of who won.")
  @State
  public static class RepairAgainstRepair {
    private final Task<Integer> task = failed(new int[1]);

    @Actor
    public void one(LLI_Result result) {
      result.r1 = repair(1);
    }

    @Actor
    public void other(LLI_Result result) {
      result.r2 = repair(2);
    }

    private String repair(int with) {
      try {
        task.repairWith(() -> with);
        return "done";
      } catch (TaskStateException refused) {
        return "refused";
      }
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      task.dispatch();
      result.r3 =
          task.outcome() instanceof io.github.taskloom.Outcome.Done<Integer> it ? it.value() : -1;
    }
  }
}
