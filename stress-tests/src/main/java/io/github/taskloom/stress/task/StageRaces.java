package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.StageRun;
import io.github.taskloom.internal.task.StageWait;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStage;
import io.github.taskloom.internal.task.TaskStatus;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A task that is left to its stage: one thread comes for it, and what it was asked is not lost.
 *
 * <pre>{@code stress-tests/run --quick StageRaces}</pre>
 */
public final class StageRaces {
  private StageRaces() {}

  /** Counts the threads that would come. */
  private record Counting(AtomicInteger called) implements StageWait {
    @Override
    public void start() {
      called.incrementAndGet();
    }

    @Override
    public void drop() {}
  }

  /** A task whose function gives a stage that is open. */
  private abstract static class Left {
    final CompletableFuture<String> stage = new CompletableFuture<>();
    final TaskNode<String> task = TaskNode.of(Task.async("task", () -> stage));
    final AtomicInteger called = new AtomicInteger();

    /** By a worker. */
    final void begin() {
      Runner worker = Runner.here();
      worker.carriedDuring(
          () -> {
            TaskStatus now = task.status();
            if (now.state() == TaskState.PENDING && task.enterRun(now, worker) == now) {
              TaskStage.begin(task, null, run -> new Counting(called));
            }
          });
      Thread.interrupted();
    }

    final StageRun<?> left() {
      return Objects.requireNonNull(StageRun.in(task.status()));
    }

    /** By the thread that comes. */
    final void settle(StageRun<?> run) {
      Runner runner = Runner.here();
      runner.carriedDuring(
          () -> {
            if (TaskStage.takeOver(task, run, runner)) {
              TaskStage.end(task, run);
            }
          });
      Thread.interrupted();
    }
  }

  /** The stage ends, and the task is cancelled, after the worker has left. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "One thread comes.")
  @Outcome(expect = FORBIDDEN, desc = "Two, or none: the task is RUNNING for ever.")
  @State
  public static class CompleteAgainstCancel extends Left {
    public CompleteAgainstCancel() {
      begin();
    }

    @Actor
    public void complete() {
      stage.complete("x");
    }

    @Actor
    public void cancel() {
      try {
        task.cancel();
      } catch (NullPointerException second) { // there is nothing left to call a second thread by
        called.incrementAndGet();
      }
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = called.get();
    }
  }

  /** The stage ends while the worker leaves. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "One thread comes.")
  @Outcome(expect = FORBIDDEN, desc = "Two, or none: the task is RUNNING for ever.")
  @State
  public static class CompleteAgainstArm {
    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final StageRun<String> run = StageRun.of(stage);
    private final AtomicInteger called = new AtomicInteger();

    public CompleteAgainstArm() {
      run.leave(Runner.here(), new Counting(called));
    }

    @Actor
    public void complete() {
      stage.complete("x");
    }

    @Actor
    public void leave() {
      run.arm();
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = called.get();
    }
  }

  /** The task is cancelled while its worker leaves it. */
  @JCStressTest
  @Outcome(id = "0, CANCELLED", expect = ACCEPTABLE, desc = "Before, by the worker.")
  @Outcome(id = "1, CANCELLED", expect = ACCEPTABLE, desc = "After, by the thread that comes.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or settled by two.")
  @State
  public static class CancelAgainstLeave extends Left {
    @Actor
    public void worker() {
      begin();
    }

    @Actor
    public void cancel() {
      task.cancel();
    }

    @Arbiter
    public void inTheEnd(IL_Result result) {
      result.r1 = called.get();
      if (result.r1 == 1) {
        settle(left());
      }
      result.r2 = task.state();
    }
  }

  /** The task is cancelled while a thread settles it, since its stage has ended. */
  @JCStressTest
  @Outcome(id = "0, DONE", expect = ACCEPTABLE, desc = "Too late.")
  @Outcome(id = "1, CANCELLED", expect = ACCEPTABLE, desc = "In time.")
  @Outcome(expect = FORBIDDEN, desc = "Accepted, and lost.")
  @State
  public static class CancelAgainstSettle extends Left {
    private final StageRun<?> run;

    public CancelAgainstSettle() {
      begin();
      run = left();
      stage.complete("x");
    }

    @Actor
    public void settle() {
      settle(run);
    }

    @Actor
    public void cancel(IL_Result result) {
      result.r1 = TaskCancellation.request(task, null) == null ? 0 : 1;
    }

    @Arbiter
    public void inTheEnd(IL_Result result) {
      result.r2 = task.state();
    }
  }
}
