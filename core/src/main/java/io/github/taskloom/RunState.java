package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether something runs, and whether it was asked to end. A task's function looks at it at its own
 * points and decides how fast it ends.
 *
 * <pre>{@code
 * Task.of("copy", () -> {
 *   RunState state = Task.current().orElseThrow().runState();
 *   for (Path file : files) {
 *     state.throwIfCancelled();
 *     copy(file);
 *   }
 *   return files.size();
 * });
 * }</pre>
 *
 * <p>Lock-free; every method may be called from any thread. That of a task belongs to one attempt:
 * {@link Task#retry()} brings a new one. Cancelling it asks the function alone; {@link
 * Task#cancel()} interrupts its thread as well.
 *
 * @since 0.1.0
 */
public final class RunState extends OneShot<RunState.Mark> {

  /** The one value that the signal can have. */
  enum Mark {
    CANCELLED
  }

  private final @Nullable BaseTask task;
  private final int attempt;
  private final AtomicInteger runs = new AtomicInteger();

  /** A run state of its own, for {@link TaskQueue#run(RunState)} or a loop of the user's. */
  public RunState() {
    this(null, 1);
  }

  RunState(@Nullable BaseTask task, int attempt) {
    this.task = task;
    this.attempt = attempt;
  }

  int attempt() {
    return attempt;
  }

  /** Something begins to run under this state, which belongs to no task; several may at a time. */
  void begin() {
    runs.incrementAndGet();
  }

  void end() {
    runs.decrementAndGet();
  }

  /**
   * Asks what runs to end; the callbacks run in the calling thread. Returns at once otherwise, and
   * does nothing the second time.
   */
  public void cancel() {
    set(Mark.CANCELLED);
  }

  /**
   * Whether it was asked to end.
   *
   * @return true if so
   */
  public boolean isCancelled() {
    return value() != null;
  }

  /**
   * Whether what this belongs to runs at this moment.
   *
   * @return true if so
   */
  public boolean isRunning() {
    if (task == null) {
      return runs.get() > 0;
    }
    var status = task.status();
    return status.isSet() && status.state() == TaskState.RUNNING && status.attempt() == attempt;
  }

  /**
   * Ends the function if it was asked to end.
   *
   * @throws CancelledException if so
   */
  public void throwIfCancelled() {
    if (isCancelled()) {
      String what = task == null ? "The run" : task.name();
      throw task == null
          ? new CancelledException(what + " was cancelled")
          : new CancelledException(task, what + " was cancelled", null);
    }
  }

  /**
   * Runs an action when this is cancelled, exactly once, in the thread that cancels; at once if it
   * is cancelled already. One that throws is reported and changes nothing.
   *
   * @param action the action
   * @return the handle that removes it
   */
  public Registration onCancel(Runnable action) {
    return whenSet(action);
  }

  @Override
  public String toString() {
    return "RunState["
        + (task == null ? "" : task.name() + ", ")
        + (isRunning() ? "running" : "not running")
        + (isCancelled() ? ", cancelled]" : "]");
  }
}
