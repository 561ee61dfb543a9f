package io.github.taskloom.internal.thread;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a thread that works for a make sleeps; what wakes it may need its very pool. */
@Timeout(60)
class ParkingTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  static Consumer<?>[] parks() {
    Consumer<Object> forEver = Parking::park;
    Consumer<Object> forAnHour = blocker -> Parking.parkNanos(blocker, HOUR);
    return new Consumer<?>[] {forEver, forAnHour};
  }

  /** A thread of no pool sleeps on what it waits for until it is woken. */
  @ParameterizedTest
  @MethodSource("parks")
  void park_threadOfNoPool_sleepsUntilWoken(Consumer<Object> park) throws Exception {
    Object blocker = new Object();
    CountDownLatch awake = new CountDownLatch(1);
    Thread sleeps =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  park.accept(blocker);
                  awake.countDown();
                });
    Bounded.until(() -> LockSupport.getBlocker(sleeps) == blocker);

    LockSupport.unpark(sleeps);

    Bounded.await(awake);
  }

  /** Where the only thread of a pool sleeps, the pool has another for what is queued there. */
  @ParameterizedTest
  @MethodSource("parks")
  void park_onlyThreadOfAPool_isMadeUpFor(Consumer<Object> park) throws Exception {
    Object blocker = new Object();
    CountDownLatch ran = new CountDownLatch(1);
    FutureTask<Thread> sleeper = new FutureTask<>(Thread::currentThread);
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      ForkJoinTask<?> sleeps =
          pool.submit(
              () -> {
                sleeper.run();
                park.accept(blocker);
              });
      Thread thread = sleeper.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
      Bounded.until(() -> LockSupport.getBlocker(thread) == blocker);
      pool.execute(ran::countDown);
      Bounded.await(ran);

      LockSupport.unpark(thread);

      sleeps.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertTrue(sleeps.isDone());
    }
  }
}
