package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.LimitedRun;
import io.github.taskloom.internal.task.Limits;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Time limits and further attempts against what happens meanwhile.
 *
 * <pre>{@code stress-tests/run --quick PolicyRaces}</pre>
 */
public final class PolicyRaces {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Far longer than it takes to settle, by the clock on the wall. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private PolicyRaces() {}

  /** An attempt under an effective policy, in the thread that calls it. */
  private static final class Run<T> {
    private final VirtualClock clock = new VirtualClock();
    private final TaskNode<T> task;
    private final AtomicInteger settled = new AtomicInteger();

    Run(Task<T> declared) {
      this.task = TaskNode.of(declared);
      task.onTransition(
          made -> {
            if (made.to().isSettled()) {
              settled.incrementAndGet();
            }
          });
    }

    void perform() {
      EffectivePolicy effective =
          EffectivePolicy.of(task, null, false, null, clock, new Ownership());
      Runner runner = Runner.here();
      TaskStatus now = task.status();
      if (effective == null
          || now.state() != TaskState.PENDING
          || task.enterRun(now, runner) != now) {
        return;
      }
      Limits limits = effective.limits();
      if (limits == null) {
        task.perform(effective, function -> function);
      } else {
        LimitedRun.perform(task, effective, limits, null, runner);
      }
      Thread.interrupted();
    }

    void awaitSettled() {
      long begin = System.nanoTime();
      while (!task.isSettled()) {
        if (System.nanoTime() - begin > LIMIT.toNanos()) {
          throw new IllegalStateException(task + " never settles: an actor may have thrown");
        }
        Thread.onSpinWait(); // who abandons does it in a thread of its own
      }
    }
  }

  private static String name(Task<?> task) {
    var outcome = task.outcome();
    return outcome instanceof io.github.taskloom.Outcome.Failed<?> ? "Failed" : outcome.toString();
  }

  private static Callable<String> once() {
    return () -> "in time";
  }

  /** The time is up as the function ends: one of both settles the task, and once. */
  @JCStressTest
  @Outcome(id = "Done\\[value=in time\\], 1", expect = ACCEPTABLE, desc = "It ended in time.")
  @Outcome(id = "Failed, 1", expect = ACCEPTABLE, desc = "The time was up before.")
  @Outcome(expect = FORBIDDEN, desc = "Settled twice, or with another's outcome.")
  @State
  public static class TimeoutAgainstCompletion {
    private final Run<String> run =
        new Run<>(Task.builder("limited", once()).timeout(MINUTE).build());

    @Actor
    public void function() {
      run.perform();
    }

    @Actor
    public void clock() {
      run.clock.advance(MINUTE);
    }

    @Arbiter
    public void inTheEnd(LI_Result result) {
      run.awaitSettled();
      result.r1 = name(run.task);
      result.r2 = run.settled.get();
    }
  }

  /** The grace time is over as the function comes back: what it returns counts or is discarded. */
  @JCStressTest
  @Outcome(id = "Done\\[value=in time\\], 1", expect = ACCEPTABLE, desc = "It came back in time.")
  @Outcome(id = "Failed, 1", expect = ACCEPTABLE, desc = "It was interrupted or abandoned.")
  @Outcome(expect = FORBIDDEN, desc = "Settled twice, or a late value counts.")
  @State
  public static class AbandonmentAgainstLateResult {
    private final Run<String> run =
        new Run<>(
            Task.builder("limited", once()).timeout(MINUTE).abandonAfter(Duration.ZERO).build());

    @Actor
    public void function() {
      run.perform();
    }

    @Actor
    public void clock() {
      run.clock.advance(MINUTE.plusMinutes(1));
      run.clock.advance(Duration.ZERO);
    }

    @Arbiter
    public void inTheEnd(LI_Result result) {
      run.awaitSettled();
      result.r1 = name(run.task);
      result.r2 = run.settled.get();
    }
  }

  /** A late result never shows in the attempt that came after. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The first attempt ended in time.")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "It was given up, and the second one ended.")
  @Outcome(expect = FORBIDDEN, desc = "An attempt has the value of another.")
  @State
  public static class LateResultAgainstNextAttempt {
    private volatile @Nullable Thread first;
    private final Run<Integer> run =
        new Run<>(
            Task.builder("limited", () -> Thread.currentThread() == first ? 1 : 2)
                .timeout(MINUTE)
                .abandonAfter(Duration.ZERO)
                .build());

    @Actor
    public void function() {
      first = Thread.currentThread();
      run.perform();
      first = null;
    }

    @Actor
    public void clockAndRetry() {
      run.clock.advance(MINUTE.plusMinutes(1));
      if (run.task.state() == TaskState.FAILED && TaskEvents.tryFire(run.task, TaskEvent.RETRY)) {
        run.task.dispatch();
      }
    }

    @Arbiter
    public void inTheEnd(LL_Result result) {
      run.awaitSettled();
      if (run.task.state() == TaskState.FAILED) {
        run.task.retry();
        run.task.dispatch();
      }
      boolean isDone = run.task.outcome() instanceof io.github.taskloom.Outcome.Done<?>;
      result.r1 = isDone ? ((io.github.taskloom.Outcome.Done<?>) run.task.outcome()).value() : "?";
      result.r2 = run.task.attempt();
    }
  }

  /** A cancel as a failed attempt gives way to the next: it is cancelled, or it goes on. */
  @JCStressTest
  @Outcome(
      id = "FAILED, FAILED, 1",
      expect = ACCEPTABLE,
      desc = "Asked to end while it ran, it failed by itself: no further attempt.")
  @Outcome(id = "CANCELLED, CANCELLED, 1", expect = ACCEPTABLE, desc = "Cancelled before it ended.")
  @Outcome(id = "CANCELLED, CANCELLED, 2", expect = ACCEPTABLE, desc = "Cancelled in the backoff.")
  @Outcome(expect = FORBIDDEN, desc = "The cancel was lost, or an attempt taken for the end.")
  @State
  public static class RetryAgainstCancel {
    private final Run<Object> run =
        new Run<>(
            Task.builder(
                    "flaky",
                    () -> {
                      throw new IllegalStateException("on purpose");
                    })
                .retry(Retry.times(3).backoff(MINUTE))
                .build());
    private final Result<Object> awaited = run.task.result();

    @Actor
    public void make() {
      run.perform();
    }

    @Actor
    public void cancel() {
      run.task.cancel();
    }

    @Arbiter
    public void inTheEnd(LLI_Result result) {
      result.r1 = run.task.state();
      result.r2 =
          switch (awaited.outcome()) {
            case io.github.taskloom.Outcome.Cancelled<?> c -> "CANCELLED";
            case io.github.taskloom.Outcome.Unsettled<?> u -> "open";
            default -> "FAILED";
          };
      result.r3 = run.task.attempt();
    }
  }
}
