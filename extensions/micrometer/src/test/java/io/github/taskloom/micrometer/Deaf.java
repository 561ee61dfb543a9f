package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.Task;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Functions that no interrupt ends, and waits for what becomes of them. */
final class Deaf {
  private Deaf() {}

  /** One that is left behind when its time is up, and ends when the latch is opened. */
  static Task<String> task(Duration timeout, CountDownLatch release) {
    return Task.builder("stuck", () -> afterwards(release))
        .timeout(timeout)
        .abandonAfter(Duration.ZERO)
        .build();
  }

  private static String afterwards(CountDownLatch release) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException unheard) {
        // goes on
      }
    }
    return "late";
  }

  /** Waits for what a thread of the engine's does. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  static void until(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > 20_000_000_000L) {
        fail("the condition did not come true in time");
      }
      Thread.yield();
    }
  }
}
