package io.github.taskloom.jdbc.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as they are stored, and read again. */
class StoredTextTest {
  private static final String[] PARTS = {
    "a", "\\", "e", "u", "0041", "\u00e4", "\ud83d", "\ude00", "\0", "\uffff", " ", "\n"
  };

  /**
   * Each comes back; none is empty, has a NUL or half a pair; and none has a letter beyond ASCII.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_anyText_comesBack(boolean isUnicode) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder parts = new StringBuilder();
      for (int part = random.nextInt(6); part > 0; part--) {
        parts.append(PARTS[random.nextInt(PARTS.length)]);
      }
      String text = parts.toString();
      String stored = StoredText.of(text, isUnicode);
      String what = "seed " + seed + ": " + stored;
      assertEquals(text, StoredText.read(stored), what);
      assertFalse(stored.isEmpty() || stored.indexOf('\0') >= 0, what);
      assertEquals(
          stored,
          new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
          what);
      assertTrue(isUnicode || stored.chars().allMatch(next -> next < 0x7f), what);
    }
  }

  /** What people read is as it was. */
  @Test
  void of_plainText_isItself() {
    assertEquals(
        "report f\u00fcr \u8ba1\u7b97", StoredText.of("report f\u00fcr \u8ba1\u7b97", true));
    assertEquals("f\\u00fcr", StoredText.of("f\u00fcr", false));
    assertEquals("\\e", StoredText.of("", true));
    assertNull(StoredText.of(null, true));
    assertNull(StoredText.read(null));
  }

  /** What was not stored so is not guessed. */
  @ParameterizedTest
  @ValueSource(strings = {"\\", "\\x", "\\u12", "\\u12g4"})
  void read_whatWasNotStored_isRefused(String stored) {
    assertThrows(IllegalArgumentException.class, () -> StoredText.read(stored));
  }
}
