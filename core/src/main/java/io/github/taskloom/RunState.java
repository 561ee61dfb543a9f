package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.RunSignal;

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
public sealed interface RunState permits RunSignal {

  /**
   * A run state of its own, for {@link TaskQueue#run(RunState)} or a loop of the user's.
   *
   * @return a new one
   */
  static RunState create() {
    return new RunSignal();
  }

  /**
   * Asks what runs to end; the callbacks run in the calling thread. Returns at once otherwise, and
   * does nothing the second time.
   */
  void cancel();

  /**
   * Whether it was asked to end.
   *
   * @return true if so
   */
  boolean isCancelled();

  /**
   * Whether what this belongs to runs at this moment.
   *
   * @return true if so
   */
  boolean isRunning();

  /**
   * Ends the function if it was asked to end.
   *
   * @throws CancelledException if so
   */
  void throwIfCancelled();

  /**
   * Runs an action when this is cancelled, exactly once, in the thread that cancels; at once if it
   * is cancelled already. One that throws is reported and changes nothing.
   *
   * @param action the action
   * @return the handle that removes it
   */
  Registration onCancel(Runnable action);
}
