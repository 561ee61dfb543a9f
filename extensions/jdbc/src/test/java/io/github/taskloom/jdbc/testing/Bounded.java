package io.github.taskloom.jdbc.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits that end: with a failure where a test would hang. */
public final class Bounded {
  /** Far longer than anything here takes, so that a slow machine fails no test. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private Bounded() {}

  /** Waits for a latch. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "not opened in time");
  }

  /** Runs something on a daemon thread of its own. */
  public static <T> FutureTask<T> background(Callable<T> body) {
    FutureTask<T> future = new FutureTask<>(body);
    Thread.ofPlatform().daemon().start(future);
    return future;
  }

  /** What it gave. */
  public static <T> T result(FutureTask<T> future) throws Exception {
    return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits for what no latch tells. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        fail("the condition did not come true in time");
      }
      Thread.sleep(1);
    }
  }
}
