package io.github.taskloom.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  private List<String> tail(String log) throws IOException {
    return tail(log.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> tail(byte[] log) throws IOException {
    return LogTail.lines(Files.write(folder.resolve("t.log"), log), 3);
  }

  /** The last lines in their order, with or without an end of line. */
  @Test
  void lines_log_areTheLast() throws IOException {
    assertEquals(List.of("b", "", "c"), tail("a\nb\n\nc\n"));
    assertEquals(List.of("a", "b"), tail("a\r\nb"));
    assertEquals(List.of(), LogTail.lines(folder.resolve("none"), 3));
    assertEquals(List.of(), tail(""));
  }

  /** Colours, titles and what overwrites itself are left out; what else is no text is escaped. */
  @Test
  void lines_escapes_arePlain() throws IOException {
    assertEquals(List.of("red  x"), tail("\u001b[1;31mred\u001b[0m  \u001b]0;title\u0007x\n"));
    assertEquals(List.of("done 100%"), tail("at 10%\rat 20%\rdone 100%\r\n"));
    assertEquals(List.of("a    b\\u0000\\u0007"), tail("a\tb\0\u0007"));
    assertEquals(List.of("\ufffd\ufffd"), tail(new byte[] {(byte) 0xff, (byte) 0xfe}));
  }

  /** Long lines are cut, and an enormous log costs no memory. */
  @Test
  void lines_enormous_areCut() throws IOException {
    byte[] log = new byte[10 << 20];
    java.util.Arrays.fill(log, (byte) 'x');
    log[log.length - 100] = '\n';
    log[log.length - 50] = '\n';

    assertEquals(List.of("x".repeat(49), "x".repeat(49)), tail(log));
    String one = tail("y".repeat(1 << 20)).getFirst();
    assertTrue(one.length() <= 300, () -> "shown: " + one.length());
  }
}
