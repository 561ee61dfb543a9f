package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int MANY = 10_000_000;

  /** So many claims between two looks, as in {@link Hand}. */
  private static final int LOOK = 64;

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
          ALL,
          false);

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
    Shift eager = new Shift(shift.job(), ready, ALL, false);
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

  /** So many claims of a lane that it has looked once more. */
  private static boolean looksAndStays(Hand lane, Runnable others) {
    others.run();
    for (int i = 0; i < LOOK; i++) {
      if (lane.claim() < 0) {
        return false;
      }
    }
    return true;
  }

  private static void claim(Hand hand, int times) {
    for (int i = 0; i < times; i++) {
      hand.claim();
    }
  }

  /** A lane whose pieces take long stays, however quick the owner is. */
  @Test
  void claim_laneIsSlow_laneStays() {
    Hand lane = Hand.ofLane(shift);

    for (int look = 0; look < 50; look++) {
      assertTrue(looksAndStays(lane, () -> claim(shift.owner(), 2 * LOOK)));
      long begin = System.nanoTime();
      Bounded.until(() -> System.nanoTime() - begin > 100_000);
    }
  }

  /** A lane stays while the owner gets less than a quarter of what it gets itself. */
  @Test
  void claim_ownerGetsLess_laneStays() {
    Hand lane = Hand.ofLane(shift);

    for (int look = 0; look < 1_000; look++) {
      assertTrue(looksAndStays(lane, () -> claim(shift.owner(), LOOK / 4 - 1)));
    }
  }

  /** With a quarter the owner is as quick. */
  @Test
  void claim_ownerGetsAQuarter_laneLeaves() {
    Hand lane = Hand.ofLane(shift);
    int looks = 0;

    while (looksAndStays(lane, () -> claim(shift.owner(), LOOK / 4))) {
      assertTrue(++looks < MANY / 100, "it never left");
    }

    assertNull(shift.leader()); // it did lead, since the owner alone was quicker
  }

  /** The first lane that looks leads; another one leaves it that while it gets on. */
  @Test
  void claim_leaderGetsOn_keepsTheLead() {
    Hand first = Hand.ofLane(shift);
    Hand second = Hand.ofLane(shift);
    claim(first, LOOK);
    assertSame(first, shift.leader());

    for (int look = 0; look < 100; look++) {
      assertTrue(looksAndStays(second, () -> claim(first, LOOK / 4 - 1)));
      assertSame(first, shift.leader());
    }
  }

  /** A leader that is held up loses the lead to a lane that looks twice. */
  @Test
  void claim_leaderIsHeldUp_isReplaced() {
    Hand first = Hand.ofLane(shift);
    Hand second = Hand.ofLane(shift);
    claim(first, LOOK);

    claim(second, LOOK);
    assertSame(first, shift.leader()); // it might have got on since then
    claim(second, LOOK);

    assertSame(second, shift.leader());
  }

  /** Beside a leader that gets a quarter of what it gets itself a lane is not needed. */
  @Test
  void claim_leaderGetsAQuarter_otherLeaves() {
    Hand first = Hand.ofLane(shift);
    Hand second = Hand.ofLane(shift);
    claim(first, LOOK);
    int looks = 0;

    while (looksAndStays(second, () -> claim(first, LOOK / 4))) {
      assertTrue(++looks < MANY / 100, "it never left");
    }

    assertSame(first, shift.leader());
  }

  /** What is kept counts as claimed, by so many at a time that the counter is rarely touched. */
  @Test
  void keep_sixteen_areReported() {
    Ready ready = new Ready(1);
    Hand owner = Hand.alone(ready);
    for (int i = 1; i < 16; i++) {
      assertEquals(i, owner.keep(i));
    }
    assertEquals(0, ready.claimed());

    owner.keep(16);
    assertEquals(16, ready.claimed());
    for (int i = 17; i < 32; i++) {
      owner.keep(i);
    }
    assertEquals(16, ready.claimed());
  }

  /** What was done is reported by a lane that leaves while it keeps. */
  @Test
  void keep_whenLeaving_reportsWhatWasDone() {
    Ready ready = new Ready(1);
    Shift eager = new Shift(shift.job(), ready, ALL, false);
    Hand lane = Hand.ofLane(eager);
    lane.finish();

    for (int i = 0; lane.keep(1) >= 0; i++) {
      assertTrue(i < MANY / 4, "it never left");
      claimNothing(eager.owner());
    }

    assertTrue(ready.isOver());
  }

  private static void claimNothing(Hand owner) {
    owner.keep(0);
    owner.keep(0);
  }

  /** Work that a test answers for. */
  private static Work work(InvocationHandler answers) {
    return (Work)
        Proxy.newProxyInstance(Work.class.getClassLoader(), new Class<?>[] {Work.class}, answers);
  }

  /** A lane need not wait for work, the owner has to. */
  @Test
  void claim_nothingReady_laneMayLeaveOwnerNot() {
    List<Boolean> asked = new ArrayList<>();
    Work work =
        work(
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                asked.add((Boolean) arguments[0]);
              }
              return -1;
            });
    Shift eager = new Shift(shift.job(), work, ALL, false);

    eager.owner().claim();
    Hand.ofLane(eager).claim();

    assertEquals(List.of(false, true), asked);
  }

  /** What was dealt with is reported by sixteen while there is more, and never nothing. */
  @Test
  void claim_thereIsMore_reportsBySixteen() {
    List<Integer> reports = new ArrayList<>();
    Work work =
        work(
            (proxy, method, arguments) -> {
              if (method.getName().equals("finish")) {
                reports.add((Integer) arguments[0]);
              }
              return method.getReturnType() == int.class ? 0 : null;
            });
    Hand owner = Hand.alone(work);
    owner.claim();

    for (int i = 0; i < 40; i++) {
      owner.finish();
      owner.claim();
    }

    assertEquals(List.of(16, 16), reports);
  }

  /** What was dealt with is reported before a hand waits: nobody else could end the work. */
  @Test
  void claim_afterTheLastOnesAreDealtWith_ends() {
    Ready three = new Ready(3);
    for (int i = 0; i < 3; i++) {
      three.offerFirst(i);
    }
    Hand owner = new Shift(shift.job(), three, ALL, false).owner();

    for (int i = 0; i < 3; i++) {
      assertEquals(i, owner.claim());
      owner.finish();
    }

    assertEquals(-1, owner.claim());
    assertTrue(three.isOver());
  }
}
