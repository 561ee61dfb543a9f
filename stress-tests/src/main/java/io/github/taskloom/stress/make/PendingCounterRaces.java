package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.internal.make.MakeOptions;
import io.github.taskloom.internal.make.Schedule;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.TaskNode;
import java.util.List;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A task with two prerequisites that settle at once.
 *
 * <pre>{@code stress-tests/run --quick PendingCounterRaces}</pre>
 */
public final class PendingCounterRaces {
  private PendingCounterRaces() {}

  /** It becomes ready once: never twice, never not at all. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The first thread goes on with it.")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The second does.")
  @Outcome(expect = FORBIDDEN, desc = "It runs twice, or never.")
  @State
  public static class BothSettle {
    private final Schedule schedule;
    private final WorkSource work;
    private final int left;
    private final int right;

    public BothSettle() {
      Task<?> last = Task.of("last", () -> null);
      last.require(Task.of("left", () -> null));
      last.require(Task.of("right", () -> null));
      schedule =
          Schedule.plan(MakeOptions.DEFAULTS.order(Order.EAGER), List.of(TaskNode.of(last)), null);
      work = Objects.requireNonNull(schedule.nextPart());
      left = work.claim(false);
      right = work.claim(false);
    }

    @Actor
    public void one(III_Result result) {
      result.r1 = schedule.settled(left, Worker.alone(work)) >= 0 ? 1 : 0;
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = schedule.settled(right, Worker.alone(work)) >= 0 ? 1 : 0;
    }

    @Arbiter
    public void inTheEnd(III_Result result) {
      result.r3 = work.left();
    }
  }

  /** The same where the end is told by threads that run nothing of the make. */
  @JCStressTest
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "It can be claimed once.")
  @Outcome(expect = FORBIDDEN, desc = "It runs twice, or never.")
  @State
  public static class BothSettleElsewhere {
    private final Schedule schedule;
    private final WorkSource work;
    private final int left;
    private final int right;

    public BothSettleElsewhere() {
      Task<?> last = Task.of("last", () -> null);
      last.require(Task.of("left", () -> null));
      last.require(Task.of("right", () -> null));
      schedule =
          Schedule.plan(MakeOptions.DEFAULTS.order(Order.EAGER), List.of(TaskNode.of(last)), null);
      work = Objects.requireNonNull(schedule.nextPart());
      left = work.claim(false);
      right = work.claim(false);
    }

    @Actor
    public void one() {
      schedule.settledElsewhere(left);
    }

    @Actor
    public void other() {
      schedule.settledElsewhere(right);
    }

    @Arbiter
    public void inTheEnd(III_Result result) {
      result.r3 = work.left();
    }
  }
}
