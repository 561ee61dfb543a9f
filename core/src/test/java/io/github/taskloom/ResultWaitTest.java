package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for a result. */
@Timeout(120)
class ResultWaitTest {
  private final Task<String> task = Task.of("t", () -> "value");

  /** Waits until a thread waits, so that what follows finds it there. */
  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(thread.isAlive(), () -> thread + " has ended");
      Thread.onSpinWait();
    }
  }

  /** A wait that began before ends when the task settles. */
  @Test
  void join_beforeItSettles_returnsTheOutcome() throws Exception {
    Thread waiter = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  awaitParked(waiter);
                  task.dispatch();
                });

    assertEquals(new Done<>("value"), task.join());

    Bounded.join(other);
  }

  /** One that waits for a time is parked meanwhile, and a dump of threads shows for what. */
  @Test
  void join_forATime_isParkedForTheResult() throws Exception {
    Result<String> result = task.result();
    FutureTask<Outcome<String>> waiting = new FutureTask<>(() -> result.join(Duration.ofDays(1)));
    Thread waiter = Thread.ofPlatform().daemon().start(waiting);
    Bounded.until(
        () ->
            waiter.getState() == Thread.State.TIMED_WAITING
                && LockSupport.getBlocker(waiter) == result);

    task.dispatch();

    assertEquals(new Done<>("value"), waiting.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** Many waiters, platform threads and virtual ones, all wake. */
  @Test
  void join_manyWaiters_allWake() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1_010);
    List<Thread> waiters = new ArrayList<>();
    Result<String> result = task.result();
    Runnable wait =
        () -> {
          waiting.countDown();
          try {
            result.get();
            woken.incrementAndGet();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    for (int i = 0; i < 1_000; i++) {
      waiters.add(Thread.startVirtualThread(wait));
    }
    for (int i = 0; i < 10; i++) {
      waiters.add(Thread.ofPlatform().start(wait));
    }
    Bounded.await(waiting);

    task.dispatch();

    for (Thread waiter : waiters) {
      Bounded.join(waiter);
    }
    assertEquals(1_010, woken.get());
  }

  /** A limit of nothing does not wait; one that is up leaves the result open. */
  @Test
  void join_limitIsUp_isUnsettled() throws Exception {
    assertEquals(new Unsettled<String>(), task.join(Duration.ZERO));
    assertEquals(new Unsettled<String>(), task.join(Duration.ofSeconds(-1)));
    assertEquals(new Unsettled<String>(), task.join(Duration.ofMillis(1)));

    task.dispatch();
    assertEquals(new Done<>("value"), task.join(Duration.ZERO));
  }

  /** A limit of centuries is one of centuries. */
  @Test
  void join_hugeLimit_waits() throws Exception {
    Thread waiter = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  awaitParked(waiter);
                  task.dispatch();
                });

    assertEquals(new Done<>("value"), task.join(Duration.ofSeconds(Long.MAX_VALUE)));

    Bounded.join(other);
  }

  /** A thread that is interrupted already does not wait, and the flag is taken. */
  @Test
  void join_interruptedBefore_throws() throws Exception {
    task.dispatch();
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, task::join);

    assertFalse(Thread.interrupted());
    assertEquals(new Done<>("value"), task.join());
  }

  /** An interrupt ends the wait, and the task goes on. */
  @Test
  void join_interruptedMeanwhile_throws() throws Exception {
    Thread waiter = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  awaitParked(waiter);
                  waiter.interrupt();
                });

    assertThrows(InterruptedException.class, task::get);

    Bounded.join(other);
    assertEquals(TaskState.DONE, task.dispatch());
  }

  /** A wake-up that was not for it does not end a wait. */
  @Test
  void join_strayUnpark_waitsOn() throws Exception {
    Thread waiter = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    LockSupport.unpark(waiter);
                  }
                  task.dispatch();
                });

    assertEquals(new Done<>("value"), task.join());

    Bounded.join(other);
  }

  /** A wait on an attempt that is over returns at once, whatever the task does now. */
  @Test
  void join_onOldAttempt_returnsAtOnce() throws Exception {
    Task<String> failing =
        Task.of(
            "t",
            () -> {
              throw new IOException("no network");
            });
    Result<String> first = failing.result();
    failing.dispatch();
    failing.retry();

    assertInstanceOf(Failed.class, first.join());
    assertEquals(new Unsettled<String>(), failing.join(Duration.ZERO));
  }

  /** What the function did is seen by a thread that waited for it. */
  @Test
  void join_plainWriteInFunction_isSeen() throws Exception {
    for (int round = 0; round < 500; round++) {
      int[] plain = new int[1];
      Task<?> writing = Task.of("t", () -> plain[0] = 42);
      Thread thread = writing.bg();

      writing.join();

      assertEquals(42, plain[0]);
      Bounded.join(thread);
    }
  }
}
