package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandTest {
  private static final int MANY = 10_000_000;

  private final Shift shift =
      new Shift(
          new Job() {
            @Override
            public String name() {
              throw new AssertionError("no scope is needed");
            }

            @Override
            public void work(Hand hand) {
              throw new AssertionError("nobody works here");
            }

            @Override
            public void workAlone(int number) {
              throw new AssertionError("nobody works here");
            }
          },
          new Claims(0, MANY),
          0);

  /** Claims in turn until one of them gets nothing; the last claims are lost to nobody. */
  private static boolean leaves(BooleanSupplier others, Hand hand) {
    for (int i = 0; i < MANY / 4; i++) {
      if (!others.getAsBoolean()) {
        return false;
      }
      if (hand.claim() < 0) {
        return true;
      }
    }
    return false;
  }

  /** A lane beside an owner that is quick, too, leaves without having claimed more. */
  @Test
  void claim_ownerIsQuick_laneLeaves() {
    Hand lane = Hand.ofLane(shift);

    assertTrue(leaves(() -> shift.owner().claim() >= 0, lane));

    int next = shift.owner().claim();
    assertEquals(shift.work().claimed(), next + 1);
  }

  /** While the owner is held up a lane goes on, however quick it is. */
  @Test
  void claim_ownerIsHeldUp_laneStays() {
    Hand lane = Hand.ofLane(shift);
    shift.owner().claim();

    for (int i = 1; i < 100_000; i++) {
      assertEquals(i, lane.claim());
    }
  }

  /** Of two lanes beside an owner that is held up one leads, the other leaves. */
  @Test
  void claim_twoLanes_oneStays() {
    Hand first = Hand.ofLane(shift);
    Hand second = Hand.ofLane(shift);
    shift.owner().claim();

    boolean secondLeft = leaves(() -> first.claim() >= 0, second);

    Hand left = secondLeft ? second : first;
    Hand stayed = secondLeft ? first : second;
    assertTrue(left != stayed && stayed.claim() >= 0);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(stayed.claim() >= 0);
    }
  }

  /** A number that is kept by a lane that leaves is there for others. */
  @Test
  void keep_whenLeaving_isOffered() {
    Ready ready = new Ready(MANY);
    Shift eager = new Shift(shift.job(), ready, 0);
    Hand lane = Hand.ofLane(eager);
    int kept = 0;
    for (int number = 0; number >= 0 && kept < MANY / 4; number = lane.keep(number + 1)) {
      kept = number;
      for (int i = 0; i < 2; i++) {
        eager.owner().keep(0);
      }
    }

    assertEquals(kept + 1, ready.claim(false));
  }
}
