package io.github.taskloom.policy;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.thread.EngineThread;
import io.github.taskloom.internal.time.Nanos;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock, with one daemon thread for all timers, as long as there are any. */
final class SystemClock implements TaskClock {
  static final SystemClock INSTANCE = new SystemClock();

  private final ScheduledThreadPoolExecutor timers;

  private SystemClock() {
    timers =
        new ScheduledThreadPoolExecutor(
            1, action -> EngineThread.unstarted("taskloom-timer", action));
    timers.setRemoveOnCancelPolicy(true); // most limits are taken back: they must not pile up
    timers.setKeepAliveTime(10, TimeUnit.SECONDS); // so that a class loader can be given up
    timers.allowCoreThreadTimeOut(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Registration schedule(Duration delay, Runnable action) {
    long nanos = Nanos.of(delay);
    Future<?> timer = timers.schedule(action, nanos, TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
