package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {

  /** What could break a line or deceive a reader is escaped, the rest is shown. */
  @Test
  void shown_controlCharacters_areEscaped() {
    assertEquals("a\\nb\\tc\\r", Names.shown("a\nb\tc\r"));
    assertEquals("\\u001b[31mred", Names.shown("\u001b[31mred"));
    assertEquals("\\u202egnp.exe", Names.shown("\u202egnp.exe"));
    assertEquals("\\ud800", Names.shown("\ud800"));
    assertEquals("é 😀 👩\u200d🔧 \"q\"", Names.shown("é 😀 👩\u200d🔧 \"q\""));
  }

  /** A quoted name fits into a sentence. */
  @Test
  void quoted_veryLong_isCut() {
    assertEquals("'a'", Names.quoted("a"));
    assertEquals("'" + "😀".repeat(80) + "…'", Names.quoted("😀".repeat(10_000)));
  }

  /** The nearest name is one that may have been meant. */
  @Test
  void nearest_misspelt_isFound() {
    List<String> known = List.of("fetch", "clean", "report");

    assertEquals(Optional.of("fetch"), Names.nearest("ftech", known));
    assertEquals(Optional.of("report"), Names.nearest("reports", known));
    assertEquals(Optional.empty(), Names.nearest("deploy", known));
    assertEquals(Optional.empty(), Names.nearest("x".repeat(10_000), known));
  }
}
