package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShiftTest {
  private static final long PAUSE = 4_000_000;

  private final Claims claims = new Claims(0, 100);

  /** Its owner takes five pieces, and its time. */
  private final Job job =
      new Job() {
        @Override
        public String name() {
          return "shift of a test";
        }

        @Override
        public void work(Hand hand) {
          pause();
          for (int i = 0; i < 6; i++) { // the last one would be the end: it does not count
            hand.claim();
          }
        }

        @Override
        public void workAlone(int number) {
          throw new AssertionError("no thread of its own was asked for by " + number);
        }
      };

  private final Shift shift = new Shift(job, claims, 0, false);

  private static void pause() {
    long begin = System.nanoTime();
    Bounded.until(() -> System.nanoTime() - begin >= PAUSE);
  }

  private static void assertBetween(long least, long most, long actual) {
    assertTrue(least <= actual && actual <= most, () -> least + " <= " + actual + " <= " + most);
  }

  /** Of those who would bring lanes one may at a time, and nobody after the end. */
  @Test
  void staff_onceAtATime() {
    assertTrue(shift.isAlone());

    assertTrue(shift.staff());
    assertFalse(shift.isAlone());
    assertFalse(shift.staff());

    shift.leave(Thread.currentThread());
    assertTrue(shift.isAlone());
    shift.end();
    assertFalse(shift.isAlone());
    assertFalse(shift.staff());
  }

  /** The owner ends only after those have who brought lanes. */
  @Test
  void end_whileStaffed_waitsUntilTheyLeave() throws Exception {
    assertTrue(shift.staff());
    FutureTask<?> end = new FutureTask<>(shift::end, null);
    Thread owner = Thread.ofPlatform().daemon().start(end);
    Bounded.until(() -> owner.getState() == Thread.State.WAITING);

    shift.leave(owner);

    end.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertFalse(shift.isAlone());
  }

  /** Who leads is replaced by those alone who know who does. */
  @Test
  void leads_byWhoKnowsTheLeader_replacesIt() {
    Hand first = Hand.ofLane(shift);
    Hand second = Hand.ofLane(shift);
    assertNull(shift.leader());

    shift.leads(null, first);
    assertSame(first, shift.leader());
    shift.leads(null, second);
    assertSame(first, shift.leader());
    shift.leads(first, second);
    assertSame(second, shift.leader());
  }

  /** Of what the owner did by itself nothing is known, unless the time was to be taken. */
  @Test
  void pace_neverStaffed_isKnownIfTimed() {
    shift.workByOwner();
    assertEquals(-1, shift.pace());

    Shift timed = new Shift(job, new Claims(0, 5), 0, true);
    long begin = System.nanoTime();
    timed.workByOwner();
    assertBetween(PAUSE / 5, (System.nanoTime() - begin) / 5, timed.pace());
  }

  /** From the first time that lanes came on, all that is claimed counts. */
  @Test
  void pace_staffed_isTimePerClaimSinceThen() {
    for (int i = 0; i < 50; i++) {
      claims.claim(true);
    }
    long begin = System.nanoTime();
    assertTrue(shift.staff());
    pause();
    shift.leave(Thread.currentThread());
    assertTrue(shift.staff());
    for (int i = 0; i < 4; i++) {
      claims.claim(true);
    }

    long pace = shift.pace();

    assertBetween(PAUSE / 4, (System.nanoTime() - begin) / 4, pace);
  }

  /** An owner that forks lanes itself counts its own pieces. */
  @Test
  void pace_withLanesOfTheOwner_isThatOfItsOwnPieces() {
    Shift withLanes = new Shift(job, claims, 2, false);
    assertEquals(2, withLanes.lanes());
    long begin = System.nanoTime();

    withLanes.workByOwner();

    assertBetween(PAUSE / 5, (System.nanoTime() - begin) / 5, withLanes.pace());
  }
}
