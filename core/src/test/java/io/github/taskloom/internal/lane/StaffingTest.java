package io.github.taskloom.internal.lane;

import static io.github.taskloom.internal.lane.Staffing.FORK;
import static io.github.taskloom.internal.lane.Staffing.GROWTH;
import static io.github.taskloom.internal.lane.Staffing.LONGEST_STALL;
import static io.github.taskloom.internal.lane.Staffing.MANY;
import static io.github.taskloom.internal.lane.Staffing.SHORT;
import static io.github.taskloom.internal.lane.Staffing.TICK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaffingTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Staffing staffing = new Staffing(10);

  /** An owner begins alone, and forks lanes at once where the pieces before took long enough. */
  @Test
  void atOnce_afterLongPieces_fillsTheCores() {
    assertEquals(0, staffing.atOnce(1_000));

    staffing.ended(SHORT - 1);
    assertEquals(0, staffing.atOnce(1_000));

    staffing.ended(FORK);
    assertEquals(Math.min(CORES, 10) - 1, staffing.atOnce(1_000));
    assertEquals(Math.min(CORES, 2) - 1, staffing.atOnce(2));
    assertEquals(0, staffing.atOnce(1));
    assertEquals(0, staffing.atOnce(0));

    staffing.ended(-1); // not known: as before
    assertEquals(Math.min(CORES, 10) - 1, staffing.atOnce(1_000));

    staffing.ended(0);
    assertEquals(0, staffing.atOnce(1_000));
  }

  /** Pieces that are neither long nor trivial are worth a thread if there are enough of them. */
  @Test
  void atOnce_shortPieces_ifTheyAreMany() {
    staffing.ended(SHORT);
    int enough = Math.toIntExact((FORK + SHORT - 1) / SHORT);

    assertEquals(0, staffing.atOnce(enough - 1));
    assertEquals(Math.min(CORES, 10) - 1, staffing.atOnce(enough));
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

  /** The limit counts the owner, too. */
  @Test
  void atOnce_limit_isRespected() {
    Staffing two = new Staffing(2);
    two.ended(FORK);

    assertEquals(Math.min(CORES, 2) - 1, two.atOnce(1_000));
    assertEquals(9, staffing.room(0));
    assertEquals(2, staffing.room(7));
  }

  /** An owner alone that claims nothing is held up. */
  @Test
  void needsMore_aloneAndStuck_always() {
    assertFalse(staffing.needsMore(0, 0, 0, 1, false));
    assertTrue(staffing.needsMore(0, 0, 1, 1, false));
  }

  /** One that gets on needs more when what is left takes longer than a thread costs. */
  @Test
  void needsMore_alone_byTimeOfWhatIsLeft() {
    int enough = Math.toIntExact((FORK + SHORT - 1) / SHORT);
    assertTrue(staffing.needsMore(0, 20, 20 * SHORT, enough, false));
    assertFalse(staffing.needsMore(0, 20, 20 * SHORT, enough - 1, false));
    assertFalse(staffing.needsMore(0, 20, 20 * SHORT - 1, 1_000_000, false));
  }

  /** Where more may come, what is left at the moment tells little. */
  @Test
  void needsMore_aloneWithMoreToCome_byTimePerPiece() {
    assertTrue(staffing.needsMore(0, 20, 20 * SHORT, 1, true));
    assertFalse(staffing.needsMore(0, 20, 20 * SHORT, 0, true));
    assertFalse(staffing.needsMore(0, 20, 20 * SHORT - 1, 1_000, true));
  }

  /** With lanes of its own it is when nothing was claimed for a whole stall. */
  @Test
  void needsMore_withLanes_afterAStall() {
    assertFalse(staffing.needsMore(1, 0, TICK - 1, 100, false));
    assertTrue(staffing.needsMore(1, 0, TICK, 100, false));
    assertFalse(staffing.needsMore(1, 1, 1_000 * TICK, 100, false));
  }

  /** Where there is no room for more it never is. */
  @Test
  void needsMore_atTheLimit_never() {
    assertTrue(staffing.needsMore(8, 0, LONGEST_STALL, 100, false));
    assertFalse(staffing.needsMore(9, 0, LONGEST_STALL, 100, false));
    assertFalse(new Staffing(1).needsMore(0, 0, LONGEST_STALL, 100, false));
  }

  /** The stall doubles each time that lanes came in vain, up to a limit, and then starts anew. */
  @Test
  void brought_inVain_doublesTheStall() {
    long stall = TICK;
    for (int i = 0; i < 10; i++) {
      assertFalse(staffing.needsMore(1, 0, stall - 1, 100, false));
      assertTrue(staffing.needsMore(1, 0, stall, 100, false));
      staffing.brought(false);
      stall = Math.min(2 * stall, LONGEST_STALL);
    }
    assertEquals(LONGEST_STALL, stall);

    staffing.brought(true);

    assertTrue(staffing.needsMore(1, 0, TICK, 100, false));
  }

  /** First one lane per core comes, but no more than pieces or the limit, and at least one. */
  @Test
  void first_lanes_oneForEachCore() {
    assertEquals(CORES, Staffing.first(1_000, 1_000, true));
    assertEquals(1, Staffing.first(1, 1_000, true));
    assertEquals(1, Staffing.first(1_000, 1, true));
    assertEquals(1, Staffing.first(1_000, 0, true));
    assertEquals(Math.max(1, CORES - 1), Staffing.first(1_000, 1_000, false)); // beside the owner
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
