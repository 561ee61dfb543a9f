package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * What a state shows: a thread that sees a task settled sees its result, why it failed, and all
 * that its function wrote.
 *
 * <pre>{@code stress-tests/run --quick PublicationRaces}</pre>
 */
public final class PublicationRaces {
  private PublicationRaces() {}

  /** DONE: the value is there, and so is what the function wrote to a plain field. */
  @JCStressTest
  @Outcome(id = "null, -1", expect = ACCEPTABLE, desc = "Not settled yet.")
  @Outcome(id = "42, 7", expect = ACCEPTABLE, desc = "Settled, with all that belongs to it.")
  @Outcome(expect = FORBIDDEN, desc = "DONE was seen before what it publishes.")
  @State
  public static class ValueWithDone {
    private int plain;

    private final Task<Integer> task =
        Task.of(
            "published",
            () -> {
              plain = 7;
              return 42;
            });

    @Actor
    public void run() {
      task.dispatch();
    }

    @Actor
    public void look(LI_Result result) {
      boolean done = task.state() == TaskState.DONE;
      result.r1 =
          done && task.outcome() instanceof io.github.taskloom.Outcome.Done<Integer> it
              ? it.value()
              : null;
      result.r2 = done ? plain : -1;
    }
  }

  /** FAILED: the reason is there in the same look. */
  @JCStressTest
  @Outcome(id = "-1, null", expect = ACCEPTABLE, desc = "Not settled yet.")
  @Outcome(id = "7, broken", expect = ACCEPTABLE, desc = "Settled, with its reason.")
  @Outcome(expect = FORBIDDEN, desc = "FAILED was seen before its reason.")
  @State
  public static class CauseWithFailed {
    private int plain;

    private final Task<Integer> task =
        Task.of(
            "published",
            () -> {
              plain = 7;
              throw new IllegalStateException("broken");
            });

    @Actor
    public void run() {
      task.dispatch();
    }

    @Actor
    public void look(IL_Result result) {
      boolean failed = task.state() == TaskState.FAILED;
      result.r1 = failed ? plain : -1;
      result.r2 =
          failed && task.outcome() instanceof io.github.taskloom.Outcome.Failed<Integer> it
              ? it.cause().getMessage()
              : null;
    }
  }

  /** A second attempt: a thread that sees it DONE never sees the value of the first. */
  @JCStressTest
  @Outcome(id = "FAILED, null", expect = ACCEPTABLE, desc = "The first attempt.")
  @Outcome(id = "PENDING, null", expect = ACCEPTABLE, desc = "Opened again.")
  @Outcome(id = "RUNNING, null", expect = ACCEPTABLE, desc = "On its way.")
  @Outcome(id = "DONE, second", expect = ACCEPTABLE, desc = "The second attempt.")
  @Outcome(expect = FORBIDDEN, desc = "A value of another attempt.")
  @State
  public static class ValueOfSecondAttempt {
    private final Task<String> task = Task.of("twice", () -> "second");

    public ValueOfSecondAttempt() {
      task.fail(new IllegalStateException("on purpose"));
    }

    @Actor
    public void retry() {
      task.retry();
      task.dispatch();
    }

    @Actor
    public void look(LL_Result result) {
      TaskState state = task.state();
      result.r1 = state;
      result.r2 =
          state == TaskState.DONE
                  && task.outcome() instanceof io.github.taskloom.Outcome.Done<String> it
              ? it.value()
              : null;
    }
  }

  /** The result of an attempt: a thread that sees it settled sees the state, and the value. */
  @JCStressTest
  @Outcome(id = "null, null", expect = ACCEPTABLE, desc = "Not settled yet.")
  @Outcome(id = "42, DONE", expect = ACCEPTABLE, desc = "Settled, with all that belongs to it.")
  @Outcome(expect = FORBIDDEN, desc = "The result was seen before what it stands for.")
  @State
  public static class ResultWithState {
    private final Task<Integer> task = Task.of("published", () -> 42);

    @Actor
    public void run() {
      task.dispatch();
    }

    @Actor
    public void look(LL_Result result) {
      if (task.result().isSettled()) {
        result.r1 =
            task.result().outcome() instanceof io.github.taskloom.Outcome.Done<Integer> it
                ? it.value()
                : null;
        result.r2 = task.state();
      }
    }
  }

  /** CANCELLED: the reason is there in the same look. */
  @JCStressTest
  @Outcome(id = "null", expect = ACCEPTABLE, desc = "Not settled yet.")
  @Outcome(id = "published was cancelled", expect = ACCEPTABLE, desc = "Settled, with its reason.")
  @Outcome(expect = FORBIDDEN, desc = "CANCELLED was seen before its reason.")
  @State
  public static class CauseWithCancelled {
    private final Task<Integer> task = Task.of("published", () -> 42);

    @Actor
    public void cancel() {
      task.cancel();
    }

    @Actor
    public void look(L_Result result) {
      if (task.state() == TaskState.CANCELLED) {
        result.r1 =
            task.outcome() instanceof io.github.taskloom.Outcome.Cancelled<Integer> it
                ? it.why().getMessage()
                : "without a reason";
      }
    }
  }
}
