package io.github.taskloom.internal.pool;

import static io.github.taskloom.internal.pool.ScalingPolicy.GROWTH;
import static io.github.taskloom.internal.pool.ScalingPolicy.LONGEST_STALL;
import static io.github.taskloom.internal.pool.ScalingPolicy.MANY;
import static io.github.taskloom.internal.pool.ScalingPolicy.SHORT;
import static io.github.taskloom.internal.pool.ScalingPolicy.TICK;
import static io.github.taskloom.internal.pool.ScalingPolicy.WORTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingPolicyTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** So many of the shortest pieces are worth a thread. */
  private static final int ENOUGH = Math.toIntExact((WORTH + SHORT - 1) / SHORT);

  private final ScalingPolicy scaling = new ScalingPolicy(10);
  private final ScalingPolicy unlimited = new ScalingPolicy(Integer.MAX_VALUE);

  /** The owner begins alone, and wants help where the pieces before took long enough. */
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

  /** There is a helper for each core that the owner leaves, and none under a limit. */
  @Test
  void helpers_oneForEachFurtherCore() {
    assertEquals(CORES - 1, unlimited.helpers());
    assertEquals(0, scaling.helpers());
    scaling.ended(WORTH);
    assertFalse(scaling.wantsHelp(1_000));
  }

  /** Many pieces are always timed, and of parts with fewer one in eight, the first among them. */
  @Test
  void isTimed_few_onePartInEight() {
    List<Boolean> timed = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      assertTrue(scaling.isTimed(MANY));
      timed.add(scaling.isTimed(MANY - 1));
    }

    assertEquals(List.of(0, 8), List.of(timed.indexOf(true), timed.lastIndexOf(true)));
    assertEquals(2, Collections.frequency(timed, true));
  }

  /** An owner alone is held up when it claims nothing. */
  @Test
  void isHeldUp_alone_whenItClaimsNothing() {
    assertFalse(scaling.isHeldUp(0, 0, 0));
    assertTrue(scaling.isHeldUp(0, 0, 1));
    assertFalse(scaling.isHeldUp(0, 1, 1_000 * TICK));
  }

  /** With others beside it, when nothing was claimed for a whole stall. */
  @Test
  void isHeldUp_withOthers_afterAStall() {
    assertFalse(scaling.isHeldUp(1, 0, TICK - 1));
    assertTrue(scaling.isHeldUp(1, 0, TICK));
    assertFalse(scaling.isHeldUp(1, 1, 1_000 * TICK));
  }

  /** Where there is no room for more it never is. */
  @Test
  void isHeldUp_atTheLimit_never() {
    assertTrue(scaling.isHeldUp(8, 0, LONGEST_STALL));
    assertFalse(scaling.isHeldUp(9, 0, LONGEST_STALL));
    assertFalse(new ScalingPolicy(1).isHeldUp(0, 0, LONGEST_STALL));
  }

  /** An owner that gets on is worth help when what is left takes longer than a thread costs. */
  @Test
  void isWorthMore_byTimeOfWhatIsLeft() {
    RangeSource enough = new RangeSource(0, ENOUGH);
    RangeSource less = new RangeSource(0, ENOUGH - 1);
    assertEquals(CORES > 1, scaling.isWorthMore(20, 20 * SHORT, enough));
    assertFalse(scaling.isWorthMore(20, 20 * SHORT, less));
    assertFalse(scaling.isWorthMore(20, 20 * SHORT - 1, new RangeSource(0, 1_000_000)));
    assertFalse(scaling.isWorthMore(0, 20 * SHORT, enough)); // it is held up
  }

  /** Where more may come, what is left at the moment tells little. */
  @Test
  void isWorthMore_moreToCome_byTimePerPiece() {
    ReadyQueue ready = new ReadyQueue(5);
    assertFalse(scaling.isWorthMore(20, 20 * SHORT, ready));
    ready.offer(1);
    assertEquals(CORES > 1, scaling.isWorthMore(20, 20 * SHORT, ready));
    assertFalse(scaling.isWorthMore(20, 20 * SHORT - 1, ready));
  }

  /**
   * The stall doubles each time that extra workers came in vain, up to a limit, and then starts
   * anew.
   */
  @Test
  void brought_inVain_doublesTheStall() {
    long stall = TICK;
    for (int i = 0; i < 10; i++) {
      assertFalse(scaling.isHeldUp(1, 0, stall - 1));
      assertTrue(scaling.isHeldUp(1, 0, stall));
      scaling.brought(false);
      stall = Math.min(2 * stall, LONGEST_STALL);
    }
    assertEquals(LONGEST_STALL, stall);

    scaling.brought(true);

    assertTrue(scaling.isHeldUp(1, 0, TICK));
  }

  /**
   * First one extra worker per core comes, but no more than pieces or the limit, and at least one.
   */
  @Test
  void first_oneForEachCore() {
    assertEquals(CORES, ScalingPolicy.first(1_000, 1_000));
    assertEquals(1, ScalingPolicy.first(1, 1_000));
    assertEquals(1, ScalingPolicy.first(1_000, 1));
    assertEquals(1, ScalingPolicy.first(1_000, 0));
  }

  /**
   * While each extra worker gets on there are no more; else they multiply, up to one for each
   * piece.
   */
  @Test
  void more_heldUp_multiply() {
    assertEquals(0, ScalingPolicy.more(4, 1_000, 4, 500));
    assertEquals((GROWTH - 1) * 4, ScalingPolicy.more(4, 1_000, 3, 500));
    assertEquals(5, ScalingPolicy.more(4, 1_000, 0, 5));
    assertEquals(0, ScalingPolicy.more(4, 1_000, 0, 0));
    assertEquals(6, ScalingPolicy.more(4, 10, 0, 500));
    assertEquals(0, ScalingPolicy.more(10, 10, 0, 500));
  }
}
