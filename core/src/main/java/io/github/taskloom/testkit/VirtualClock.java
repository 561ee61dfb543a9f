package io.github.taskloom.testkit;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.time.Nanos;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that stands still until it is moved by hand: backoffs, time limits and grace times of
 * hours are tested in milliseconds, and always the same.
 *
 * <pre>{@code
 * VirtualClock clock = new VirtualClock();
 * Task<String> flaky = Task.builder("flaky", calls::next)
 *     .retry(Retry.times(3).backoff(Duration.ofHours(1)))
 *     .build();
 * var future = Make.defaults().clock(clock).later(flaky);
 * clock.awaitTimers(1, Duration.ofSeconds(10)); // the first attempt has failed
 * clock.advance(Duration.ofHours(1));
 * future.get(10, TimeUnit.SECONDS);
 * }</pre>
 *
 * <p>It is part of the artifact {@code taskloom-core}. All methods may be called from any thread.
 *
 * @since 0.1.0
 */
public final class VirtualClock implements TaskClock {
  private static final long LOOK_NANOS = 100_000;

  /** When a timer is due; of two at the same time the one that was set first comes first. */
  private record Due(long nanos, long number) {}

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentSkipListMap<Due, Runnable> timers =
      new ConcurrentSkipListMap<>(Comparator.comparingLong(Due::nanos).thenComparing(Due::number));

  /** A clock that shows zero. */
  public VirtualClock() {}

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public Registration schedule(Duration delay, Runnable action) {
    long nanos = Nanos.of(delay);
    Due due = new Due(now.get() + nanos, numbers.incrementAndGet());
    timers.put(due, action);
    return () -> timers.remove(due);
  }

  /**
   * Moves the time on, timer by timer: each is called in the calling thread at its own time, those
   * included that are set meanwhile and are due. A timer of no delay waits for the next call, too.
   *
   * @param time how far; zero calls what is due already
   * @throws IllegalArgumentException if it is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("Time does not go back by " + time);
    }
    long end = now.get() + time.toNanos();
    Map.Entry<Due, Runnable> next = timers.firstEntry();
    while (next != null && next.getKey().nanos() <= end) {
      Runnable action = timers.remove(next.getKey());
      if (action != null) { // else it was taken back just now
        long due = next.getKey().nanos();
        now.accumulateAndGet(due, Math::max);
        action.run();
      }
      next = timers.firstEntry();
    }
    now.accumulateAndGet(end, Math::max);
  }

  /**
   * How many timers are set.
   *
   * @return those that are neither called nor taken back
   */
  public int timers() {
    return timers.size();
  }

  /**
   * Waits until so many timers are set: then whatever sets them has got so far.
   *
   * @param count how many at least
   * @param limit how long to wait at most, by the clock on the wall
   * @throws TimeoutException if there are fewer by then
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitTimers(int count, Duration limit) throws InterruptedException, TimeoutException {
    long begin = System.nanoTime();
    while (timers.size() < count) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new TimeoutException(timers.size() + " timers are set, not " + count);
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }
}
