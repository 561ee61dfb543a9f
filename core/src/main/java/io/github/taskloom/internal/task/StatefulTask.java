package io.github.taskloom.internal.task;

import static io.github.taskloom.TaskEvent.CANCEL;

import io.github.taskloom.BaseTask;
import io.github.taskloom.RunState;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The name, the state and the run state of a task. */
abstract sealed class StatefulTask extends Fsm<TaskState, TaskEvent> permits LinkedTask {
  private static final VarHandle NAME =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "name", VarHandle.class, StatefulTask.class, String.class);
  private static final VarHandle RUN_STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "runState", VarHandle.class, StatefulTask.class, RunSignal.class);

  /** Null until it is asked for where none was given; through NAME. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable String name;

  /** That of the present attempt, or of an earlier one; null until it is asked for. */
  private volatile @Nullable RunSignal runState; // written through RUN_STATE

  StatefulTask(@Nullable String name, TaskState initial) {
    super(BaseTask.TRANSITIONS, initial);
    this.name = name;
  }

  /** The RUNNING status of a task on this runner. */
  static Status<TaskState> runningOn(Runner runner) {
    return prepared(BaseTask.TRANSITIONS, TaskState.RUNNING, runner);
  }

  /** A PENDING status with this detail. */
  static Status<TaskState> pendingIn(Edition edition) {
    return prepared(BaseTask.TRANSITIONS, TaskState.PENDING, edition);
  }

  /** The same status as another instance. */
  static Status<TaskState> anew(Status<TaskState> status) {
    return withDetail(status, status.detail());
  }

  @Override
  public final String name() {
    return DerivedName.of(NAME, this);
  }

  public final RunState runState() {
    return RunSignal.current(RUN_STATE, this);
  }

  /** The run state if that of this attempt was asked for. */
  final @Nullable RunSignal runStateIfAsked(int attempt) {
    RunSignal current = runState; // by each run: a handle that is passed on would not be constant
    return current != null && current.isOf(attempt) ? current : null;
  }

  public final int attempt() {
    return status().attempt();
  }

  public final boolean isSettled() {
    return state().isSettled();
  }

  /** The cancel of a task in PREPARE and its event {@code prepared} may cross. */
  final void cancelIfPrepared() {
    Status<TaskState> now = status();
    if (now.state() == TaskState.PENDING) {
      RunSignal asked = runStateIfAsked(now.attempt());
      if (asked != null && asked.isCancelled()) {
        tryFire(CANCEL);
      }
    }
  }

  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    if (event == TaskEvent.PREPARED) {
      cancelIfPrepared();
    }
  }
}
