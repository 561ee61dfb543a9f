package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a run of a queue waits, and what ends its wait. */
@Timeout(60)
class ChangesTest {
  private final Changes changes = new Changes();

  private static boolean yes() {
    return true;
  }

  private static boolean no() {
    return false;
  }

  private static boolean unasked() {
    return fail("was asked");
  }

  private static <T> T result(FutureTask<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** A wait in a thread of its own, which has asked whether to wait when this returns. */
  private FutureTask<Boolean> waiting(BooleanSupplier worthwhile, BooleanSupplier ended)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    long seen = changes.count();
    FutureTask<Boolean> wait =
        Bounded.background(
            () ->
                changes.await(
                    seen,
                    worthwhile,
                    () -> {
                      asked.countDown();
                      return ended.getAsBoolean();
                    }));
    Bounded.await(asked);
    return wait;
  }

  /** Each change counts, so that one that came between two looks is seen. */
  @Test
  void happened_countsEach() {
    long before = changes.count();

    changes.happened();
    changes.happened();

    assertEquals(before + 2, changes.count());
  }

  /** What has changed since the count was read is not waited for, nor is anything asked. */
  @Test
  void await_changedSinceTheCount_isTrueAtOnce() {
    long seen = changes.count();
    changes.happened();

    assertTrue(changes.await(seen, ChangesTest::unasked, ChangesTest::unasked));
  }

  /** Where nothing is to be expected and no run is busy, nothing is waited for. */
  @Test
  void await_nothingExpected_isFalseAtOnce() {
    assertFalse(changes.await(changes.count(), ChangesTest::no, ChangesTest::no));
  }

  /** A run that has ended waits for nothing, and looks no further. */
  @Test
  void await_ended_isTrueAtOnce() {
    assertTrue(changes.await(changes.count(), ChangesTest::unasked, ChangesTest::yes));
  }

  /** What is to be expected is waited for until it has happened. */
  @Test
  void await_somethingExpected_endsByTheChange() throws Exception {
    FutureTask<Boolean> wait = waiting(ChangesTest::yes, ChangesTest::no);
    assertFalse(wait.isDone());

    changes.happened();

    assertTrue(result(wait));
  }

  /** As long as a run is busy another waits, though there is nothing else to expect. */
  @Test
  void await_besideABusyRun_endsByTheChange() throws Exception {
    changes.busy();
    FutureTask<Boolean> wait = waiting(ChangesTest::no, ChangesTest::no);

    changes.happened();

    assertTrue(result(wait));
    changes.idle();
    assertFalse(changes.await(changes.count(), ChangesTest::no, ChangesTest::no));
  }

  /** The end of the run state ends the wait, once it is told, though nothing was found. */
  @Test
  void await_endedMeanwhile_isTrue() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    FutureTask<Boolean> wait = waiting(ChangesTest::yes, ended::get);

    ended.set(true);
    changes.happened();

    assertTrue(result(wait));
  }

  /** An interrupt ends the wait, and the flag stays set. */
  @Test
  void await_interrupted_isFalseAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    boolean changed = changes.await(changes.count(), ChangesTest::yes, ChangesTest::no);

    assertTrue(Thread.interrupted());
    assertFalse(changed);
  }
}
