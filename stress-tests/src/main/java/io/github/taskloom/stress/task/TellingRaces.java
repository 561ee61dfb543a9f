package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskTelling;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The callbacks of a task that settles against those who wait for their end.
 *
 * <pre>{@code stress-tests/run --quick TellingRaces}</pre>
 */
public final class TellingRaces {
  private TellingRaces() {}

  /** A task that counts how often a callback of it has ended; written without a fence. */
  private static class Told {
    final TaskNode<?> task = TaskNode.of(Task.of("told", () -> null));
    int ended;

    Told() {
      task.onTransition(made -> ended += made.to().isSettled() ? 1 : 0);
    }
  }

  /** Who sees a task settled, and then no thread at its callbacks, sees what those did. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Not settled, or not told yet.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Told: the callback has ended.")
  @Outcome(expect = FORBIDDEN, desc = "Told before the callback had ended.")
  @State
  public static class LookAgainstCallback extends Told {
    @Actor
    public void settle() {
      task.cancel();
    }

    @Actor
    public void look(I_Result result) {
      result.r1 = task.isSettled() && TaskTelling.isTold(task, null) ? ended : -1;
    }
  }

  /** The same of a task that runs, in the thread that its runner carries. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Not settled, or not told yet.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Told: the callback has ended.")
  @Outcome(expect = FORBIDDEN, desc = "Told before the callback had ended.")
  @State
  public static class LookAgainstRun extends Told {
    @Actor
    public void settle() {
      task.dispatch();
    }

    @Actor
    public void look(I_Result result) {
      result.r1 = task.isSettled() && TaskTelling.isTold(task, null) ? ended : -1;
    }
  }

  /** An action that waits for the end of the callbacks runs once, whenever it came. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "It came before the task had settled: none.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ran once, after the callback.")
  @Outcome(expect = FORBIDDEN, desc = "Never, twice, or before the callback had ended.")
  @State
  public static class ActionAgainstLastCallback extends Told {
    private final AtomicInteger runs = new AtomicInteger();
    private int registered;

    @Actor
    public void settle() {
      task.cancel();
    }

    @Actor
    public void await() {
      if (task.isSettled()) {
        registered = 1;
        var unused = TaskTelling.whenTold(task, () -> runs.addAndGet(ended == 1 ? 1 : 10));
      }
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = registered;
      result.r2 = runs.get();
    }
  }
}
