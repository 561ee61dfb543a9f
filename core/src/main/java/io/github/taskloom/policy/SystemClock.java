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

  private final Timers timers =
      new Timers(action -> EngineThread.unstarted("taskloom-timer", action));

  private SystemClock() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Registration schedule(Duration delay, Runnable action) {
    Timer timer = timers.schedule(Nanos.of(delay), action);
    return timer::cancel;
  }
}
