package io.github.taskloom.stress.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.policy.EdgeRule;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LII_Result;

/**
 * A queue of tasks that several threads fill and empty: no task is lost, none is taken twice.
 *
 * <pre>{@code stress-tests/run --quick TaskQueueRaces}</pre>
 */
public final class TaskQueueRaces {
  private TaskQueueRaces() {}

  private static int count(Iterable<Task<?>> tasks) {
    int count = 0;
    for (Task<?> task : tasks) {
      count += task == null ? 0 : 1;
    }
    return count;
  }

  /** Of two threads that take, one gets the only task. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first got it.")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The second got it.")
  @Outcome(expect = FORBIDDEN, desc = "Both or neither got it.")
  @State
  public static class GetAgainstGet {
    private final TaskQueue queue = TaskQueue.of(Task.of("only", () -> null));

    @Actor
    public void one(II_Result result) {
      result.r1 = queue.get().isPresent() ? 1 : 0;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = queue.get().isPresent() ? 1 : 0;
    }
  }

  /** Two tasks that are added at once are both there. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both, and both run.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class AddAgainstAdd {
    private final AtomicInteger runs = new AtomicInteger();
    private final TaskQueue queue = TaskQueue.of();

    @Actor
    public void one() {
      queue.add(Task.of("one", runs::incrementAndGet));
    }

    @Actor
    public void other() {
      queue.add(Task.of("other", runs::incrementAndGet));
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = count(queue.run());
      result.r2 = runs.get();
    }
  }

  /** The same task from two threads is in the queue once. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Once.")
  @Outcome(expect = FORBIDDEN, desc = "Twice, or never.")
  @State
  public static class AddTheSame {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<?> task = Task.of("same", runs::incrementAndGet);
    private final TaskQueue queue = TaskQueue.of();

    @Actor
    public void one() {
      queue.add(task);
    }

    @Actor
    public void other() {
      queue.add(task);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = count(queue.run());
      result.r2 = runs.get();
    }
  }

  /** Two threads that run one queue run each task once, and both come to an end. */
  @JCStressTest
  @Outcome(id = "DONE, 2, 2", expect = ACCEPTABLE, desc = "Each once, told once.")
  @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
  @State
  public static class RunAgainstRun {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Task<Integer> first = Task.of("first", runs::incrementAndGet);
    private final Task<Integer> last = first.thenCall("last", runs::incrementAndGet);
    private final TaskQueue queue = TaskQueue.of(first, last);

    @Actor
    public void one() {
      told.addAndGet(count(queue.run()));
    }

    @Actor
    public void other() {
      told.addAndGet(count(queue.run()));
    }

    @Arbiter
    public void inTheEnd(LII_Result result) {
      result.r1 = last.state();
      result.r2 = runs.get();
      result.r3 = told.get();
    }
  }

  /**
   * Two threads run one queue that pulls in dependents: what one of them has taken already is not
   * pulled in by the other, behind the task that freed it.
   */
  @JCStressTest
  @Outcome(id = "3, 3, 0", expect = ACCEPTABLE, desc = "Each once, told once, none left.")
  @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
  @State
  public static class RunAgainstRunWithDependents {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Task<Integer> first = Task.of("first", runs::incrementAndGet);
    private final Task<Integer> second = first.thenCall("second", runs::incrementAndGet);
    private final Task<Integer> last = second.thenCall("last", runs::incrementAndGet);
    private final TaskQueue queue = TaskQueue.of(last, second, first).runDependentTasks();

    @Actor
    public void one() {
      told.addAndGet(count(queue.run()));
    }

    @Actor
    public void other() {
      told.addAndGet(count(queue.run()));
    }

    @Arbiter
    public void inTheEnd(III_Result result) {
      result.r1 = runs.get();
      result.r2 = told.get();
      result.r3 = queue.left().size();
    }
  }

  /** A prerequisite is cancelled while a run begins to wait for it: the run learns of it. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "What comes in any case has come.")
  @Outcome(expect = FORBIDDEN, desc = "It was left.")
  @State
  public static class CancelAgainstRun {
    private final AtomicInteger runs = new AtomicInteger();
    private final Task<Object> prerequisite = Task.of("prerequisite", () -> null);
    private final Task<Integer> always = Task.of("always", runs::incrementAndGet);
    private final TaskQueue queue;

    /** The prerequisite is with an executor. */
    public CancelAgainstRun() {
      prerequisite.queue();
      always.require(prerequisite, EdgeRule.COMPLETED);
      queue = TaskQueue.of(always);
    }

    @Actor
    public void cancel() {
      prerequisite.cancel();
    }

    @Actor
    public void run(II_Result result) {
      result.r1 = count(queue.run());
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = runs.get();
    }
  }

  /**
   * Of several prerequisites that settle at once the last one frees the task, whichever of them it
   * is that the queue looks at.
   */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It is ready.")
  @Outcome(expect = FORBIDDEN, desc = "The queue has missed it.")
  @State
  public static class SettlementsAgainstEachOther {
    private final Task<Object> one = Task.of("one", () -> null);
    private final Task<Object> other = Task.of("other", () -> null);
    private final Task<Object> cancelled = Task.of("cancelled", () -> null);
    private final TaskQueue queue;

    /** They are required under two rules. */
    public SettlementsAgainstEachOther() {
      Task<Object> last = Task.of("last", () -> null);
      last.require(one);
      last.require(other);
      last.require(cancelled, EdgeRule.COMPLETED);
      queue = TaskQueue.of(last);
    }

    @Actor
    public void one() {
      one.dispatch();
      other.dispatch();
    }

    @Actor
    public void cancel() {
      cancelled.cancel();
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = queue.get().isPresent() ? 1 : 0;
    }
  }

  /** What is added while the queue runs is run by it, or is there afterwards. */
  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both, once.")
  @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
  @State
  public static class AddAgainstRun {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final TaskQueue queue = TaskQueue.of(Task.of("first", runs::incrementAndGet));

    @Actor
    public void run() {
      told.addAndGet(count(queue.run()));
    }

    @Actor
    public void add() {
      queue.add(Task.of("added", runs::incrementAndGet));
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = told.get() + count(queue.run());
      result.r2 = runs.get();
    }
  }

  /** What is added while another thread takes is taken by it, or is there afterwards. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Taken before it was added: still there.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Added, then taken.")
  @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
  @State
  public static class AddAgainstGet {
    private final TaskQueue queue = TaskQueue.of();

    @Actor
    public void add() {
      queue.add(Task.of("only", () -> null));
    }

    @Actor
    public void get(II_Result result) {
      result.r1 = queue.get().isPresent() ? 1 : 0;
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = queue.get().isPresent() ? 1 : 0;
    }
  }

  /** What one thread takes while another runs the queue is not run by that. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Run.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Taken before it ran.")
  @Outcome(
      id = "1, 1",
      expect = ACCEPTABLE,
      desc = "Taken after it ran: it is handed out complete.")
  @Outcome(expect = FORBIDDEN, desc = "Lost.")
  @State
  public static class GetAgainstRun {
    private final AtomicInteger runs = new AtomicInteger();
    private final TaskQueue queue = TaskQueue.of(Task.of("only", runs::incrementAndGet));

    @Actor
    public void get(II_Result result) {
      result.r1 = queue.get().isPresent() ? 1 : 0;
    }

    @Actor
    public void run() {
      count(queue.run());
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r2 = runs.get();
    }
  }
}
