package io.github.taskloom.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.Display;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FollowedLogTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Display display;
  private Path log;

  @BeforeEach
  void open() {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    display = Display.on(new Console(out, out, OptionalInt.empty()), List.of("t"));
    log = folder.resolve("t.log");
  }

  @AfterEach
  void close() {
    display.close();
  }

  private void append(byte[] octets) throws IOException {
    Files.write(log, octets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void append(String text) throws IOException {
    append(text.getBytes(StandardCharsets.UTF_8));
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private FollowedLog byLine() {
    return new FollowedLog(log, 0, new PrefixedLines("t"), display, true);
  }

  private FollowedLog live() {
    return new FollowedLog(log, 0, new LiveBytes(false), display, false);
  }

  /** By lines, a line is shown as soon as it is complete, and the last one at the end. */
  @Test
  void look_byLine_showsWholeLines() throws IOException {
    FollowedLog followed = byLine();
    followed.look(); // the file is not there yet
    append("one\ntw");
    followed.look();
    assertEquals("t | one\n", shown());
    append("o\nthree");
    followed.look();
    assertEquals("t | one\nt | two\n", shown());

    assertEquals(13, followed.finish());

    assertEquals("t | one\nt | two\nt | three\n", shown());
  }

  /** Once it is finished nothing more is shown: what a command left in the background may go on. */
  @Test
  void look_afterTheEnd_showsNothing() throws IOException {
    FollowedLog followed = byLine();
    append("one\n");
    followed.finish();
    append("late\n");
    followed.look();

    assertEquals(4, followed.finish());
    assertEquals("t | one\n", shown());
  }

  /** Live, a part of a line is shown, but no part of a character; others start on a new line. */
  @Test
  void look_live_showsParts() throws IOException {
    FollowedLog followed = live();
    append("at 10%");
    followed.look();
    append(new byte[] {(byte) 0xe2, (byte) 0x9c});
    followed.look();
    assertEquals("at 10%", shown());
    append(new byte[] {(byte) 0x94});
    followed.look();
    assertEquals("at 10%✔", shown());
    display.line("other");
    append("go on");
    followed.finish();
    display.line("end");

    assertEquals("at 10%✔\nother\ngo on\nend\n", shown());
  }

  /** What is no UTF-8 is not held back for ever. */
  @Test
  void finish_halfACharacter_isShown() throws IOException {
    FollowedLog followed = live();
    append(new byte[] {'a', (byte) 0xe2, (byte) 0x9c});
    followed.look();
    followed.finish();

    assertArrayEquals(new byte[] {'a', (byte) 0xe2, (byte) 0x9c}, bytes.toByteArray());
  }

  /** A log that is taken away while the command writes to it is shown to its end. */
  @Test
  void finish_logTakenAway_showsTheRest() throws Exception {
    FollowedLog followed = byLine();
    try (var writer = Files.newBufferedWriter(log)) {
      writer.write("one\n");
      writer.flush();
      followed.look();
      Files.delete(log);
      writer.write("two\n");
    }

    followed.finish();

    assertEquals("t | one\nt | two\n", shown());
  }

  /** A later attempt goes on where the one before ended, or at the start of another file. */
  @Test
  void look_laterAttempt_goesOn() throws IOException {
    append("one\n");
    long shown = byLine().finish();
    append("two\n");
    new FollowedLog(log, shown, new PrefixedLines("t"), display, true).finish();
    assertEquals("t | one\nt | two\n", shown());

    Files.delete(log);
    append("new\n");
    new FollowedLog(log, 8, new PrefixedLines("t"), display, true).finish();
    assertEquals("t | one\nt | two\nt | new\n", shown());
  }

  /** A line of many mebibytes is whole, and not in memory. */
  @Test
  void look_veryLongLine_isOneLine() throws IOException {
    FollowedLog followed = byLine();
    byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      append(piece);
      followed.look();
    }
    assertEquals("", shown());
    append("\nnext");
    followed.finish();

    assertEquals(2, shown().lines().count());
    assertEquals(3 * piece.length + 5, shown().indexOf("t | next"));
  }

  /** Whatever comes in whatever pieces, all of it is shown, in its order, and nothing twice. */
  @Test
  void look_anyBytes_areAllShownOnce() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    FollowedLog followed = live();
    for (int i = 0; i < 200; i++) {
      byte[] piece = new byte[random.nextInt(i % 50 == 0 ? 600_000 : 200)];
      random.nextBytes(piece);
      for (int at = 0; at < piece.length; at++) {
        // No escapes, which would be undone at the end.
        piece[at] = piece[at] == 0x1b || piece[at] == 0x0e ? (byte) '\n' : piece[at];
      }
      append(piece);
      written.writeBytes(piece);
      followed.look();
    }
    followed.finish();

    assertArrayEquals(written.toByteArray(), bytes.toByteArray(), "seed " + seed);
    assertTrue(written.size() > 0);
  }
}
