package io.github.taskloom.internal.make;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.Deadline;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.FunctionKind;
import io.github.taskloom.internal.task.Interceptors;
import io.github.taskloom.internal.task.LimitedRun;
import io.github.taskloom.internal.task.Limits;
import io.github.taskloom.internal.task.RetryRule;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.StageRun;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskDispatch;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskRepair;
import io.github.taskloom.internal.task.TaskStage;
import io.github.taskloom.internal.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a make runs an attempt of a task: plainly, by a rule, or under a limit; each on the thread
 * that calls, but for one that may be left behind.
 */
final class Attempts {
  private final Making making;
  private final MakeOptions how;
  private final @Nullable Runner caller;
  private final AwaitedTasks awaited;

  /** Whether only tasks that have a policy of their own need a look at it. */
  private final boolean plain;

  /** Whether a plain task may run without a thread. */
  private final boolean leavesToStages;

  private final @Nullable ObservedMake observed;
  private final @Nullable Interceptors around;

  Attempts(Making making, MakeOptions how, @Nullable Runner caller, AwaitedTasks awaited) {
    this.making = making;
    this.how = how;
    this.caller = caller;
    this.awaited = awaited;
    this.plain = how.retry() == null && !how.mayAbandonAny();
    this.leavesToStages = how.mayLeaveToStages();
    this.observed = making.observed();
    this.around = how.around();
  }

  /** Whether a task runs without a rule or a limit. */
  boolean isPlain(TaskNode<?> task) {
    return plain && task.policy() == null;
  }

  /** What a task of this make runs under; null if nothing. */
  @Nullable EffectivePolicy effectivePolicy(TaskNode<?> task) {
    return how.effectivePolicy(task, making.ownership());
  }

  /**
   * As {@link #effectivePolicy(TaskNode)}; an attempt that follows another goes by the rule of
   * that.
   */
  private @Nullable EffectivePolicy effectivePolicy(TaskNode<?> task, TaskStatus now) {
    RetryRule rule =
        now.detail() instanceof Backoff backoff
                && (backoff.owner() == making.ownership() || making.holdsUp(task, backoff.owner()))
            ? backoff.rule()
            : null;
    return rule == null
        ? effectivePolicy(task)
        : how.effectivePolicy(task, making.ownership(), rule);
  }

  /**
   * Runs a task that is plain and was claimed for this runner, the calling thread's.
   *
   * @return the state it has settled in; RUNNING if it is left to its stage
   */
  TaskState runPlain(Schedule schedule, int position, Runner runner, boolean timed) {
    claimed(schedule, position, runner, true);
    TaskState state = timed ? performTimed(schedule, position) : performPlain(schedule, position);
    runner.restore();
    return state;
  }

  /**
   * After the claim: looks whether the make has stopped, since the thread that stopped it may have
   * looked at this runner before the claim.
   *
   * @param endsHere whether the turn goes on with what becomes of the attempt, unless a stage does
   */
  void claimed(Schedule schedule, int position, Runner runner, boolean endsHere) {
    TaskNode<?> task = schedule.task(position);
    if (observed != null) {
      boolean ends = endsHere && !(leavesToStages && TaskStage.mayLeave(task));
      observed.attemptBegins(task, runner, schedule.readySince(position), ends);
    }
    cancelIfStopped(task, runner);
  }

  private TaskState performPlain(Schedule schedule, int position) {
    TaskNode<?> task = schedule.task(position);
    return leavesToStages && TaskStage.mayLeave(task)
        ? TaskStage.begin(
            task, around, run -> awaited.beforeStage(schedule, position, run, this::endStage))
        : perform(task);
  }

  /** One that is claimed for the calling thread's runner, without a rule or a limit. */
  TaskState perform(TaskNode<?> task) {
    return around == null ? task.perform() : around.perform(task);
  }

  private TaskState performTimed(Schedule schedule, int position) {
    // The function is dropped by the end of the run.
    Object function = TaskRepair.userFunction(schedule.task(position));
    long begin = System.nanoTime();
    TaskState state = performPlain(schedule, position);
    FunctionKind.ran(function, System.nanoTime() - begin);
    return state;
  }

  private void cancelIfStopped(TaskNode<?> task, Runner runner) {
    MakeLimit limit = making.progress().limit();
    if (limit != null) {
      limit.interruptIfUp(task, runner);
    }
    if (making.progress().isStopped()) {
      CancelRequest request =
          TaskCancellation.cancelOn(task, runner, making.progress().whyStopped());
      if (request != null) {
        request.tell();
      }
    }
  }

  /**
   * The state that the attempt led to: PENDING if another one follows, RUNNING if it is left to its
   * stage; null if another thread has won the claim.
   */
  @Nullable TaskState claimAndRun(Schedule schedule, int position, TaskStatus now, Runner runner) {
    TaskNode<?> task = schedule.task(position);
    EffectivePolicy effective = effectivePolicy(task, now);
    Limits limits = effective == null ? null : effective.limits();
    if (effective == null || limits == null || limits.abandonAfter() == null) {
      if (task.enterRun(now, runner) != now) {
        return null;
      }
      Submission.claimedByOther(now);
      claimed(schedule, position, runner, true);
      TaskState state =
          effective == null
              ? performPlain(schedule, position)
              : limits == null
                  ? perform(task, effective, runner)
                  : performLimited(task, effective, runner);
      if (state == TaskState.PENDING) {
        making.attemptFailed(task, runner);
      }
      runner.restore();
      return state;
    }
    LimitedRun.Launch launch = new LimitedRun.Launch();
    Runner own = new Runner(caller, launch.thread(task));
    making.threads().add(own);
    try {
      if (task.enterRun(now, own) != now) {
        return null;
      }
      Submission.claimedByOther(now);
      claimed(schedule, position, own, false);
      TaskState state = LimitedRun.await(task, effective, limits, deadline(), own, launch);
      if (state == TaskState.PENDING) {
        making.attemptFailed(task, null);
      }
      return state;
    } catch (Throwable thrown) { // of a clock of the user's, say, before its thread has begun
      TaskDispatch.breakOff(task, own, thrown);
      throw thrown;
    } finally {
      own.leave();
    }
  }

  /** By the thread that comes for it: settles a task that was left to its stage. */
  private @Nullable TaskState endStage(TaskNode<?> task, StageRun<?> stage) {
    Runner runner = new Runner(caller, Thread.currentThread());
    making.threads().add(runner);
    try {
      TaskState state =
          TaskDispatch.performOn(
              task,
              runner,
              () -> TaskStage.takeOver(task, stage, runner),
              () -> {
                cancelIfStopped(task, runner);
                return TaskStage.end(task, stage);
              });
      runner.task(null); // not where the stack has ended: the function around settles it
      return state;
    } finally {
      runner.leave();
    }
  }

  /** What a clock of the user's throws fails the task, not the make. */
  private TaskState performLimited(TaskNode<?> task, EffectivePolicy effective, Runner runner) {
    try {
      return perform(task, effective, runner);
    } catch (Throwable thrown) {
      if (TaskDispatch.breakOff(task, runner, thrown)) {
        return TaskState.FAILED;
      }
      throw thrown;
    }
  }

  /** Runs a task that was claimed for the calling thread's runner. */
  <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task, EffectivePolicy effective, Runner runner) {
    Limits limits = effective.limits();
    return limits == null
        ? task.perform(effective, function -> function)
        : LimitedRun.perform(
            task, effective, limits, limits.abandonAfter() == null ? null : deadline(), runner);
  }

  /** When what begins now has to be over on the make's account; null if it never has to. */
  private @Nullable Deadline deadline() {
    MakeLimit limit = making.progress().limit();
    return limit == null ? null : limit.deadline();
  }
}
