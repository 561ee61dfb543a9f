package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskStateException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Edges that are added while others are, or while the task is dispatched.
 *
 * <pre>{@code stress-tests/run --quick EdgeRaces}</pre>
 */
public final class EdgeRaces {
  private EdgeRaces() {}

  /** The same edge from two threads is one edge, seen from both ends. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One edge.")
  @Outcome(expect = FORBIDDEN, desc = "None, or two.")
  @State
  public static class RequireTwice {
    private final Task<?> task = Task.of("task", () -> null);
    private final Task<?> other = Task.of("other", () -> null);

    @Actor
    public void one() {
      task.require(other);
    }

    @Actor
    public void two() {
      other.block(task);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = task.prerequisites().size();
      result.r2 = other.dependents().size();
    }
  }

  /** Two edges that are added at once are both there. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class RequireTwo {
    private final Task<?> task = Task.of("task", () -> null);
    private final Task<?> one = Task.of("one", () -> null);
    private final Task<?> two = Task.of("two", () -> null);

    @Actor
    public void first() {
      task.require(one);
    }

    @Actor
    public void second() {
      task.require(two);
    }

    @Arbiter
    public void inTheEnd(L_Result result) {
      result.r1 = task.prerequisites().size();
    }
  }

  /** A prerequisite is added in time, and then blocks the dispatch, or it is refused. */
  @JCStressTest
  @Outcome(id = "added, refused, 0", expect = ACCEPTABLE, desc = "The edge came first.")
  @Outcome(id = "refused, DONE, 1", expect = ACCEPTABLE, desc = "The dispatch came first.")
  @Outcome(expect = FORBIDDEN, desc = "It ran before a prerequisite that it has.")
  @State
  public static class RequireAgainstDispatch {
    private int runs;

    private final Task<Integer> task = Task.of("task", () -> ++runs);
    private final Task<?> other = Task.of("other", () -> null);

    @Actor
    public void require(LLI_Result result) {
      try {
        task.require(other);
        result.r1 = "added";
      } catch (TaskStateException refused) {
        result.r1 = "refused";
      }
    }

    @Actor
    public void dispatch(LLI_Result result) {
      result.r2 = Acts.dispatch(task);
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r3 = runs;
    }
  }

  /** A name that is derived when it is asked for is the same for all. */
  @JCStressTest
  @Outcome(id = "same", expect = ACCEPTABLE, desc = "One name.")
  @Outcome(expect = FORBIDDEN, desc = "Two names.")
  @State
  public static class NameAgainstName {
    private final Task<?> task = Task.of(() -> null);
    private String one = "";
    private String two = "";

    @Actor
    public void first() {
      one = task.name();
    }

    @Actor
    public void second() {
      two = task.name();
    }

    @Arbiter
    public void inTheEnd(L_Result result) {
      result.r1 = one.equals(two) ? "same" : one + " and " + two;
    }
  }
}
