package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("sized")
@Timeout(180)
class ReadyQueueCloseTest {
  private static final int ROUNDS = Size.of(6_000, 30_000);

  /** The round that has begun by then is the last: on a busy machine threads rarely meet. */
  private static final long MOST = TimeUnit.SECONDS.toNanos(8);

  /**
   * What is offered after the close is not handed out, not even to a thread that came before it.
   */
  @Test
  void claim_besideCloseThenOffer_getsNothing() throws Exception {
    ReadyQueue[] rounds = new ReadyQueue[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = new ReadyQueue(1);
      rounds[round].finish(1); // a claim that finds nothing does not wait
    }
    AtomicInteger arrived = new AtomicInteger();
    AtomicInteger last = new AtomicInteger(ROUNDS - 1);
    long begin = System.nanoTime();
    Callable<Integer> claiming =
        () -> {
          int handedOut = 0;
          for (int round = 0; round <= last.get(); round++) {
            meet(arrived, round);
            handedOut += rounds[round].claim(false) >= 0 ? 1 : 0;
          }
          return handedOut;
        };
    Callable<Integer> closing =
        () -> {
          for (int round = 0; round <= last.get(); round++) {
            if (System.nanoTime() - begin > MOST) {
              last.set(round); // before they meet in it: both end after it
            }
            meet(arrived, round);
            rounds[round].close();
            rounds[round].offer(0);
          }
          return 0;
        };

    assertEquals(List.of(0, 0), Bounded.together(List.of(claiming, closing)));
  }

  /** Both begin a round at once. */
  private static void meet(AtomicInteger arrived, int round) {
    arrived.getAndIncrement();
    int looks = 0;
    while (arrived.get() < 2 * (round + 1)) {
      if (++looks % 10_000 == 0) {
        LockSupport.parkNanos(1_000); // the other one has no core: let it have this one
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
