package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * Makes that meet: on one task, with its dispatch, with their own end.
 *
 * <pre>{@code stress-tests/run --quick MakeRaces}</pre>
 */
public final class MakeRaces {
  private MakeRaces() {}

  /** Two makes of one task: it runs once, and both see it DONE. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "Once, for both.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or unseen.")
  @State
  public static class MakeAgainstMake {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<Integer> task = Task.of("shared", runs::incrementAndGet);

    @Actor
    public void one(LLI_Result result) {
      Tasks.makeNow(task);
      result.r1 = task.state();
    }

    @Actor
    public void other(LLI_Result result) {
      Tasks.makeNow(task);
      result.r2 = task.state();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r3 = runs.get();
    }
  }

  /** Two makes over overlapping graphs, in either order: what they share runs once. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "Once, for both.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or unseen.")
  @State
  public static class OverlappingMakes {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<Integer> shared = Task.of("shared", runs::incrementAndGet);
    private final Task<?> left = shared.thenCall("left", () -> null);
    private final Task<?> right = shared.thenCall("right", () -> null);

    @Actor
    public void layered(LLI_Result result) {
      Make.defaults().now(left);
      result.r1 = left.state();
    }

    @Actor
    public void eager(LLI_Result result) {
      Make.defaults().order(Order.EAGER).now(right);
      result.r2 = right.state();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r3 = runs.get();
    }
  }

  /** A make and a cancel of its prerequisite: the task follows what became of that. */
  @JCStressTest
  @Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "The cancel came too late.")
  @Outcome(
      id = "CANCELLED, CANCELLED, [01]",
      expect = ACCEPTABLE,
      desc = "Cancelled, and so is the rest.")
  @Outcome(expect = FORBIDDEN, desc = "The task does not follow its prerequisite.")
  @State
  public static class MakeAgainstCancel {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<Integer> first = Task.of("first", runs::incrementAndGet);
    private final Task<?> last = first.thenCall("last", () -> null);

    @Actor
    public void make() {
      Tasks.makeNow(last);
    }

    @Actor
    public void cancel() {
      first.cancel();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r1 = first.state();
      result.r2 = last.state();
      result.r3 = runs.get();
    }
  }

  /**
   * A stream that another thread closes while the first reads it: settled or PENDING, no between.
   */
  @JCStressTest
  @Outcome(
      id = "(DONE|PENDING|CANCELLED), (DONE|PENDING|CANCELLED), [012]",
      expect = ACCEPTABLE,
      desc = "An end.")
  @Outcome(expect = FORBIDDEN, desc = "Something still runs.")
  @State
  public static class StreamAgainstClose {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<Integer> first = Task.of("first", runs::incrementAndGet);
    private final Task<Integer> last = first.thenCall("last", runs::incrementAndGet);
    private final Stream<Task<?>> stream = Tasks.make(first, last);

    /**
     * Taken before: what the JDK's streams do when closed as they begin is none of our promises.
     */
    private final Iterator<Task<?>> tasks = stream.iterator();

    @Actor
    public void read() {
      tasks.forEachRemaining(task -> {});
    }

    @Actor
    public void close() {
      stream.close();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r1 = first.state();
      result.r2 = last.state();
      result.r3 = runs.get();
    }
  }
}
