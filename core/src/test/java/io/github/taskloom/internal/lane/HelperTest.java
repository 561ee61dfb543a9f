package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What works beside a worker, shift after shift. */
@Timeout(60)
class HelperTest {
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Shift> present = new AtomicReference<>();
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

  private Shift shift(int most) {
    return new Shift(
        new CrewTest.Body(
            () -> "a test",
            hand -> {
              for (int i = hand.claim(); i >= 0; i = hand.claim()) {
                done.incrementAndGet();
              }
            }),
        new Claims(0, 5),
        most,
        false);
  }

  private void isDone(Shift shift, int all) {
    helper.call(); // it may sleep by now
    Bounded.until(() -> done.get() == all && shift.others() == 0);
  }

  /** It works off one after another, each once, and leaves each of them. */
  @Test
  void run_shiftAfterShift_worksOffEach() {
    for (int i = 1; i <= 100; i++) {
      Shift next = shift(2);
      present.set(next);
      isDone(next, 5 * i);
    }
  }

  /** Where nothing comes it sleeps until it is called. */
  @Test
  void run_nothing_sleepsUntilCalled() {
    Bounded.until(() -> !helper.isAwake());
    Shift next = shift(2);
    present.set(next);
    assertEquals(0, next.others());

    isDone(next, 5);
  }

  /** One that there is no room in is left alone, and so is one that has ended. */
  @Test
  void run_noRoom_isLeftAlone() {
    Shift alone = shift(1);
    present.set(alone);
    helper.call();
    Bounded.until(() -> !helper.isAwake());
    Shift over = shift(2);
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
    AtomicReference<Thread> worker = new AtomicReference<>();
    Shift first =
        new Shift(
            new CrewTest.Body(() -> "a test", hand -> worker.set(Thread.currentThread())),
            new Claims(0, 5),
            2,
            false);
    present.set(first);
    helper.call();
    Bounded.until(() -> worker.get() != null && !helper.isAwake());

    worker.get().interrupt();

    Bounded.until(() -> !worker.get().isInterrupted());
    assertFalse(running.isDone());
    Shift next = shift(2);
    present.set(next);
    isDone(next, 5);
    assertTrue(worker.get().isAlive());
  }
}
