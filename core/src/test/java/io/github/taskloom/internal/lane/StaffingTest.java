package io.github.taskloom.internal.lane;

import static io.github.taskloom.internal.lane.Staffing.GROWTH;
import static io.github.taskloom.internal.lane.Staffing.LONGEST_STALL;
import static io.github.taskloom.internal.lane.Staffing.MANY;
import static io.github.taskloom.internal.lane.Staffing.SHORT;
import static io.github.taskloom.internal.lane.Staffing.TICK;
import static io.github.taskloom.internal.lane.Staffing.WORTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaffingTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** So many of the shortest pieces are worth a thread. */
  private static final int ENOUGH = Math.toIntExact((WORTH + SHORT - 1) / SHORT);

  private final Staffing staffing = new Staffing(10);
  private final Staffing unlimited = new Staffing(Integer.MAX_VALUE);

  /** A worker begins alone, and wants help where the pieces before took long enough. */
  @Test
  void wantsHelp_afterLongPieces() {
    assertFalse(unlimited.wantsHelp(1_000));

    unlimited.ended(SHORT - 1);
    assertFalse(unlimited.wantsHelp(1_000_000));

    unlimited.ended(WORTH);
    assertEquals(CORES > 1, unlimited.wantsHelp(1));
    assertFalse(unlimited.wantsHelp(0));

    unlimited.ended(-1); // not known: as before
    assertEquals(CORES > 1, unlimited.wantsHelp(1));

    unlimited.ended(0);
    assertFalse(unlimited.wantsHelp(1_000));
  }

  /** Pieces that are neither long nor trivial are worth a thread if there are enough of them. */
  @Test
  void wantsHelp_shortPieces_ifTheyAreMany() {
    unlimited.ended(SHORT);

    assertFalse(unlimited.wantsHelp(ENOUGH - 1));
    assertEquals(CORES > 1, unlimited.wantsHelp(ENOUGH));
  }

  /** There is a helper for each core that the worker leaves, and none under a limit. */
  @Test
  void helpers_oneForEachFurtherCore() {
    assertEquals(CORES - 1, unlimited.helpers());
    assertEquals(0, staffing.helpers());
    staffing.ended(WORTH);
    assertFalse(staffing.wantsHelp(1_000));
  }

  /** Many pieces are always timed, and of shifts with fewer one in eight, the first among them. */
  @Test
  void isTimed_few_oneShiftInEight() {
    List<Boolean> timed = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      assertTrue(staffing.isTimed(MANY));
      timed.add(staffing.isTimed(MANY - 1));
    }

    assertEquals(List.of(0, 8), List.of(timed.indexOf(true), timed.lastIndexOf(true)));
    assertEquals(2, Collections.frequency(timed, true));
  }

  /** A worker alone is held up when it claims nothing. */
  @Test
  void isHeldUp_alone_whenItClaimsNothing() {
    assertFalse(staffing.isHeldUp(0, 0, 0));
    assertTrue(staffing.isHeldUp(0, 0, 1));
    assertFalse(staffing.isHeldUp(0, 1, 1_000 * TICK));
  }

  /** With others beside it, when nothing was claimed for a whole stall. */
  @Test
  void isHeldUp_withOthers_afterAStall() {
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

  /** One that gets on is worth help when what is left takes longer than a thread costs. */
  @Test
  void isWorthMore_byTimeOfWhatIsLeft() {
    Claims enough = new Claims(0, ENOUGH);
    Claims less = new Claims(0, ENOUGH - 1);
    assertEquals(CORES > 1, staffing.isWorthMore(20, 20 * SHORT, enough));
    assertFalse(staffing.isWorthMore(20, 20 * SHORT, less));
    assertFalse(staffing.isWorthMore(20, 20 * SHORT - 1, new Claims(0, 1_000_000)));
    assertFalse(staffing.isWorthMore(0, 20 * SHORT, enough)); // it is held up
  }

  /** Where more may come, what is left at the moment tells little. */
  @Test
  void isWorthMore_moreToCome_byTimePerPiece() {
    Ready ready = new Ready(5);
    assertFalse(staffing.isWorthMore(20, 20 * SHORT, ready));
    ready.offer(1);
    assertEquals(CORES > 1, staffing.isWorthMore(20, 20 * SHORT, ready));
    assertFalse(staffing.isWorthMore(20, 20 * SHORT - 1, ready));
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
