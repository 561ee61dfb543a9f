package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What works beside the owner, part after part. */
@Timeout(60)
class HelperTest {
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<PoolPart> present = new AtomicReference<>();
  private final Helper helper = new Helper(present::get);
  private final FutureTask<?> running =
      Bounded.background(
          () -> {
            helper.run();
            return null;
          });

  @AfterEach
  void end() throws Exception {
    helper.end();
    running.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private PoolPart part(int most) {
    return new PoolPart(
        new WorkerPoolTest.Body(
            () -> "a test",
            worker -> {
              for (int i = worker.claim(); i >= 0; i = worker.claim()) {
                done.incrementAndGet();
              }
            }),
        new RangeSource(0, 5),
        most,
        false);
  }

  private void isDone(PoolPart part, int all) {
    helper.call(); // it may sleep by now
    Bounded.until(() -> done.get() == all && part.others() == 0);
  }

  /** It works off one after another, each once, and leaves each of them. */
  @Test
  void run_partAfterPart_worksOffEach() {
    for (int i = 1; i <= 100; i++) {
      PoolPart next = part(2);
      present.set(next);
      isDone(next, 5 * i);
    }
  }

  /** Where nothing comes it sleeps until it is called. */
  @Test
  void run_nothing_sleepsUntilCalled() {
    Bounded.until(() -> !helper.isAwake());
    PoolPart next = part(2);
    present.set(next);
    assertEquals(0, next.others());

    isDone(next, 5);
  }

  /** One that there is no room in is left alone, and so is one that has ended. */
  @Test
  void run_noRoom_isLeftAlone() {
    PoolPart alone = part(1);
    present.set(alone);
    helper.call();
    Bounded.until(() -> !helper.isAwake());
    PoolPart over = part(2);
    over.end();
    present.set(over);
    helper.call();
    Bounded.until(() -> !helper.isAwake());

    assertEquals(0, done.get());
    assertEquals(0, alone.others());
  }

  /** An interrupt ends nothing. */
  @Test
  void run_interrupted_goesOn() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    PoolPart first =
        new PoolPart(
            new WorkerPoolTest.Body(() -> "a test", worker -> thread.set(Thread.currentThread())),
            new RangeSource(0, 5),
            2,
            false);
    present.set(first);
    helper.call();
    Bounded.until(() -> thread.get() != null && !helper.isAwake());

    thread.get().interrupt();

    Bounded.until(() -> !thread.get().isInterrupted());
    assertFalse(running.isDone());
    PoolPart next = part(2);
    present.set(next);
    isDone(next, 5);
    assertTrue(thread.get().isAlive());
  }

  /** One that is not needed sleeps, though there is more to do, until it is called again. */
  @Test
  void run_isNotNeeded_sleepsUntilCalled() {
    AtomicReference<PoolPart> quick = new AtomicReference<>();
    AtomicInteger times = new AtomicInteger();
    AtomicBoolean awake = new AtomicBoolean();
    RangeSource enough = new RangeSource(0, Integer.MAX_VALUE);
    quick.set(
        new PoolPart(
            new WorkerPoolTest.Body(
                () -> "a test",
                worker -> {
                  awake.set(helper.isAwake());
                  times.incrementAndGet();
                  while (worker.claim() >= 0) {
                    quick.get().owner().claim(); // the owner is as quick
                  }
                }),
            enough,
            2,
            false));
    Bounded.until(() -> !helper.isAwake()); // so that each call is for one time
    present.set(quick.get());
    helper.call();

    Bounded.until(() -> times.get() == 1 && !helper.isAwake());
    assertTrue(awake.get());
    assertFalse(enough.isOver());
    helper.call();
    Bounded.until(() -> times.get() == 2 && !helper.isAwake());
    assertEquals(2, times.get());
  }
}
