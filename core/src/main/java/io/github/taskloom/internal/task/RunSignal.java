package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.RunState;
import io.github.taskloom.TaskView;
import io.github.taskloom.fsm.Registration;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What every {@link RunState} is: that of one attempt of a task, or one of its own. */
public final class RunSignal extends OneShot<RunSignal.Mark> implements RunState {

  /** The one value that the signal can have. */
  enum Mark {
    CANCELLED
  }

  /** A task, whose attempts have a run state each. */
  public interface Owner {

    String name();

    int attempt();

    /** Whether it is RUNNING in that attempt. */
    boolean isRunningIn(int attempt);

    /** Whether it was asked to end in that attempt, by other means than its run state. */
    boolean isAskedToEndIn(int attempt);

    /** As users see it. */
    TaskView view();
  }

  /** A task's; null for one of its own. */
  private final @Nullable Owner owner;

  private final int attempt;
  private final AtomicInteger runs = new AtomicInteger();

  public RunSignal() {
    this(null, 1);
  }

  private RunSignal(@Nullable Owner owner, int attempt) {
    this.owner = owner;
    this.attempt = attempt;
  }

  /** The one place where a run state of the user's becomes its signal. */
  public static RunSignal of(RunState state) {
    return (RunSignal) state;
  }

  /**
   * The run state of the present attempt, made when it is asked for.
   *
   * @param field of the holder; holds that of the present or an earlier attempt, or null
   */
  public static RunSignal current(VarHandle field, Object holder, Owner owner) {
    while (true) {
      int attempt = owner.attempt();
      RunSignal current = (RunSignal) field.getVolatile(holder);
      if (current != null && current.attempt == attempt) {
        return current;
      }
      if (current != null && current.attempt > attempt) {
        continue; // an old status was read: a newer run state must not be replaced
      }
      RunSignal fresh = new RunSignal(owner, attempt);
      if (field.compareAndSet(holder, current, fresh)) {
        // A cancel that came before the field was set has not seen it; one that comes later will.
        if (owner.isAskedToEndIn(attempt)) {
          fresh.cancel();
        }
        return fresh;
      }
    }
  }

  public boolean isOf(int other) {
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
    return owner == null ? runs.get() > 0 : owner.isRunningIn(attempt);
  }

  @Override
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw owner == null
          ? new CancelledException("The run was cancelled")
          : new CancelledException(owner.view(), owner.name() + " was cancelled", null);
    }
  }

  @Override
  public Registration onCancel(Runnable action) {
    return whenSet(action);
  }

  @Override
  public String toString() {
    return "RunState["
        + (owner == null ? "" : owner.name() + ", ")
        + (isRunning() ? "running" : "not running")
        + (isCancelled() ? ", cancelled]" : "]");
  }
}
