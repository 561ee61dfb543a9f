package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColumnsTest {

  /** Width is what a terminal shows: two columns for an emoji, none for a combining accent. */
  @Test
  void width_wideAndCombining_isThatOfTheTerminal() {
    assertEquals(3, Columns.width("abc"));
    assertEquals(3, Columns.width("a😀"));
    assertEquals(1, Columns.width("e\u0301"));
    assertEquals("😀  |", Columns.pad("😀", 4) + "|");
    assertEquals("too long", Columns.pad("too long", 4));
  }

  /** What does not fit is cut, never in the middle of a character. */
  @Test
  void cut_tooWide_endsWithAMark() {
    assertEquals("abc", Columns.cut("abc", 3));
    assertEquals("ab…", Columns.cut("abcd", 3));
    assertEquals("a…", Columns.cut("a😀😀", 3));
  }
}
