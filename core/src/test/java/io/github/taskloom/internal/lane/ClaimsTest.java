package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClaimsTest {
  private static final int MANY = 1_000_000;

  /** Numbers come in order, and then none. */
  @Test
  void claim_range_inOrderThenNone() {
    Claims claims = new Claims(3, 6);

    assertEquals(3, claims.left());
    assertEquals(3, claims.claim(true));
    assertEquals(4, claims.claim(true));
    assertEquals(1, claims.left());
    assertEquals(5, claims.claim(true));
    assertEquals(0, claims.left());
    assertEquals(-1, claims.claim(true));
    assertEquals(-1, claims.claim(true));
    assertEquals(0, claims.left());
  }

  /** What was claimed is counted from the start of the range, and no further than its end. */
  @Test
  void claimed_range_countsAndEnds() {
    Claims claims = new Claims(3, 5);
    assertEquals(0, claims.claimed());
    claims.claim(true);
    assertEquals(1, claims.claimed());
    assertFalse(claims.isOver());

    claims.claim(true);

    assertEquals(2, claims.claimed());
    assertTrue(claims.isOver());
    claims.claim(true);
    assertEquals(2, claims.claimed());
    assertFalse(claims.mayGrow());
  }

  /** An empty range has none. */
  @Test
  void claim_emptyRange_none() {
    Claims claims = new Claims(7, 7);

    assertEquals(0, claims.left());
    assertEquals(-1, claims.claim(true));
  }

  /** Once closed nothing more is handed out, however often it is closed. */
  @Test
  void close_inTheMiddle_nothingMore() {
    Claims claims = new Claims(0, 10);
    assertEquals(0, claims.claim(true));

    claims.close();
    claims.close();

    assertEquals(-1, claims.claim(true));
    assertEquals(0, claims.left());
  }

  /** The largest range does not run over. */
  @Test
  void close_largestRange_nothingMore() {
    Claims claims = new Claims(0, Integer.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      claims.close();
    }

    assertEquals(-1, claims.claim(true));
    assertEquals(0, claims.left());
  }

  /** Many threads get each number once, each in rising order. */
  @Test
  void claim_manyThreads_eachNumberOnce() throws Exception {
    Claims claims = new Claims(100, 100 + MANY);
    AtomicIntegerArray times = new AtomicIntegerArray(MANY);
    Callable<Integer> claiming =
        () -> {
          int last = -1;
          for (int i = claims.claim(true); i >= 0; i = claims.claim(true)) {
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
