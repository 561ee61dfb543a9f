package io.github.taskloom.internal.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which timers come to the queue that is ordered by time, what leaves it, and its thread. */
@Timeout(60)
class TimersQueueTest {
  private static final long SOON = Duration.ofMillis(20).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private Thread thread(Runnable body) {
    Thread thread = Thread.ofPlatform().daemon().unstarted(body);
    threads.add(thread);
    return thread;
  }

  private final Timers timers = new Timers(this::thread, Duration.ofHours(1));

  /** Lets the thread look through the young timers once, by a timer that it queues there. */
  private void sweep() throws InterruptedException {
    CountDownLatch swept = new CountDownLatch(1);
    timers.schedule(SOON, swept::countDown);
    Bounded.await(swept);
  }

  /** What would be late by the next look is queued at once, all else is young until then. */
  @Test
  void schedule_soon_isQueuedAtOnce() throws InterruptedException {
    Gate gate = new Gate();
    timers.schedule(0, gate::passUninterrupted);
    gate.awaitEntered(); // the only thread is held: it looks through none

    assertTrue(timers.schedule(SOON - 1, () -> {}).isQueued());
    Timer young = timers.schedule(SOON, () -> {});
    assertFalse(young.isQueued());

    gate.open();
    Bounded.until(young::isQueued);
  }

  /** What is taken back leaves the queue long before its time: it must not pile up. */
  @Test
  void cancel_queued_leavesTheQueue() throws InterruptedException {
    Timer timer = timers.schedule(HOUR, () -> {});
    sweep();
    assertTrue(timer.isQueued());
    WeakReference<Timer> held = new WeakReference<>(timer);

    timer.cancel();
    timer = null;

    Bounded.until(
        () -> {
          System.gc();
          return held.get() == null;
        });
  }

  /** Where no thread can be had, the timer is not set, and a later one brings the next thread. */
  @Test
  void schedule_noThread_throwsAndLaterOnesRun() throws InterruptedException {
    AtomicBoolean refuses = new AtomicBoolean(true);
    Timers few =
        new Timers(
            body -> {
              if (refuses.get()) {
                throw new OutOfMemoryError("no thread, on purpose");
              }
              return thread(body);
            });
    AtomicInteger runs = new AtomicInteger();
    assertThrows(OutOfMemoryError.class, () -> few.schedule(2 * SOON, runs::incrementAndGet));
    refuses.set(false);
    CountDownLatch later = new CountDownLatch(1);

    few.schedule(3 * SOON, later::countDown);

    Bounded.await(later);
    assertEquals(0, runs.get());
  }

  /** The thread ends some time after the last timer, so that it holds no class loader. */
  @Test
  void thread_noTimerIsSet_ends() throws InterruptedException {
    Timers brief = new Timers(this::thread, Duration.ofMillis(1));
    CountDownLatch ran = new CountDownLatch(1);
    brief.schedule(0, ran::countDown);
    Bounded.await(ran);

    Bounded.join(threads.getFirst());
  }

  /** Until then it stays, so that not each timer costs a thread. */
  @Test
  void thread_untilItsTime_stays() throws InterruptedException {
    Timers lasting = new Timers(this::thread, Duration.ofHours(1));
    CountDownLatch ran = new CountDownLatch(1);
    lasting.schedule(0, ran::countDown);
    Bounded.await(ran);
    Thread thread = threads.getFirst();

    sweep(); // of the others: some time later
    sweep();
    CountDownLatch again = new CountDownLatch(1);
    lasting.schedule(0, again::countDown);
    Bounded.await(again);

    assertTrue(thread.isAlive());
    assertEquals(2, threads.size(), "one thread of each of the two");
  }
}
