package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ReadyQueueTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final ReadyQueue ready = new ReadyQueue(10);

  /** A call on a thread of its own that is expected to sleep in it. */
  private static final class Sleeper<T> {
    private final FutureTask<T> call;
    private final Thread thread;

    Sleeper(Callable<T> body) {
      call = new FutureTask<>(body);
      thread = Thread.ofPlatform().daemon().start(call);
      Bounded.until(() -> thread.getState() == Thread.State.WAITING || call.isDone());
      assertFalse(call.isDone(), "it did not sleep");
    }

    T result() throws Exception {
      return call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    boolean sleeps() {
      return !call.isDone();
    }
  }

  private Sleeper<Integer> claiming() {
    return new Sleeper<>(() -> ready.claim(false));
  }

  private Sleeper<Boolean> attending() {
    return new Sleeper<>(
        () -> {
          ready.parkUntilLeft();
          return true;
        });
  }

  /** Numbers are handed out in the order in which they became ready, 0 among them. */
  @Test
  void claim_offered_inOrder() {
    ready.offerFirst(4);
    ready.offerFirst(0);
    ready.offer(7);
    ready.offer(2);

    assertEquals(4, ready.claim(true));
    assertEquals(0, ready.claim(true));
    assertEquals(7, ready.claim(true));
    assertEquals(2, ready.claim(true));
  }

  /** What is left and what was claimed is counted. */
  @Test
  void counts_offeredClaimedAndKept() {
    assertEquals(0, ready.left());
    ready.offer(1);
    ready.offer(2);
    ready.offer(3);
    assertEquals(3, ready.left());
    assertEquals(0, ready.claimed());

    ready.claim(true);
    ready.kept(5);

    assertEquals(2, ready.left());
    assertEquals(6, ready.claimed());
  }

  /** A number that came back is claimed after all others, and counts once more. */
  @Test
  void offerAgain_claimedNumber_isClaimedOnceMore() {
    ready.offer(7);
    assertEquals(7, ready.claim(true));
    ready.offer(2);

    ready.offerAgain(7);

    assertEquals(2, ready.left());
    assertEquals(2, ready.claim(true));
    assertEquals(1, ready.left());
    assertEquals(7, ready.claim(true));
    assertEquals(0, ready.left());
    assertEquals(3, ready.claimed());
  }

  /** It is over, and does not grow any more, once all are finished. */
  @Test
  void finish_all_isOver() {
    assertTrue(ready.mayGrow());
    ready.finish(9);
    assertFalse(ready.isOver());
    assertTrue(ready.mayGrow());

    ready.finish(1);

    assertTrue(ready.isOver());
    assertFalse(ready.mayGrow());
    assertEquals(-1, ready.claim(false));
  }

  /** Once closed nothing is handed out, whatever is left. */
  @Test
  void close_someLeft_nothingMore() {
    ready.offer(1);

    ready.close();

    assertTrue(ready.isOver());
    assertFalse(ready.mayGrow());
    assertEquals(0, ready.left());
    assertEquals(-1, ready.claim(false));
  }

  /** A thread that finds nothing sleeps until there is something. */
  @Test
  void claim_nothingReady_sleepsUntilOffered() throws Exception {
    Sleeper<Integer> claiming = claiming();

    ready.offer(3);

    assertEquals(3, claiming.result());
  }

  /** So it does for a number that came back. */
  @Test
  void claim_nothingReady_sleepsUntilOfferedAgain() throws Exception {
    Sleeper<Integer> claiming = claiming();

    ready.offerAgain(3);

    assertEquals(3, claiming.result());
  }

  /** The thread that could bring more is woken by one, too. */
  @Test
  void parkUntilLeft_offeredAgain_isWoken() throws Exception {
    Sleeper<Boolean> attending = attending();

    ready.offerAgain(3);

    assertTrue(attending.result());
  }

  /** Two that sleep get one each, though the second offer may find the first one awake. */
  @Test
  void claim_twoSleep_oneEach() throws Exception {
    Sleeper<Integer> one = claiming();
    Sleeper<Integer> other = claiming();

    ready.offer(3);
    ready.offer(4);

    assertEquals(7, one.result() + other.result());
  }

  /** The last one that is finished wakes all that sleep, and not an earlier one. */
  @Test
  void finish_theLast_wakesAll() throws Exception {
    Sleeper<Integer> one = claiming();
    Sleeper<Integer> other = claiming();

    ready.finish(9);
    assertTrue(one.sleeps() && other.sleeps());
    ready.finish(1);

    assertEquals(-1, one.result());
    assertEquals(-1, other.result());
  }

  /** To close wakes all that sleep. */
  @Test
  void close_someSleep_wakesAll() throws Exception {
    Sleeper<Integer> one = claiming();
    Sleeper<Boolean> attending = attending();

    ready.close();

    assertEquals(-1, one.result());
    assertTrue(attending.result());
  }

  /**
   * A thread that need not wait leaves once as many wait as there are cores; others wait all the
   * same.
   */
  @Test
  void claim_enoughWait_oneThatMayLeaves() throws Exception {
    List<Sleeper<Integer>> sleepers = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      sleepers.add(new Sleeper<>(() -> ready.claim(true)));
    }

    assertEquals(-1, ready.claim(true));

    sleepers.add(claiming());
    ready.close();
    for (Sleeper<Integer> sleeper : sleepers) {
      assertEquals(-1, sleeper.result());
    }
  }

  /** Those that have got a number, or have left, are no longer among those that wait. */
  @Test
  void claim_otherHasGotItsNumber_waits() throws Exception {
    for (int i = 0; i < CORES; i++) {
      Sleeper<Integer> claiming = claiming();
      ready.offer(i);
      assertEquals(i, claiming.result());
    }

    Sleeper<Integer> mayLeave = new Sleeper<>(() -> ready.claim(true));

    ready.close();
    assertEquals(-1, mayLeave.result());
  }

  /** The thread that attends sleeps until something is left, and claims nothing. */
  @Test
  void parkUntilLeft_nothingLeft_sleepsUntilOffered() throws Exception {
    Sleeper<Boolean> attending = attending();

    ready.offer(3);

    assertTrue(attending.result());
    assertEquals(1, ready.left());
  }

  /** The thread that attends is woken by the end, too. */
  @Test
  void parkUntilLeft_allFinished_wakes() throws Exception {
    Sleeper<Boolean> attending = attending();

    ready.finish(10);

    assertTrue(attending.result());
  }

  /** Where something is left, or all is over, no thread sleeps. */
  @Test
  void parkUntilLeft_someLeftOrOver_returnsAtOnce() {
    ready.offer(1);
    ready.parkUntilLeft();

    ready.close();
    ready.parkUntilLeft();

    assertTrue(ready.isOver());
  }

  /** A stray interrupt does not end the wait for what is still to come. */
  @Test
  void claim_interruptedWhileItSleeps_goesOnWaiting() throws Exception {
    ReadyQueue ready = new ReadyQueue(1);
    AtomicInteger claimed = new AtomicInteger(-1);
    Thread waiting = Thread.ofPlatform().start(() -> claimed.set(ready.claim(false)));
    for (int i = 0; i < 100; i++) {
      Bounded.until(() -> waiting.getState() == Thread.State.WAITING && !waiting.isInterrupted());
      waiting.interrupt();
    }

    ready.offer(0);

    Bounded.join(waiting);
    assertEquals(0, claimed.get());
  }

  /**
   * Two offers may find the same sleeper: what it does not take is for the thread that brings
   * others. The sleeper may never come back, since what it took may wait for what it left.
   */
  @Test
  void offer_twiceToOneSleeper_wakesTheAttendant() throws Exception {
    for (int round = 0; round < 200; round++) {
      ReadyQueue ready = new ReadyQueue(2);
      Thread sleeper = Thread.ofPlatform().start(() -> ready.claim(false));
      Bounded.until(() -> sleeper.getState() == Thread.State.WAITING);
      Thread attendant =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (ready.left() == 0) {
                      ready.parkUntilLeft();
                    }
                  });
      Bounded.until(() -> attendant.getState() == Thread.State.WAITING);

      ready.offer(0);
      ready.offer(1);

      Bounded.join(sleeper);
      Bounded.join(attendant);
      assertEquals(1, ready.left());
    }
  }

  /** The only number there is can be known without claiming it; of several the first, if asked. */
  @Test
  void single_offered_isTheOnlyOneOrTheFirst() {
    assertEquals(-1, ready.single(true));
    assertEquals(-1, ready.single(false));
    ready.offerFirst(7);
    assertEquals(7, ready.single(false));
    assertEquals(7, ready.single(true));
    ready.offerFirst(8);
    assertEquals(-1, ready.single(false));
    assertEquals(7, ready.single(true));

    assertEquals(7, ready.claim(true));
    assertEquals(8, ready.single(false));
    ready.offerAgain(7);
    assertEquals(-1, ready.single(false));
    assertEquals(-1, ready.single(true));
  }

  /** What came back waits for all, as what was offered does. */
  @Test
  void hasOffered_someCameBack_untilItIsClaimed() {
    assertFalse(ready.hasOffered());
    ready.offerAgain(3);
    assertTrue(ready.hasOffered());
    assertEquals(3, ready.tryClaimOfOthers(null));
    assertFalse(ready.hasOffered());
    assertEquals(1, ready.claimed());

    ready.offer(4);
    assertTrue(ready.hasOffered());
    assertEquals(-1, ready.tryClaimOfOthers(null), "not what all find by themselves");
    assertEquals(4, ready.tryClaim(null));
    assertFalse(ready.hasOffered());
  }

  /** After a close nothing that came back is handed out, either. */
  @Test
  void tryClaimOfOthers_closed_nothing() {
    ready.offerAgain(3);
    ready.close();

    assertEquals(-1, ready.tryClaimOfOthers(null));
    assertEquals(-1, ready.tryClaim(null));
    assertEquals(0, ready.left());
  }

  /** What is offered just when a thread looks for it, before it sleeps, is handed out to it. */
  @Test
  void claim_offeredWhileItLooks_isHandedOut() throws Exception {
    int rounds = 200;
    List<ReadyQueue> queues =
        IntStream.range(0, rounds).mapToObj(round -> new ReadyQueue(1)).toList();
    AtomicInteger arrived = new AtomicInteger();
    Callable<Integer> claims =
        () -> {
          int sum = 0;
          for (ReadyQueue queue : queues) {
            arrived.incrementAndGet();
            sum += queue.claim(false);
          }
          return sum;
        };
    Callable<Integer> offers =
        () -> {
          for (int round = 0; round < rounds; round++) {
            for (int looks = 1; arrived.get() == round; looks++) {
              if (looks % 10_000 == 0) {
                LockSupport.parkNanos(1_000); // the other one has no core: let it have this one
              } else {
                Thread.onSpinWait(); // so that it is met while it looks, mostly
              }
            }
            queues.get(round).offer(round % 2);
          }
          return 0;
        };

    assertEquals(List.of(rounds / 2, 0), Bounded.together(List.of(claims, offers)));
  }

  /** Number 0 is as good as any other, wherever it stands. */
  @Test
  void tryClaim_zeroInTheOwnBatch_isNotLost() {
    Batch own = Objects.requireNonNull(ready.enter());
    own.offer(0);
    ready.offerAgain(5);

    assertEquals(0, ready.tryClaim(own));
    assertEquals(5, ready.tryClaim(own));
    own.offer(0);
    assertEquals(0, ready.tryClaimOfOthers(null));
    ready.offerAgain(0);
    assertEquals(0, ready.tryClaimOfOthers(null));
    assertEquals(-1, ready.tryClaim(own));
  }
}
