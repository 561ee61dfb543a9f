package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread at a time has the turn; the leader waits for it, others go away. */
@Timeout(60)
class TurnTest {
  private final Turn turn = new Turn();

  /** A leader that takes the turn, and gives back whether it was interrupted by then. */
  private final FutureTask<Boolean> leads =
      new FutureTask<>(
          () -> {
            turn.take();
            return Thread.currentThread().isInterrupted();
          });

  private Thread leader() {
    Thread leader = Thread.ofPlatform().daemon().start(leads);
    Bounded.until(() -> leader.getState() == Thread.State.WAITING);
    return leader;
  }

  private boolean wasInterrupted() throws Exception {
    return leads.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** While a thread has it no other one gets it; once it is given back one does. */
  @Test
  void tryTake_anotherHasIt_isRefusedUntilItIsGivenBack() {
    for (int times = 0; times < 3; times++) {
      assertTrue(turn.tryTake());
      assertFalse(turn.tryTake());
      turn.giveBack();
    }
    turn.take();
    assertFalse(turn.tryTake());
    turn.giveBack();
    assertTrue(turn.tryTake(), "no leader waits any more");
  }

  /** A leader sleeps until the turn is given back, and has it then. */
  @Test
  void take_anotherHasIt_sleepsUntilItIsGivenBack() throws Exception {
    assertTrue(turn.tryTake());
    leader();

    turn.giveBack();

    assertFalse(wasInterrupted());
    assertFalse(turn.tryTake());
    turn.giveBack();
    assertTrue(turn.tryTake());
  }

  /** An interrupt does not end the wait, and is not lost. */
  @Test
  void take_interrupted_waitsOnAndKeepsTheFlag() throws Exception {
    assertTrue(turn.tryTake());
    Thread leader = leader();
    leader.interrupt();
    Bounded.until(() -> !leader.isInterrupted() && leader.getState() == Thread.State.WAITING);
    assertFalse(leads.isDone());

    turn.giveBack();

    assertTrue(wasInterrupted());
  }
}
