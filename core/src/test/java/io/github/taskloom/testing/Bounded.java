package io.github.taskloom.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end: with a failure where a test would hang. */
public final class Bounded {
  /** Far longer than anything here takes, so that a slow machine fails no test. */
  public static final Duration LIMIT = Duration.ofSeconds(20);

  private Bounded() {}

  /** Waits for a latch. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(
        latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "the latch was not opened in time");
  }

  /** Waits for a latch whatever interrupts the thread, and gives the flag back afterwards. */
  public static void awaitUninterrupted(CountDownLatch latch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          await(latch);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for a barrier. */
  public static void await(CyclicBarrier barrier) {
    try {
      barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the barrier was not reached in time", e);
    }
  }

  /** Waits for the end of a thread. */
  public static void join(Thread thread) throws InterruptedException {
    assertTrue(thread.join(LIMIT), () -> thread + " has not ended in time");
  }

  /** Runs bodies at once, each on a platform thread of its own; gives back their results. */
  public static <T> List<T> together(List<? extends Callable<? extends T>> bodies)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(bodies.size());
    List<FutureTask<T>> futures = new ArrayList<>();
    for (Callable<? extends T> body : bodies) {
      FutureTask<T> future =
          new FutureTask<>(
              () -> {
                await(start);
                return body.call();
              });
      futures.add(future);
      Thread.ofPlatform().daemon().start(future);
    }
    List<T> results = new ArrayList<>();
    for (FutureTask<T> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  /** Runs a body on a platform thread of its own, and waits for it. */
  public static <T> T elsewhere(Callable<? extends T> body) throws Exception {
    return Bounded.<T>together(List.of(body)).getFirst();
  }

  private static <T> T result(FutureTask<T> future) throws Exception {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return fail("a thread has not ended in time", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw e;
      }
    }
  }

  /** Runs something on a daemon thread of its own; wait on the future with a limit. */
  public static <T> FutureTask<T> background(Callable<T> body) {
    FutureTask<T> future = new FutureTask<>(body);
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  /** Waits for what no latch tells. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  public static void until(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        fail("the condition did not come true in time");
      }
      Thread.yield();
      if (Thread.currentThread().isVirtual()) {
        LockSupport.parkNanos(1); // a yield may give the only core back to this very thread
      }
    }
  }
}
