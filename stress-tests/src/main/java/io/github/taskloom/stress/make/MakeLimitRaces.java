package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.internal.make.MakeLimit;
import io.github.taskloom.internal.make.MakeOptions;
import io.github.taskloom.internal.make.MakePhase;
import io.github.taskloom.internal.make.MakeThreads;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The end of a make's time against its workers.
 *
 * <pre>{@code stress-tests/run --quick MakeLimitRaces}</pre>
 */
public final class MakeLimitRaces {
  private MakeLimitRaces() {}

  /** A make with a limit, and a worker that has a task to run. */
  private static final class Stage {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    final MakeThreads threads = new MakeThreads();
    final MakeLimit limit =
        new MakeLimit(
            MakeOptions.DEFAULTS.clock(new VirtualClock()),
            MINUTE,
            threads,
            new MakePhase(),
            () -> {});
    final TaskNode<Integer> task = TaskNode.of(Task.of("task", () -> 1));

    /** On a thread that never starts: an interrupt must not reach those of the test. */
    final Runner worker = new Runner(null, Thread.ofVirtual().unstarted(() -> {}));

    Stage() {
      threads.add(worker);
    }

    void claim() {
      task.enterRun(task.status(), worker);
      limit.interruptIfUp(task, worker);
    }

    void expire() {
      limit.pass();
      limit.interruptRunning();
    }

    int requests() {
      return task.status().detail() instanceof CancelRequest ? 1 : 0;
    }
  }

  /** A task that begins while the time runs out is interrupted by one of both. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It is asked to end.")
  @Outcome(expect = FORBIDDEN, desc = "It runs on, and its make waits for it.")
  @State
  public static class ExpiryAgainstClaim {
    private final Stage stage = new Stage();

    @Actor
    public void claim() {
      stage.claim();
    }

    @Actor
    public void expire() {
      stage.expire();
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = stage.requests();
    }
  }

  /** A task that ends while the time runs out settles once, and its next attempt is left alone. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "The next attempt is not asked to end.")
  @Outcome(expect = FORBIDDEN, desc = "What was meant for one attempt has hit the next.")
  @State
  public static class ExpiryAgainstNextAttempt {
    private final Stage stage = new Stage();
    private final Runner other = new Runner(null, Thread.ofVirtual().unstarted(() -> {}));

    public ExpiryAgainstNextAttempt() {
      stage.claim();
    }

    @Actor
    public void end() {
      TaskNode<Integer> task = stage.task;
      var now = task.status();
      while (task.settleRun(now, TaskEvent.ERROR, new IllegalStateException("on purpose")) != now) {
        now = task.status();
      }
      task.retry();
      task.enterRun(task.status(), other);
    }

    @Actor
    public void expire() {
      stage.expire();
    }

    @Arbiter
    public void look(I_Result result) {
      result.r1 = stage.requests();
    }
  }
}
