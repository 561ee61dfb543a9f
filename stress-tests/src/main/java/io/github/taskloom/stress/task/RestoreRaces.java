package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A PENDING task that is restored while something else is done to it.
 *
 * <pre>{@code stress-tests/run --quick RestoreRaces}</pre>
 */
public final class RestoreRaces {
  private RestoreRaces() {}

  private static String restore(Task<String> task, String value) {
    try {
      task.restore(value);
      return "restored";
    } catch (TaskStateException refused) {
      return "refused";
    }
  }

  private static Object value(Task<String> task) {
    return task.outcome() instanceof io.github.taskloom.Outcome.Done<String> done
        ? done.value()
        : task.state();
  }

  /** One of both wins, and the value is the one of the winner. */
  @JCStressTest
  @Outcome(
      id = "restored, refused, before",
      expect = ACCEPTABLE,
      desc = "The restore won; nothing ran.")
  @Outcome(
      id = "refused, DONE, run",
      expect = ACCEPTABLE,
      desc = "The dispatch won; its value stands.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided, or the wrong value stands.")
  @State
  public static class RestoreAgainstDispatch {
    private final Task<String> task = Task.of("contended", () -> "run");

    @Actor
    public void restore(LLL_Result result) {
      result.r1 = RestoreRaces.restore(task, "before");
    }

    @Actor
    public void dispatch(LLL_Result result) {
      result.r2 = Acts.dispatch(task);
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
      result.r3 = value(task);
    }
  }

  /** Of two restores one wins, with its value. */
  @JCStressTest
  @Outcome(id = "restored, refused, one", expect = ACCEPTABLE, desc = "The first won.")
  @Outcome(id = "refused, restored, other", expect = ACCEPTABLE, desc = "The second won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided, or the wrong value stands.")
  @State
  public static class RestoreAgainstRestore {
    private final Task<String> task = Task.of("contended", () -> "run");

    @Actor
    public void one(LLL_Result result) {
      result.r1 = RestoreRaces.restore(task, "one");
    }

    @Actor
    public void other(LLL_Result result) {
      result.r2 = RestoreRaces.restore(task, "other");
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
      result.r3 = value(task);
    }
  }

  /** A cancel is lost only to a task that is DONE. */
  @JCStressTest
  @Outcome(id = "restored, cancelled, before", expect = ACCEPTABLE, desc = "The restore won.")
  @Outcome(id = "refused, cancelled, CANCELLED", expect = ACCEPTABLE, desc = "The cancel won.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
  @State
  public static class RestoreAgainstCancel {
    private final Task<String> task = Task.of("contended", () -> "run");

    @Actor
    public void restore(LLL_Result result) {
      result.r1 = RestoreRaces.restore(task, "before");
    }

    @Actor
    public void cancel(LLL_Result result) {
      task.cancel();
      result.r2 = "cancelled";
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
      result.r3 = value(task);
    }
  }

  /** A thread that sees the task DONE sees its value. */
  @JCStressTest
  @Outcome(id = "PENDING", expect = ACCEPTABLE, desc = "Looked at before.")
  @Outcome(id = "before", expect = ACCEPTABLE, desc = "Looked at after.")
  @Outcome(expect = FORBIDDEN, desc = "DONE, and the value was not there.")
  @State
  public static class RestoreAgainstReader {
    private final Task<String> task = Task.of("contended", () -> "run");

    @Actor
    public void restore() {
      task.restore("before");
    }

    @Actor
    public void read(L_Result result) {
      result.r1 = task.state() == TaskState.DONE ? value(task) : TaskState.PENDING;
    }
  }
}
