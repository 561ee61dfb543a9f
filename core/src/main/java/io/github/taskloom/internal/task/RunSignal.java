package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.RunState;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskView;
import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What every {@link RunState} is: that of one attempt of a task, or one of its own. */
public final class RunSignal extends OneShot<RunSignal.Mark> implements RunState {

  /** The one value that the signal can have. */
  enum Mark {
    CANCELLED
  }

  /** A task's; null for one of its own. */
  private final @Nullable Fsm<TaskState, TaskEvent> machine;

  private final int attempt;
  private final AtomicInteger runs = new AtomicInteger();

  public RunSignal() {
    this(null, 1);
  }

  private RunSignal(@Nullable Fsm<TaskState, TaskEvent> machine, int attempt) {
    this.machine = machine;
    this.attempt = attempt;
  }

  /** The one place where a run state of the user's becomes its signal. */
  public static RunSignal of(RunState state) {
    return (RunSignal) state;
  }

  /**
   * That of the present attempt of a task, which keeps it in a field; made when it is asked for.
   *
   * @param field of the machine; holds that of the present or an earlier attempt, or null
   */
  public static RunSignal current(VarHandle field, Fsm<TaskState, TaskEvent> machine) {
    while (true) {
      int attempt = machine.status().attempt();
      RunSignal current = (RunSignal) field.getVolatile(machine);
      if (current != null && current.attempt == attempt) {
        return current;
      }
      if (current != null && current.attempt > attempt) {
        continue; // an old status was read: a newer run state must not be replaced
      }
      RunSignal fresh = new RunSignal(machine, attempt);
      if (field.compareAndSet(machine, current, fresh)) {
        // A cancel that came before the field was set has not seen it; one that comes later will.
        Status<TaskState> now = machine.status();
        if (now.attempt() == attempt && now.detail() instanceof CancelRequest) {
          fresh.cancel();
        }
        return fresh;
      }
    }
  }

  /** As {@link #current}, if that of this attempt was asked for. */
  public static @Nullable RunSignal ifAsked(
      VarHandle field, Fsm<TaskState, TaskEvent> machine, int attempt) {
    RunSignal current = (RunSignal) field.getVolatile(machine);
    return current != null && current.isOf(attempt) ? current : null;
  }

  boolean isOf(int other) {
    return attempt == other;
  }

  /** Something begins to run under this state, which belongs to no task; several may at a time. */
  public void begin() {
    runs.incrementAndGet();
  }

  public void end() {
    runs.decrementAndGet();
  }

  @Override
  public void cancel() {
    set(Mark.CANCELLED);
  }

  @Override
  public boolean isCancelled() {
    return value() != null;
  }

  @Override
  public boolean isRunning() {
    if (machine == null) {
      return runs.get() > 0;
    }
    Status<TaskState> status = machine.status();
    return status.isSet() && status.state() == TaskState.RUNNING && status.attempt() == attempt;
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      String what = machine == null ? "The run" : machine.name();
      throw machine instanceof TaskView task
          ? new CancelledException(task, what + " was cancelled", null)
          : new CancelledException(what + " was cancelled");
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    return whenSet(action);
  }

  @Override
  public String toString() {
    return "RunState["
        + (machine == null ? "" : machine.name() + ", ")
        + (isRunning() ? "running" : "not running")
        + (isCancelled() ? ", cancelled]" : "]");
  }
}
