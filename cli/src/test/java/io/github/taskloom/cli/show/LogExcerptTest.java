package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogExcerptTest {
  @TempDir Path folder;

  private byte[] print(byte[] log) throws IOException {
    Path file = Files.write(folder.resolve("t.log"), log);
    return print(file);
  }

  private static byte[] print(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogExcerpt.print("t", file, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private String printed(String log) throws IOException {
    return new String(print(log.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** Output is shown whole, between two lines that tell whose it is. */
  @Test
  void print_output_isShownWhole() throws IOException {
    String file = folder.resolve("t.log").toString();

    assertEquals(
        "--- output of 't' (" + file + ")\na\nb\n--- end of the output of 't'\n",
        printed("a\nb\n"));
    assertEquals(
        "--- output of 't' (" + file + ")\nno line end\n--- end of the output of 't'\n",
        printed("no line end"));
    assertEquals("--- 't' printed nothing\n", printed(""));
    assertEquals(0, print(folder.resolve("none")).length, "it was not even started");
  }

  /** Bytes pass as they are, text or not. */
  @Test
  void print_bytes_areNotTouched() throws IOException {
    byte[] log = new byte[1 << 20];
    for (int i = 0; i < log.length; i++) {
      log[i] = (byte) (i * 7);
    }

    byte[] printed = print(log);

    int start = new String(printed, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    assertArrayEquals(log, Arrays.copyOfRange(printed, start, start + log.length));
  }

  /** Of enormous output the start and the end are shown, and how much is missing. */
  @Test
  void print_enormous_showsStartAndEnd() throws IOException {
    String line = "x".repeat(99) + "\n";
    String printed = printed("first\n" + line.repeat(50_000) + "last\n");

    assertTrue(printed.length() < 300_000, () -> "shown: " + printed.length());
    assertTrue(printed.contains("\nfirst\n"));
    assertTrue(printed.endsWith("last\n--- end of the output of 't'\n"));
    long left = 5_000_011 - (64 << 10) - (192 << 10);
    assertTrue(
        printed.contains("\n--- " + left + " bytes left out here, all of it is in the file\n"));
  }
}
