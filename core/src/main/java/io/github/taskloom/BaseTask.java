package io.github.taskloom;

import static io.github.taskloom.TaskEvent.ABORT;
import static io.github.taskloom.TaskEvent.CANCEL;
import static io.github.taskloom.TaskEvent.RETRY;

import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.fsm.Transitions;
import io.github.taskloom.internal.task.DerivedName;
import io.github.taskloom.internal.task.RunSignal;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine with the states and events of a task, a run state and a drawing, for subclasses that
 * bring their own way of being run: a task whose state stands in a database, for instance. It has
 * no function and no edges, so it cannot be made or required; for that see {@link Task}, and for
 * what became of tasks in an earlier run {@link Make#journal}.
 *
 * <p>It sets no state by itself, so that a subclass whose state comes from elsewhere, a database
 * row for instance, can load it before anything else:
 *
 * <pre>{@code
 * final class RowTask extends BaseTask {
 *   RowTask(String name, Row row) {
 *     super(name);
 *     initialState(TaskState.valueOf(row.get("state")));
 *     onTransition(transition -> row.set("state", transition.to().name()));
 *   }
 * }
 * }</pre>
 *
 * <p>Lock-free; every method may be called from any thread.
 *
 * @since 0.1.0
 */
public abstract non-sealed class BaseTask extends Fsm<TaskState, TaskEvent> implements TaskView {
  /** The table of every task. */
  public static final Transitions<TaskState, TaskEvent> TRANSITIONS =
      Transitions.of(TaskState.class, TaskEvent.class)
          .startingAt(TaskState.PREPARE)
          .startingAt(TaskState.PENDING)
          .on(TaskState.PREPARE, TaskEvent.PREPARED, TaskState.PENDING)
          .on(TaskState.PENDING, TaskEvent.DISPATCH, TaskState.RUNNING)
          .on(TaskState.PENDING, TaskEvent.QUEUE, TaskState.QUEUED)
          .on(TaskState.PENDING, TaskEvent.CANCEL, TaskState.CANCELLED)
          .on(TaskState.PENDING, TaskEvent.ERROR, TaskState.FAILED)
          .on(TaskState.PENDING, TaskEvent.ABORT, TaskState.ABORT)
          .on(TaskState.PENDING, TaskEvent.RESTORE, TaskState.DONE)
          .on(TaskState.QUEUED, TaskEvent.DISPATCH, TaskState.RUNNING)
          .on(TaskState.QUEUED, TaskEvent.UNQUEUE, TaskState.PENDING)
          .on(TaskState.QUEUED, TaskEvent.CANCEL, TaskState.CANCELLED)
          .on(TaskState.QUEUED, TaskEvent.ERROR, TaskState.FAILED)
          .on(TaskState.QUEUED, TaskEvent.ABORT, TaskState.ABORT)
          .on(TaskState.RUNNING, TaskEvent.DONE, TaskState.DONE)
          .on(TaskState.RUNNING, TaskEvent.ERROR, TaskState.FAILED)
          .on(TaskState.RUNNING, TaskEvent.CANCEL, TaskState.CANCELLED)
          .on(TaskState.RUNNING, TaskEvent.AGAIN, TaskState.PENDING)
          .on(TaskState.CANCELLED, TaskEvent.RETRY, TaskState.PENDING)
          .on(TaskState.CANCELLED, TaskEvent.ABORT, TaskState.ABORT)
          .on(TaskState.FAILED, TaskEvent.RETRY, TaskState.PENDING)
          .on(TaskState.FAILED, TaskEvent.ABORT, TaskState.ABORT)
          .newAttemptOn(TaskEvent.RETRY)
          .newAttemptOn(TaskEvent.AGAIN)
          .build();

  private static final VarHandle NAME =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "name", VarHandle.class, BaseTask.class, String.class);
  private static final VarHandle RUN_STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "runState", VarHandle.class, BaseTask.class, RunSignal.class);

  /** Null until it is asked for, where none was given; read through NAME. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable String name;

  /** The run state of the present attempt, or of an earlier one; null until it is asked for. */
  @SuppressWarnings("unused") // through RUN_STATE
  private volatile @Nullable RunSignal runState;

  /**
   * A task without a state: call {@link #initialState} before anything else.
   *
   * @param name what messages and drawings call it; null to derive one when it is asked for
   */
  protected BaseTask(@Nullable String name) {
    super(TRANSITIONS);
    this.name = name;
  }

  /**
   * A task in a state.
   *
   * @param name what messages and drawings call it; null to derive one when it is asked for
   * @param initial the state
   */
  protected BaseTask(@Nullable String name, TaskState initial) {
    super(TRANSITIONS, initial);
    this.name = name;
  }

  @Override
  public final String name() {
    return DerivedName.of(NAME, this);
  }

  /**
   * The run state of the present attempt.
   *
   * @return the run state; the same one throughout an attempt
   */
  public final RunState runState() {
    return RunSignal.current(RUN_STATE, this, new Attempts(this));
  }

  /**
   * Asks this task to be cancelled. It waits for nothing; callbacks run in the calling thread.
   *
   * <p>PENDING and QUEUED go to CANCELLED; RUNNING gets its {@link RunState} cancelled; in PREPARE
   * it is remembered, and the task is cancelled as soon as it is prepared. In the other states
   * nothing happens.
   */
  public void cancel() {
    TaskState now = state();
    if (now == TaskState.RUNNING || now == TaskState.PREPARE) {
      runState().cancel();
      cancelIfPrepared();
    } else {
      tryFire(CANCEL);
    }
  }

  /** The cancel of a task in PREPARE and its event {@code prepared} may cross. */
  private void cancelIfPrepared() {
    Status<TaskState> now = status();
    if (now.state() == TaskState.PENDING) {
      RunSignal asked = runState;
      if (asked != null && asked.isOf(now.attempt()) && asked.isCancelled()) {
        tryFire(CANCEL);
      }
    }
  }

  /**
   * Opens a new attempt: FAILED or CANCELLED to PENDING.
   *
   * @throws io.github.taskloom.fsm.FsmException in any other state
   */
  public final void retry() {
    fire(RETRY);
  }

  /**
   * Gives the task up: PENDING, QUEUED, FAILED or CANCELLED to ABORT, which is terminal.
   *
   * @throws io.github.taskloom.fsm.FsmException in any other state
   */
  public final void abort() {
    fire(ABORT);
  }

  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    if (event == TaskEvent.PREPARED) {
      cancelIfPrepared();
    }
  }

  /**
   * The tasks that this one blocks, for drawings that follow them.
   *
   * @return the tasks; empty here
   */
  @Override
  public List<? extends TaskView> blocking() {
    return List.of();
  }

  @Override
  public String toDot() {
    return Tasks.toDot(List.of(this), Drawing.defaults().followBlocking());
  }

  /**
   * The name and the state; never waits.
   *
   * @return for instance {@code Task[fetch, DONE]}
   */
  @Override
  public String toString() {
    Status<TaskState> now = status();
    return getClass().getSimpleName()
        + "["
        + name()
        + ", "
        + (now.isSet() ? now.state() : "no state yet")
        + "]";
  }

  /** What its run states ask of a task. */
  private record Attempts(BaseTask task) implements RunSignal.Owner {
    @Override
    public String name() {
      return task.name();
    }

    @Override
    public int attempt() {
      return task.status().attempt();
    }

    @Override
    public boolean isRunningIn(int attempt) {
      Status<TaskState> now = task.status();
      return now.isSet() && now.state() == TaskState.RUNNING && now.attempt() == attempt;
    }

    @Override
    public boolean isAskedToEndIn(int attempt) {
      return false; // by its run state alone
    }

    @Override
    public TaskView view() {
      return task;
    }
  }
}
