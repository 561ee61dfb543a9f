package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RangeSourceTest {
  private static final int MANY = 1_000_000;

  /** Numbers come in order, and then none. */
  @Test
  void claim_range_inOrderThenNone() {
    RangeSource range = new RangeSource(3, 6);

    assertEquals(3, range.left());
    assertEquals(3, range.claim(true));
    assertEquals(4, range.claim(true));
    assertEquals(1, range.left());
    assertEquals(5, range.claim(true));
    assertEquals(0, range.left());
    assertEquals(-1, range.claim(true));
    assertEquals(-1, range.claim(true));
    assertEquals(0, range.left());
  }

  /** What was claimed is counted from the start of the range, and no further than its end. */
  @Test
  void claimed_range_countsAndEnds() {
    RangeSource range = new RangeSource(3, 5);
    assertEquals(0, range.claimed());
    range.claim(true);
    assertEquals(1, range.claimed());
    assertFalse(range.isOver());

    range.claim(true);

    assertEquals(2, range.claimed());
    assertTrue(range.isOver());
    range.claim(true);
    assertEquals(2, range.claimed());
    assertFalse(range.mayGrow());
  }

  /** An empty range has none. */
  @Test
  void claim_emptyRange_none() {
    RangeSource range = new RangeSource(7, 7);

    assertEquals(0, range.left());
    assertEquals(-1, range.claim(true));
  }

  /** Once closed nothing more is handed out, however often it is closed. */
  @Test
  void close_inTheMiddle_nothingMore() {
    RangeSource range = new RangeSource(0, 10);
    assertEquals(0, range.claim(true));

    range.close();
    range.close();

    assertEquals(-1, range.claim(true));
    assertEquals(0, range.left());
  }

  /** The largest range does not run over. */
  @Test
  void close_largestRange_nothingMore() {
    RangeSource range = new RangeSource(0, Integer.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      range.close();
    }

    assertEquals(-1, range.claim(true));
    assertEquals(0, range.left());
  }

  /** Many threads get each number once, each in rising order. */
  @Test
  void claim_manyThreads_eachNumberOnce() throws Exception {
    RangeSource range = new RangeSource(100, 100 + MANY);
    AtomicIntegerArray times = new AtomicIntegerArray(MANY);
    Callable<Integer> claiming =
        () -> {
          int last = -1;
          for (int i = range.claim(true); i >= 0; i = range.claim(true)) {
            assertTrue(last < i);
            last = i;
            times.incrementAndGet(i - 100);
          }
          return last;
        };

    Bounded.together(Collections.nCopies(4, claiming));

    for (int i = 0; i < MANY; i++) {
      assertEquals(1, times.get(i));
    }
  }
}
