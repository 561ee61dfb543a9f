package io.github.taskloom.internal.lane;

import static io.github.taskloom.internal.lane.Staffing.GROWTH;
import static io.github.taskloom.internal.lane.Staffing.LONGEST_STALL;
import static io.github.taskloom.internal.lane.Staffing.SLOW;
import static io.github.taskloom.internal.lane.Staffing.TICK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StaffingTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Staffing staffing = new Staffing(10);

  /** An owner begins alone, and forks lanes at once after a shift of slow pieces alone. */
  @Test
  void atOnce_afterSlowPieces_fillsTheCores() {
    assertEquals(0, staffing.atOnce(1_000));

    staffing.ended(SLOW / 2);
    assertEquals(0, staffing.atOnce(1_000));

    staffing.ended(SLOW / 2 + 1);
    assertEquals(Math.min(CORES, 10) - 1, staffing.atOnce(1_000));
    assertEquals(Math.min(CORES, 2) - 1, staffing.atOnce(2));
    assertEquals(0, staffing.atOnce(1));
    assertEquals(0, staffing.atOnce(0));

    staffing.ended(0);
    assertEquals(0, staffing.atOnce(1_000));
  }

  /** The limit counts the owner, too. */
  @Test
  void atOnce_limit_isRespected() {
    Staffing two = new Staffing(2);
    two.ended(SLOW);

    assertEquals(Math.min(CORES, 2) - 1, two.atOnce(1_000));
    assertEquals(9, staffing.room(0));
    assertEquals(2, staffing.room(7));
  }

  /** An owner alone is held up when its pieces take longer than they should on average. */
  @Test
  void isHeldUp_alone_byTimePerPiece() {
    assertFalse(staffing.isHeldUp(0, 0, 0));
    assertTrue(staffing.isHeldUp(0, 0, 1));
    assertFalse(staffing.isHeldUp(0, 20, 20 * SLOW));
    assertTrue(staffing.isHeldUp(0, 20, 20 * SLOW + 1));
  }

  /** With lanes of its own it is when nothing was claimed for a whole stall. */
  @Test
  void isHeldUp_withLanes_afterAStall() {
    assertFalse(staffing.isHeldUp(1, 0, TICK - 1));
    assertTrue(staffing.isHeldUp(1, 0, TICK));
    assertFalse(staffing.isHeldUp(1, 1, 1_000 * TICK));
  }

  /** Where there is no room for more it never is. */
  @Test
  void isHeldUp_atTheLimit_never() {
    assertTrue(staffing.isHeldUp(8, 0, LONGEST_STALL));
    assertFalse(staffing.isHeldUp(9, 0, LONGEST_STALL));
    assertFalse(new Staffing(1).isHeldUp(0, 0, LONGEST_STALL));
  }

  /** The stall doubles each time that lanes came in vain, up to a limit, and then starts anew. */
  @Test
  void brought_inVain_doublesTheStall() {
    long stall = TICK;
    for (int i = 0; i < 10; i++) {
      assertFalse(staffing.isHeldUp(1, 0, stall - 1));
      assertTrue(staffing.isHeldUp(1, 0, stall));
      staffing.brought(false);
      stall = Math.min(2 * stall, LONGEST_STALL);
    }
    assertEquals(LONGEST_STALL, stall);

    staffing.brought(true);

    assertTrue(staffing.isHeldUp(1, 0, TICK));
  }

  /** First one lane per core comes, but no more than pieces or the limit, and at least one. */
  @Test
  void first_lanes_oneForEachCore() {
    assertEquals(CORES, Staffing.first(1_000, 1_000));
    assertEquals(1, Staffing.first(1, 1_000));
    assertEquals(1, Staffing.first(1_000, 1));
    assertEquals(1, Staffing.first(1_000, 0));
  }

  /** While each lane gets on there are no more; else they multiply, up to one for each piece. */
  @Test
  void more_lanesHeldUp_multiply() {
    assertEquals(0, Staffing.more(4, 1_000, 4, 500));
    assertEquals((GROWTH - 1) * 4, Staffing.more(4, 1_000, 3, 500));
    assertEquals(5, Staffing.more(4, 1_000, 0, 5));
    assertEquals(0, Staffing.more(4, 1_000, 0, 0));
    assertEquals(6, Staffing.more(4, 10, 0, 500));
    assertEquals(0, Staffing.more(10, 10, 0, 500));
  }
}
