package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock that makes go by unless they are told of another. */
@Timeout(60)
class SystemClockTest {
  private final TaskClock clock = TaskClock.system();

  @Test
  void system_isTheSameEachTime() {
    assertSame(clock, TaskClock.system());
  }

  /** It is the JDK's monotonic time. */
  @Test
  void nanoTime_isThatOfTheMachine() {
    long before = System.nanoTime();
    long time = clock.nanoTime();
    long after = System.nanoTime();

    assertTrue(time - before >= 0 && after - time >= 0, before + ", " + time + ", " + after);
  }

  /** Not before its time, in the one daemon thread of all timers. */
  @Test
  void schedule_timeHasPassed_callsIt() throws Exception {
    Duration delay = Duration.ofMillis(50);
    CompletableFuture<Thread> called = new CompletableFuture<>();
    long begin = clock.nanoTime();

    clock.schedule(delay, () -> called.complete(Thread.currentThread()));

    Thread by = called.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertTrue(clock.nanoTime() - begin >= delay.toNanos());
    assertEquals("taskloom-timer", by.getName());
    assertTrue(by.isDaemon());
  }

  /** What is taken back is not called any more, and nothing holds it. */
  @Test
  void schedule_takenBack_isGivenUp() {
    WeakReference<Object> held = setAndTakenBack();

    Bounded.until(
        () -> {
          System.gc();
          return held.get() == null;
        });
  }

  private WeakReference<Object> setAndTakenBack() {
    Object held = new Object();
    clock.schedule(Duration.ofHours(1), () -> assertSame(held, null)).close();
    return new WeakReference<>(held);
  }
}
