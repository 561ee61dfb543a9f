package io.github.taskloom.internal.time;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Timers of which most are taken back long before they are due: the limits of calls that end in
 * time. To set one costs a CAS, and to take it back another. Only those that are left when the
 * young ones are looked through go to a queue that is ordered by time.
 *
 * <pre>
 *   set -> young: a stack, newest first  -- every 10 ms --> taken back: forgotten
 *                                                           else: queued until it is due
 * </pre>
 *
 * <p>One thread queues and runs them, which is there while any timer is set and some seconds
 * longer.
 */
public final class Timers {
  /** How often the young ones are looked through, in nanoseconds. */
  private static final long SWEEP = 10_000_000;

  /** What is due earlier is queued at once: it would be late. */
  private static final long SOON = 2 * SWEEP;

  /** So that a class loader can be given up. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor queue;
  private final AtomicReference<@Nullable Timer> young = new AtomicReference<>();

  /** Whether a sweep is to come that has not begun. */
  private final AtomicBoolean sweeping = new AtomicBoolean();

  public Timers(ThreadFactory threads) {
    this(threads, KEEP_ALIVE);
  }

  /** With the time that the thread stays after its last timer. */
  Timers(ThreadFactory threads, Duration keepAlive) {
    queue = new ScheduledThreadPoolExecutor(1, threads);
    queue.setRemoveOnCancelPolicy(true); // what is taken back must not pile up
    queue.setKeepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS);
    queue.allowCoreThreadTimeOut(true);
  }

  /** Runs an action when so many nanoseconds have passed; at once if there are none. */
  public Timer schedule(long nanos, Runnable action) {
    Timer timer = new Timer(System.nanoTime() + nanos, action);
    if (nanos < SOON) {
      queue(timer, nanos);
      return timer;
    }
    push(timer);
    try {
      sweepLater();
    } catch (Throwable noThread) {
      timer.cancel();
      throw noThread;
    }
    return timer;
  }

  private void push(Timer timer) {
    Timer top = young.get();
    while (true) {
      timer.older = top;
      Timer witness = young.compareAndExchange(top, timer);
      if (witness == top) {
        return;
      }
      top = witness;
    }
  }

  /** After a push: a sweep that is found on its way here takes the timer along. */
  private void sweepLater() {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      try {
        var unused = queue.schedule(this::sweep, SWEEP, TimeUnit.NANOSECONDS);
      } catch (Throwable noThread) {
        sweeping.set(false);
        throw noThread;
      }
    }
  }

  private void sweep() {
    sweeping.set(false); // before the look: what is pushed after it brings the next sweep
    Timer oldest = setOnes(young.getAndSet(null));
    long now = System.nanoTime();
    boolean again = false;
    while (oldest != null) {
      Timer next = oldest.older;
      oldest.older = null;
      try {
        queue(oldest, oldest.due - now);
      } catch (Throwable noMemory) { // the others are to come, and this one later
        push(oldest);
        again = true;
      }
      oldest = next;
    }
    if (again) {
      sweepLater();
    }
  }

  /** The timers that are not taken back, oldest first. */
  private static @Nullable Timer setOnes(@Nullable Timer newest) {
    Timer oldest = null;
    Timer timer = newest;
    while (timer != null) {
      Timer older = timer.older;
      timer.older = null;
      if (timer.isSet()) {
        timer.older = oldest;
        oldest = timer;
      }
      timer = older;
    }
    return oldest;
  }

  private void queue(Timer timer, long nanos) {
    timer.queuedAs(queue.schedule(timer::run, nanos, TimeUnit.NANOSECONDS));
  }
}
