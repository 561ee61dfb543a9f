package io.github.taskloom.policy;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.thread.EngineThread;
import io.github.taskloom.internal.time.Nanos;
import io.github.taskloom.internal.time.Timer;
import io.github.taskloom.internal.time.Timers;
import java.time.Duration;

/** The machine's clock, with one daemon thread for all timers, as long as there are any. */
final class SystemClock implements TaskClock {
  static final SystemClock INSTANCE = new SystemClock();

  /** Made when the first timer is set: most makes set none. */
  private static final class Holder {
    static final Timers TIMERS =
        new Timers(action -> EngineThread.unstarted("taskloom-timer", action));
  }

  private SystemClock() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Registration schedule(Duration delay, Runnable action) {
    Timer timer = Holder.TIMERS.schedule(Nanos.of(delay), action);
    return timer::cancel;
  }
}
