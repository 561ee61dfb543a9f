package io.github.taskloom.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.show.TerminalReset;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixedLinesTest {
  private static final String ESC = "\u001b";

  /** What comes out of some pieces, one octet for each character. */
  private static String shown(String task, String... pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PrefixedLines lines = new PrefixedLines(task);
    for (String piece : pieces) {
      byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
      lines.write(octets, octets.length, out);
    }
    if (lines.isOpen()) {
      assertTrue(lines.end(out), "a line always ends");
    }
    out.flush();
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /**
   * Each line has the name before it, wherever the pieces are cut, and the last one is completed.
   */
  @Test
  void write_pieces_areLinesWithTheName() {
    assertEquals("t | ab\nt | \nt | c\n", shown("t", "a", "b\n\n", "c"));
    assertEquals("a\\nb | x\n", shown("a\nb", "x\n"));
    assertEquals("", shown("t"));
    assertTrue(shown("n".repeat(1_000), "x").length() < 120, "a long name is cut");
  }

  /** Bytes that are no text pass as they are. */
  @Test
  void write_noText_isNotTouched() {
    assertEquals("t | \u00ff\u00fe\0\u0007\n", shown("t", "\u00ff\u00fe\0\u0007\n"));
  }

  /** Where a line is written over the name stays before it. */
  @Test
  void write_carriageReturn_keepsTheName() {
    assertEquals("t | 10%\rt | 20%\r\n", shown("t", "10%\r20%", "\r\n"));
  }

  /** Colours end with each line, and go on in the next one; ESC is written ^. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^[31mred_blue;t | ^[31mred^[0m_t | ^[31mblue^[0m_",
        "^[31mred^[0m_plain;t | ^[31mred^[0m_t | plain_",
        "^[31mred^[m_plain;t | ^[31mred^[m_t | plain_",
        "^[1m^[31ma^[39m_b;t | ^[1m^[31ma^[39m^[0m_t | ^[1mb^[0m_",
        "^[38,5,1,4ma_b;t | ^[38,5,1,4ma^[0m_t | ^[4,38,5,1mb^[0m_",
        "^[48,2,1,2,3ma_b^[49m_c;t | ^[48,2,1,2,3ma^[0m_t | ^[48,2,1,2,3mb^[49m_t | c_",
        "^[0,32ma_b;t | ^[0,32ma^[0m_t | ^[32mb^[0m_",
        "^[x1ma;t | ^[x1ma!_",
        "^]0,title;t | ^]0,title!_",
        "^[?25la_b;t | ^[?25la!_t | b_",
        "^[3_b;t | ^[3!_t | b_",
        "a^_b;t | a^!_t | b_",
      })
  void write_colours_endWithTheLine(String written, String expected) {
    assertEquals(text(expected), shown("t", text(written)));
    assertEquals(text(expected), shown("t", text(written).split("")), "octet by octet");
  }

  private static String text(String sign) {
    return sign.replace("!", TerminalReset.TEXT)
        .replace("^", ESC)
        .replace(',', ';')
        .replace('_', '\n');
  }
}
