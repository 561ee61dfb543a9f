package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.make.MakeOptions;
import io.github.taskloom.internal.make.Permits;
import io.github.taskloom.internal.make.Schedule;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Who has a task that is between two attempts, or queued in an executor.
 *
 * <pre>{@code stress-tests/run --quick AttemptRaces}</pre>
 */
public final class AttemptRaces {
  private AttemptRaces() {}

  /** A task whose attempts fail under a rule, as a make has it. */
  private static final class Flaky {
    final Ownership owner = new Ownership();
    final TaskNode<Object> task =
        TaskNode.of(
            Task.of(
                "flaky",
                () -> {
                  throw new IllegalStateException("on purpose");
                }));

    private final EffectivePolicy effective =
        Objects.requireNonNull(
            MakeOptions.DEFAULTS
                .clock(new VirtualClock())
                .retry(Retry.times(3).backoff(Duration.ofMinutes(1)))
                .effectivePolicy(task, owner));

    void attempt() {
      Runner runner = Runner.here();
      if (task.enterRun(task.status(), runner).state() == TaskState.PENDING) {
        task.perform(effective, function -> function);
      }
    }

    boolean takeOver(Ownership by) {
      TaskStatus now = task.status();
      return now.detail() instanceof Backoff backoff
          && backoff.owner() == owner
          && TaskCancellation.takeOver(task, now, backoff.ownedBy(by)) == now;
    }
  }

  /** An attempt that another one follows is never taken for the end. */
  @JCStressTest
  @Outcome(id = "PENDING", expect = ACCEPTABLE, desc = "Before it, or after.")
  @Outcome(id = "RUNNING", expect = ACCEPTABLE, desc = "In the middle of it.")
  @Outcome(expect = FORBIDDEN, desc = "FAILED, and yet not the end.")
  @State
  public static class FailureAgainstLook {
    private final Flaky flaky = new Flaky();

    @Actor
    public void attempt() {
      flaky.attempt();
    }

    @Actor
    public void look(L_Result result) {
      result.r1 = flaky.task.state();
    }
  }

  /** A task is taken back, or begun, and never both. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Taken back before it began.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "Begun before it was taken back.")
  @Outcome(expect = FORBIDDEN, desc = "Begun although it was taken back, or neither.")
  @State
  public static class TakeBackAgainstClaim {
    private final Object executor = new Object();
    private final TaskNode<String> task = TaskNode.of(Task.of("queued", () -> "x"));

    public TakeBackAgainstClaim() {
      task.move(task.status(), TaskEvent.QUEUE, executor);
    }

    @Actor
    public void takeBack(ZZ_Result result) {
      result.r1 =
          TaskCancellation.takeBack(task, now -> now.detail() == executor, "its make stops");
    }

    @Actor
    public void claim(ZZ_Result result) {
      TaskStatus now = task.status();
      result.r2 = now.state() == TaskState.QUEUED && task.enterRun(now, Runner.here()) == now;
    }
  }

  /** Of two makes that wait for a task that was given up one has it. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "One of both.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "One of both.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or none.")
  @State
  public static class TakeOverAgainstTakeOver {
    private final Flaky flaky = new Flaky();

    public TakeOverAgainstTakeOver() {
      flaky.attempt();
      flaky.owner.giveUp();
    }

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = flaky.takeOver(new Ownership());
    }

    @Actor
    public void other(ZZ_Result result) {
      result.r2 = flaky.takeOver(new Ownership());
    }
  }

  /** A make that waits learns that the task is given up, however the two cross. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It learns of it, once.")
  @Outcome(expect = FORBIDDEN, desc = "It waits for ever, or looks twice.")
  @State
  public static class GiveUpAgainstWait {
    private final Ownership owner = new Ownership();
    private volatile int looks;

    @Actor
    public void giveUp() {
      owner.giveUp();
    }

    @Actor
    @SuppressWarnings("NonAtomicVolatileUpdate") // a second look would show, or be one too many
    public void waits() {
      var unused = owner.whenGivenUp(() -> looks++);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = looks;
    }
  }

  /** A cancel between two attempts is not lost to a make that takes the task over. */
  @JCStressTest
  @Outcome(id = "true, true, CANCELLED", expect = ACCEPTABLE, desc = "Taken over, then cancelled.")
  @Outcome(id = "false, true, CANCELLED", expect = ACCEPTABLE, desc = "Cancelled first.")
  @Outcome(expect = FORBIDDEN, desc = "The cancel was lost.")
  @State
  public static class CancelAgainstTakeOver {
    private final Flaky flaky = new Flaky();

    public CancelAgainstTakeOver() {
      flaky.attempt();
      flaky.owner.giveUp();
    }

    @Actor
    public void takeOver(ZZL_Result result) {
      result.r1 = flaky.takeOver(new Ownership());
    }

    @Actor
    public void cancel(ZZL_Result result) {
      flaky.task.cancel();
      result.r2 = true;
    }

    @Arbiter
    public void inTheEnd(ZZL_Result result) {
      result.r3 = flaky.task.state();
    }
  }

  /** A position that finds no permit comes again when one is given back, however they cross. */
  @JCStressTest
  @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Given back first, and taken.")
  @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "It waited, and comes again.")
  @Outcome(expect = FORBIDDEN, desc = "Its turn never comes, or twice.")
  @State
  public static class PermitAgainstRelease {
    private final Permits permits = new Permits(1);
    private final Schedule schedule =
        Schedule.plan(
            MakeOptions.DEFAULTS.retry(Retry.times(2)),
            List.of(TaskNode.of(Task.of("task", () -> "x"))),
            null);
    private final WorkSource part = Objects.requireNonNull(schedule.nextPart());

    public PermitAgainstRelease() {
      part.claim(true);
      permits.take(schedule, 0);
    }

    @Actor
    public void giveBack() {
      permits.giveBack(schedule);
    }

    @Actor
    public void take(ZI_Result result) {
      result.r1 = permits.take(schedule, 0);
    }

    @Arbiter
    public void inTheEnd(ZI_Result result) {
      result.r2 = part.left();
    }
  }
}
