package io.github.taskloom.policy;

import io.github.taskloom.fsm.Registration;
import java.time.Duration;

/**
 * The time that backoffs, limits and grace times go by: monotonic, without a relation to the time
 * of day. {@link #system()} is the one that makes use unless they are told otherwise; tests move
 * one by hand, {@link io.github.taskloom.testkit.VirtualClock}.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 0.1.0
 */
public interface TaskClock {

  /**
   * The clock of the machine. Its timers share one daemon thread, which is there while any is set
   * and some seconds longer. It is the engine's alone: it has no context class loader and no
   * inheritable thread-local of those who set timers, and the engine calls nothing of a user's
   * there.
   *
   * @return the same instance each time
   */
  static TaskClock system() {
    return SystemClock.INSTANCE;
  }

  /**
   * The present time.
   *
   * @return nanoseconds since an arbitrary moment; only differences mean anything
   */
  long nanoTime();

  /**
   * Calls an action once, when a time has passed.
   *
   * @param delay how long; none or less: as soon as can be
   * @param action what to call, in a thread of the clock's; must not block
   * @return takes the action back if it was not called yet
   */
  Registration schedule(Duration delay, Runnable action);
}
