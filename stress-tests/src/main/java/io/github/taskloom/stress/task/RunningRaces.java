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
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * Events that compete for one task that is RUNNING: its function and the thread that asks it to
 * end, which waits until it runs.
 *
 * <pre>{@code stress-tests/run --quick RunningRaces}</pre>
 */
public final class RunningRaces {
  private RunningRaces() {}

  /** A function that says that it runs, then ends. */
  private abstract static class Running {
    private volatile boolean running;
    private volatile boolean asked;

    final Task<Integer> task = Task.of("contended", this::call);

    private Integer call() {
      running = true;
      while (!asked) { // so that what follows meets the other thread's cancel
        Thread.onSpinWait();
      }
      return end();
    }

    int end() {
      return 1;
    }

    /** By the other thread: returns while the function ends. */
    final void meet() {
      while (!running) {
        Thread.onSpinWait();
      }
      asked = true;
    }
  }

  /** RUNNING: the result and the cancel: one decides, and both ends say the same. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, true", expect = ACCEPTABLE, desc = "The result won.")
  @Outcome(id = "CANCELLED, CANCELLED, true", expect = ACCEPTABLE, desc = "The cancel won.")
  @Outcome(expect = FORBIDDEN, desc = "Two answers, or an interrupt that is left over.")
  @State
  public static class DoneAgainstCancel extends Running {
    @Actor
    public void run(LLZ_Result result) {
      result.r1 = task.dispatch();
      result.r3 = !Thread.interrupted();
    }

    @Actor
    public void cancel() {
      meet();
      task.cancel();
    }

    @Arbiter
    public void inTheEnd(LLZ_Result result) {
      result.r2 = task.state();
    }
  }

  /** RUNNING: a failure that is not by the interrupt stays one, whenever the cancel comes. */
  @JCStressTest
  @Outcome(id = "FAILED, FAILED, true", expect = ACCEPTABLE, desc = "It failed by itself.")
  @Outcome(expect = FORBIDDEN, desc = "The failure was lost, or an interrupt is left over.")
  @State
  public static class ErrorAgainstCancel extends Running {
    @Override
    int end() {
      throw new IllegalStateException("broken");
    }

    @Actor
    public void run(LLZ_Result result) {
      result.r1 = task.dispatch();
      result.r3 = !Thread.interrupted();
    }

    @Actor
    public void cancel() {
      meet();
      task.cancel();
    }

    @Arbiter
    public void inTheEnd(LLZ_Result result) {
      result.r2 = task.state();
    }
  }

  /** RUNNING: a retry is too early until the task has settled by the cancel. */
  @JCStressTest
  @Outcome(id = "DONE, refused, DONE", expect = ACCEPTABLE, desc = "DONE is for ever.")
  @Outcome(id = "CANCELLED, refused, CANCELLED", expect = ACCEPTABLE, desc = "It came too early.")
  @Outcome(id = "CANCELLED, retried, PENDING", expect = ACCEPTABLE, desc = "Cancelled, then again.")
  @Outcome(expect = FORBIDDEN, desc = "A second attempt beside the first.")
  @State
  public static class CancelAndRetryAgainstDone extends Running {
    @Actor
    public void run(LLL_Result result) {
      result.r1 = task.dispatch();
    }

    @Actor
    public void cancelAndRetry(LLL_Result result) {
      meet();
      task.cancel();
      try {
        task.retry();
        result.r2 = "retried";
      } catch (TaskStateException refused) {
        result.r2 = "refused";
      }
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
      result.r3 = task.state();
    }
  }

  /** PENDING: a queue event beside a dispatch is made or not, and the function runs either way. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, (true|false)", expect = ACCEPTABLE, desc = "Queued or not, it ran.")
  @Outcome(expect = FORBIDDEN, desc = "The dispatch was lost.")
  @State
  public static class DispatchAgainstQueue {
    private final Task<Integer> task = Task.of("contended", () -> 1);

    @Actor
    public void dispatch(LLZ_Result result) {
      result.r1 = task.dispatch();
    }

    @Actor
    public void queue(LLZ_Result result) {
      result.r3 = Acts.tryFire(task, TaskEvent.QUEUE);
    }

    @Arbiter
    public void inTheEnd(LLZ_Result result) {
      result.r2 = task.state();
    }
  }

  /** PENDING: an error from outside comes before the run, or not at all. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, false", expect = ACCEPTABLE, desc = "The dispatch won.")
  @Outcome(id = "refused, FAILED, true", expect = ACCEPTABLE, desc = "The error won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither.")
  @State
  public static class DispatchAgainstError {
    private final Task<Integer> task = Task.of("contended", () -> 1);

    @Actor
    public void dispatch(LLZ_Result result) {
      result.r1 = Acts.dispatch(task);
    }

    @Actor
    public void error(LLZ_Result result) {
      result.r3 = Acts.tryFire(task, TaskEvent.ERROR);
    }

    @Arbiter
    public void inTheEnd(LLZ_Result result) {
      result.r2 = task.state();
    }
  }
}
