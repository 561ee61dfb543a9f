package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Batch batch = new Batch();

  /** Numbers come out in the order in which they went in, round and round. */
  @Test
  void take_manyTimesItsSize_firstInFirstOut() {
    for (int number = 0; number < 10 * Batch.FIRST; number += 2) {
      assertTrue(batch.offer(number));
      assertTrue(batch.offer(number + 1));
      assertEquals(2, batch.size());
      assertEquals(number, batch.take());
      assertEquals(number + 1, batch.take());
      assertEquals(-1, batch.take());
    }

    assertEquals(10 * Batch.FIRST, batch.taken());
  }

  /** It grows wherever in its ring it stands, and takes no more than the longest holds. */
  @Test
  void offer_moreThanItHolds_growsAndIsRefusedAtLast() {
    int first = 0;
    for (; first < 5; first++) {
      assertTrue(batch.offer(first));
      assertEquals(first, batch.take());
    }
    for (int number = first; number < first + Batch.LONGEST; number++) {
      assertTrue(batch.offer(number));
    }
    assertFalse(batch.offer(-7));
    assertEquals(Batch.LONGEST, batch.size());

    assertEquals(first, batch.take());
    assertTrue(batch.offer(first + Batch.LONGEST));
    assertFalse(batch.offer(-7));
    for (int number = first + 1; number <= first + Batch.LONGEST; number++) {
      assertEquals(number, batch.take());
    }
    assertEquals(-1, batch.take());
  }

  /** There are as many as cores; a place is free again when its thread leaves. */
  @Test
  void enter_moreThanCores_haveNone() {
    ReadyQueue ready = new ReadyQueue(1);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      batches.add(assertNotNullBatch(ready.enter()));
    }
    assertNull(ready.enter());

    ready.leave(batches.getFirst());

    assertNotNull(ready.enter());
    assertNull(ready.enter());
  }

  private static Batch assertNotNullBatch(Batch entered) {
    assertNotNull(entered);
    return entered;
  }

  /** What was offered to all comes first, then the own batch, then what others have. */
  @Test
  void tryClaim_threePlaces_inThisOrder() {
    ReadyQueue ready = new ReadyQueue(10);
    Batch own = assertNotNullBatch(ready.enter());
    own.offer(2);
    ready.offer(1);
    Batch other = CORES > 1 ? assertNotNullBatch(ready.enter()) : own;
    other.offer(3);
    assertEquals(3, ready.left());
    assertTrue(ready.hasOffered());

    assertEquals(1, ready.tryClaim(own));
    assertFalse(ready.hasOffered());
    assertEquals(2, ready.tryClaim(own));
    assertEquals(3, ready.tryClaim(own));
    assertEquals(-1, ready.tryClaim(own));
    assertEquals(3, ready.claimed());
    assertEquals(0, ready.left());
  }

  /** A thread that has no batch takes from any. */
  @Test
  void tryClaim_withoutABatch_takesFromOthers() {
    ReadyQueue ready = new ReadyQueue(10);
    assertNotNullBatch(ready.enter()).offer(7);

    assertEquals(7, ready.tryClaim(null));
    assertEquals(-1, ready.tryClaim(null));
  }

  /** What a thread leaves behind can be claimed, once, and counts as claimed only then. */
  @Test
  void leave_withNumbers_handsThemBack() {
    ReadyQueue ready = new ReadyQueue(10);
    Batch batch = assertNotNullBatch(ready.enter());
    for (int number = 0; number < 4; number++) {
      batch.offer(number);
    }
    assertEquals(0, batch.take());
    assertEquals(1, ready.claimed());

    ready.leave(batch);

    assertEquals(1, ready.claimed());
    assertTrue(ready.hasOffered());
    for (int number = 1; number < 4; number++) {
      assertEquals(number, ready.tryClaim(null));
      assertEquals(number + 1, ready.claimed());
    }
    assertEquals(-1, ready.tryClaim(null));
  }

  /** After a close nothing is handed out, wherever it stands. */
  @Test
  void tryClaim_closed_nothing() {
    ReadyQueue ready = new ReadyQueue(10);
    Batch own = assertNotNullBatch(ready.enter());
    own.offer(1);

    ready.close();

    assertEquals(-1, ready.tryClaim(own));
    assertEquals(-1, ready.tryClaim(null));
    assertEquals(0, ready.left());
  }

  /** A worker keeps what it makes ready in its batch, and the rest goes to all. */
  @Test
  void offer_byAWorker_goesToItsBatch() {
    ReadyQueue ready = new ReadyQueue(2 * Batch.LONGEST);
    PoolPart part =
        new PoolPart(new WorkerPoolTest.Body(() -> "a test", worker -> {}), ready, ALL, false);
    Worker owner = part.owner();
    assertTrue(owner.isEmpty());

    for (int number = 0; number <= Batch.LONGEST; number++) {
      owner.offer(number);
    }

    assertFalse(owner.isEmpty());
    assertEquals(Batch.LONGEST + 1, ready.left());
    assertTrue(ready.hasOffered());
    assertEquals(Batch.LONGEST, owner.claim()); // what does not fit stands with what all can claim
    assertEquals(0, owner.claim());
    owner.leave();
    assertTrue(owner.isEmpty());
    assertEquals(Batch.LONGEST - 1, ready.left());
    assertEquals(1, ready.tryClaim(null));
  }

  /** A worker that is alone has none. */
  @Test
  void offer_alone_goesToAll() {
    ReadyQueue ready = new ReadyQueue(2);
    Worker alone = Worker.alone(ready);

    alone.offer(1);

    assertTrue(alone.isEmpty());
    assertTrue(ready.hasOffered());
  }

  /** A worker that always has something at hand looks at what others have left, now and then. */
  @Test
  void claimAndKeep_othersHaveLeftSomething_comeToItInTime() {
    if (CORES == 1) {
      return; // there are no others
    }
    ReadyQueue ready = new ReadyQueue(200);
    assertNotNullBatch(ready.enter()).offer(100);
    Worker keeps = Worker.ofExtra(new PoolPart(new Standing(), ready, ALL, false));
    int got = -1;
    for (int number = 0; number < 17 && got != 100; number++) {
      got = keeps.keep(number);
    }
    assertEquals(100, got);

    assertTrue(keeps.claim() >= 0); // what it would have kept was not lost
  }

  /** So does one that claims; of what others have it takes one in a while, the oldest first. */
  @Test
  void claim_othersHaveLeftSomething_comesToItInTime() {
    if (CORES == 1) {
      return; // there are no others
    }
    ReadyQueue ready = new ReadyQueue(200);
    Batch others = assertNotNullBatch(ready.enter());
    others.offer(0);
    others.offer(100);
    Worker claims = Worker.ofExtra(new PoolPart(new Standing(), ready, ALL, false));
    for (int number = 1; number <= 40; number++) {
      claims.offer(number);
    }

    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      got.add(claims.claim());
    }

    assertTrue(got.contains(0) && got.indexOf(0) < 20, () -> "late: " + got);
    assertTrue(got.indexOf(100) > got.indexOf(0) + 5, () -> "its own first: " + got);
    assertTrue(got.contains(100), () -> "not at all: " + got);
  }

  /** Number 0 of another one is as good as any. */
  @Test
  void keep_othersHaveLeftZero_comesToIt() {
    if (CORES == 1) {
      return; // there are no others
    }
    ReadyQueue ready = new ReadyQueue(200);
    assertNotNullBatch(ready.enter()).offer(0);
    Worker keeps = Worker.ofExtra(new PoolPart(new Standing(), ready, ALL, false));
    int got = -1;
    for (int number = 1; number < 20 && got != 0; number++) {
      got = keeps.keep(number);
    }

    assertEquals(0, got);
    assertEquals(16, keeps.claim(), "what it would have kept");
  }

  /** What a worker puts in its batch wakes a thread that has found nothing. */
  @Test
  void offer_anotherSleeps_wakesIt() throws Exception {
    ReadyQueue ready = new ReadyQueue(2);
    FutureTask<Integer> claiming = new FutureTask<>(() -> ready.claim(false));
    Thread sleeper = Thread.ofPlatform().daemon().start(claiming);
    Bounded.until(() -> sleeper.getState() == Thread.State.WAITING);

    new PoolPart(new Standing(), ready, ALL, false).owner().offer(1);

    assertEquals(1, claiming.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }
}
