package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  private final Shift shift = new Shift(job, claims, 5, false);

  private static void pause() {
    long begin = System.nanoTime();
    Bounded.until(() -> System.nanoTime() - begin >= PAUSE);
  }

  private static void assertBetween(long least, long most, long actual) {
    assertTrue(least <= actual && actual <= most, () -> least + " <= " + actual + " <= " + most);
  }

  /** So many may join as there is room for, and none after the end. */
  @Test
  void join_asManyAsThereIsRoomFor() {
    assertEquals(0, shift.others());

    assertEquals(1, shift.join(1));
    assertEquals(3, shift.join(Integer.MAX_VALUE));
    assertEquals(4, shift.others());
    assertEquals(0, shift.join(1));

    shift.leave(3, Thread.currentThread());
    assertEquals(1, shift.others());
    assertEquals(2, shift.join(2));
    shift.leave(2, Thread.currentThread());
    shift.leave(1, Thread.currentThread());
    shift.end();
    assertTrue(shift.others() < 0);
    assertEquals(0, shift.join(1));
  }

  /** Where there is no limit, one who stands for all others takes all the room that there is. */
  @Test
  void join_withoutALimit_all() {
    Shift wide = new Shift(job, claims, Integer.MAX_VALUE, false);

    assertEquals(1, wide.join(1));
    assertEquals(Integer.MAX_VALUE - 2, wide.join(Integer.MAX_VALUE));
    assertEquals(0, wide.join(1));
  }

  /** The owner ends only after those who have joined. */
  @Test
  void end_whileOthersAreThere_waitsUntilTheyLeave() throws Exception {
    assertEquals(2, shift.join(2));
    FutureTask<?> end = new FutureTask<>(shift::end, null);
    Thread owner = Thread.ofPlatform().daemon().start(end);
    Bounded.until(() -> owner.getState() == Thread.State.WAITING);
    shift.leave(1, owner);
    Bounded.until(() -> owner.getState() == Thread.State.WAITING);

    shift.leave(1, owner);

    end.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertTrue(shift.others() < 0);
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

  /** How long the owner's pieces took is known if the time was to be taken. */
  @Test
  void pace_timed_isThatOfItsOwnPieces() {
    shift.workByOwner();
    assertEquals(-1, shift.pace());

    Shift timed = new Shift(job, new Claims(0, 5), 5, true);
    long begin = System.nanoTime();
    timed.workByOwner();
    assertBetween(PAUSE / 5, (System.nanoTime() - begin) / 5, timed.pace());
  }

  /** One that is there to the end of what can be claimed was needed. */
  @Test
  void workBesideOwner_toTheEnd_saysSo() {
    assertTrue(shift.workBesideOwner());
  }
}
